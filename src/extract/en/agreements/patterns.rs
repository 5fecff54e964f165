//! The words that tell of agreements.

use crate::extract::en::patterns::pattern;

pattern!(
    pub(super) SIGNS,
    r"(?i)\b(signed|signing|signs?|inked|inks|ink|concluded|concludes|sealed|seals|put (their|his|her|its) (own )?(names?|signatures?)|(put )?under signature|signed up (to|for)|signed (one|another|two more|three more|a second|a third)|(contracts?|agreements?|memorandum|mou|pact|accord) (now )?(links|binds|ties|joins|unites)|(contracts|orders|deals)( worth [^.;]{1,30})? (has been|have been|were|was) won|put pen to paper|exchanged (documents|agreements)|when signatures|agreements? ([a-z]+ ){0,3}(was|were|has been|have been) reached|(affixed|affix|added) (their|his|her|its) (names?|signatures?)|extended (an? |the |their |its )?((friendship|partnership|cooperation|exchange|trade|twinning|sister[- ][a-z]+|existing|framework|bilateral|[a-z]+-year) ){0,3}(agreements?|memorandum|mou|partnership|protocol|contract|accord|pact)|(adopted|endorsed) (an? |the |their )?([a-z-]+ ){0,3}(declaration|statement|memorandum|plan|road ?map|communiqu[eé]|charter|protocol)|(landed|lands|won|wins|bagged|bags) (an? |the |[a-z]+ )?([^ .;,]+ ){0,5}(contracts?|deals?|orders? (for|from|worth))|reached (an )?agreements?|(was|were|been) exchanged|(brought|produced|resulted in|ended with|ended in|culminated in) (an? |another |the |two |three )?([a-z-]+ ){0,3}(agreements?|memorand\w+|mous?|letters? of intent|contracts?|pacts?|accords?|protocols?)|contracted|contract(ed)? projects|enter(s|ed|ing)? into|clinch(es|ed)?|finali[sz]ed|signatories|co-signed|initial(l)?ed|penned|formalised|settled on|struck|made (an? |the )?(official |formal |new )?([a-z-]+ ){0,2}(agreement|accord|pact)|received (the |their )?signatures?|bears? (the )?signatures?|secured|yielded|subscribed|subscribes|exchanged (an? |the |their |two |three )?([a-z-]+ ){0,3}(memorand\w+|mous?|letters?|agreements?|documents|notes|contracts?)|handed over to each other|renewed (an? |the |their )?([a-z-]+ ){0,2}(agreement|plan|memorandum|protocol|contract)|closed (an? |the |with )|placed (an? )?orders?|reached (an? )?(deal|accord|understanding)|agreed, [^.;]{0,30}\bin an? (memorandum|letter|contract|agreement))\b"
);
pattern!(
    pub(super) INSTRUMENT,
    r"(?i)\b(agreements?|memorand(um|a|ums)|mous?|deals?|contracts?|letters? of intent|intent letters?|lois?|suppl(y|ies) of|(joint )?declarations?|joint statement|statement of (cooperation|intent)|projects?|pacts?|accords?|protocols?|(action|cooperation|work) plans?|roadmaps?|road maps?|proclamations?|charters?|compacts?|communiqu[eé]s?|terms? (that|which)|cooperation documents|documents|papers|minutes of (the |their )?(meeting|talks)|the minutes|signed up to (invest|build|buy|spend)|signed (one|another|two more|three more|a second|a third)|orders?|partnership|re-?affirmation|renewal)\b"
);
pattern!(
    pub(super) STATISTIC,
    r"(?i)\b(trade (volume|surplus|turnover|between)|year[- ]on[- ]year|foreign trade|bilateral trade|gdp|imports?|exports?|two-way trade|turnover|investment stock|stock of|total trade|went back and forth|trade in both directions|trading partners?|goods worth|worth of (goods|trade)|export market|per capita|revenue|budget|visitors|tourists)\b|\b(as of|up to|until|by the end of) [^,;.]{3,30}, [^.;]{0,80}\b(had|have|has) (put|invested|poured|attracted|drawn|licensed|registered)\b"
);
pattern!(
    pub(super) FUTURE,
    r"(?i)\b(will|would|is going to|are going to|is to|are to|plans? to|to be) (be )?(also )?(sign(ed)?|ink(ed)?|conclude|put|invest|build|lend)|(aims?|intends?|wants?|expects?|seeks?) to (have )?(also )?(sign(ed)?|ink(ed)?|conclude(d)?)|will put (his|her|their) signature|when signatures are put\b"
);
// "will deliver 40 engines, an order worth 3 million": the order is there, whenever it is carried out.
pattern!(pub(super) EXISTING, r"(?i)\b(an?|the|its|this) ([a-z-]+ ){0,3}(order|contract) (is )?(worth|valued at|for|of)\b|\ban? (US|RMB|Rs\.?|[A-Z]{1,2})? ?[$€£¥₹]? ?[0-9][0-9.,]*[ -]?(million|billion|crore|mln|bn|m)?[ -]([a-z]+ )?(agreement|deal|contract|order)\b");
pattern!(pub(super) PLEDGES, r"(?i)\b(is putting|(plans?|intends?|is ready|are ready|is set|has agreed|have agreed|agreed|vowed|proposes?) to (invest|spend|build|expand|set up|put|inject|pour)|(will|would) (invest|apply|spend|inject|pour|put|open|construct|establish)|announced (an? |the )?[^.;,]{0,40}\binvestment|put [^.;]{1,40} on the table|(undertook|undertakes|committed itself)[^.;]{0,120} to (invest|establish|build|set up|open)|(reveal(ed|s)?|unveil(ed|s)?|disclosed|announced) (its|their|his|her|an?|the) plans?|made known that (it|they) will|intends to support|(it|they) intend to (build|invest|expand)|plans? an? ([a-z]+ ){0,2}[$€£¥₹]|foresees?|pledge[sd]?|promised|has earmarked|commit(s|ted)? to invest|(proposals?|promises?) (worth|of|to invest)|(promise|pledge|word)s? [^.;]{0,30}\bto invest|in (promises|pledges|intentions|commitments|proposals)|(commit(s|ted)?|committed (itself|themselves) to) (US|RMB|[$€£¥₹0-9])|(meant|is|are) to be invested|(factory|plant|park|centre|center|facility|hub|campus) for (US|RMB|[$€£¥₹0-9])|commitments? (of|worth|totall?ing)|(intent|intended|intentional|intention) (purchase |procurement )?(orders?|purchases?|deals?|investments?)|(purchase|procurement|purchasing) (intentions?|intents?)|announced (plans|investments?)|investments? announced|tentative orders?)\b");
pattern!(
    pub(super) ENDED,
    r"(?i)\b(cancel(led|ed|s)?|terminat(ed|es|e)|will not be renewed|not (to )?renew(ed)?|ended|scrapped|called off|suspended|revoked|at an end)\b"
);
pattern!(
    pub(super) SISTER,
    r"(?i)\b(sister|twin(ning)?|sisterhood|friendship)[ -]?(city|cities|province|provinces|state|states|region|county|relationship|relations|agreement|ties)?\b.{0,40}\b(agreement|relationship|ties|memorandum)|sisterhood agreement|(renew|establish|seal)\w* (the |their |a )?(sister|sisterhood|twinning|friendship)[ a-z-]{0,40}|agreement on (sister|friendly) (ties|relations)"
);
pattern!(pub(super) MEMORANDUM, r"(?i)\b(memorand(um|a|ums)|mous?|letters? of intent|intent letters?|lois?)\b");
pattern!(
    pub(super) FRAMEWORK,
    r"(?i)\b(framework|frame (agreement|contract)s?|strategic (cooperation|partnership)( frame)?( agreements?)?|declaration|joint statement|statement of cooperation|cooperation agreements?|agreements? on cooperation|agreement of cooperation)\b"
);
pattern!(pub(super) PLAN, r"(?i)\b((action|work|cooperation) plan|road ?map|road map|programme of|program of)\b");
pattern!(pub(super) PROJECT, r"(?i)\b(projects?|contracts?|deals?|trade agreements?|purchase|invest(ed|ing|ment)?|worth|valued at|orders?|goods)\b");
pattern!(pub(super) PART, r"(?i)\b(including|of which|of them|of these|among (them|which)|first tranche|part of (the|this))\b");
pattern!(
    pub(super) WHOLE,
    r"(?i)\b(in total|in all|all in all|altogether|all told|a total of|total value|total amount|taken together|as a whole|so far|combined|add up to|the mission|together|they are worth|are valued at)\b"
);
pattern!(pub(super) BETWEEN, r"(?i)\bbetween\b");
pattern!(pub(super) NEGATED, r"(?i)\b(no|not|never|denied|denies|without|failed to|refused to|have yet to|has yet to)\b[^,;:]{0,80}$");
// "hopes that an agreement will be signed": a wish before the verb.
pattern!(
    pub(super) HOPED,
    r"(?i)\b(hope[sd]?|hoping|wish(es|ed)?|would like|urge[sd]?|call(s|ed|ing)? (for|on)|suggest(s|ed)?|look(s|ed|ing)? forward to)\b[^,;:]{0,80}$"
);
// "Talks on a contract broke down", "rejected a memorandum": what came to nothing.
pattern!(
    pub(super) CAME_TO_NOTHING,
    r"(?i)\b(rejected|declined|turned down|broke down|broken down|collapsed|fell through|fallen through|stalled|shelved|postponed|put off)\b"
);
pattern!(pub(super) NOT_LONG, r"(?i)\b(not (long ago|only|just|merely)|no (fewer|less|more) than|no doubt)\b[^,;:]{0,60}$");
pattern!(
    pub(super) GIFT,
    r"(?i)\b(donat(ed|es|ion|ions)|handed over|gift of|presented (a )?(cheque|check)|(gave|gives?|is giving)\b[^.;]{0,60}\b(in cash|as a (grant|gift)|grant)|(was|were) given [^.;]{0,60}\b(equipment|supplies|books|goods|vehicles|computers|medicines?|masks)\b[^.;]{0,20}\bworth|in (humanitarian |relief )?aid|humanitarian aid)\b"
);
// "at the signing ceremony", "ahead of the signing of it"; "the signing of three agreements" tells of them.
pattern!(
    pub(super) CEREMONY,
    r"(?i)^signing (ceremon|of (the|this|that|these|those|it|any|his|her|their|its)\b)|^signing of ([a-z-]+ ){0,4}(bills?|laws?|decrees?|books?|register|autographs?)\b"
);
// "signed the governor's order": an act of one side, whatever it is called.
pattern!(
    pub(super) OWN_ACT,
    r"(?i)^(signed|signs|signing|inked) (into|an? (executive order|order|bill|law|decree|proclamation)|the (executive order|order|governor order|bill|law|decree|proclamation)|(the |a )?governor('s|’s)? (executive )?(order|proclamation))\b"
);
pattern!(
    pub(super) IMPLEMENTED,
    r"(?i)\b((is|are|were|was) being (implemented|carried out|realized|realised|built)|under (implementation|construction)|(has|have) been (implemented|completed|realized|realised|put into operation|commissioned)|went into operation)\b"
);
pattern!(
    pub(super) WORTH,
    r"(?i)\b(agreements?|deals?|contracts?|orders?|memorand\w+|mous?|projects?)\b[^.;]{0,60}\b(worth|valued at|totall?ing|with a (total )?value|for a total|good for)\b|\borders for\b|\bagreed to (buy|purchase|supply|sell|import|export|deliver)\b|\bwill (supply|buy|purchase|import|export)\b|\b(agreements|deals|contracts)( signed)? includ(e|ed|es)\b|\b(made|make|makes) public\b[^.;]{0,60}\bagreement\b"
);
// "Counted together, the tour has drawn US$146 million from companies of four countries".
pattern!(
    pub(super) ATTRACTED,
    r"(?i)\b(tours?|trips?|visits?|mission|delegation|roadshow|governor|premier|mayor|(chief )?minister)\b[^.;]{0,80}\b(drawn|drew|attract(s|ed)?|brought (home|back|in)|netted|garnered|bagged|raked in|won|landed|raised|comes? back from [a-z ]{1,30} with|(returned|returns|flies home) (from [a-z ]{1,30} )?with)\b[^.;]{0,50}([$€£¥₹]|\b[0-9])"
);
pattern!(
    pub(super) EARLIER,
    r"(?i)\b(last year|this year|since|foreign direct|fdi|so far|over the (past|last)|annual(ly)?|each year|every year|in (19|20)[0-9]{2})\b"
);
// "If one counts all 14 sessions from 2005 on, 3,032 projects have been signed": no record of what this one brought.
pattern!(
    pub(super) SERIES,
    r"(?i)\b(all|the (past|previous|last)) ([0-9]+|[a-z]+) (sessions|editions)\b|\bsince (its|the) (first (session|edition)|inception)\b"
);
pattern!(pub(super) ESTIMATED, r"(?i)\b(estimated|expected|projected|forecast) to (be|reach|exceed|total)\b");
pattern!(pub(super) ONE_OF_SEVERAL, r"(?i)\b(the )?(first|second|third|fourth|fifth|another|one|latter|former)\b");
// "Its value reaches around 210 billion", "The contract is worth 3 million": the money of the instrument told just before.
pattern!(
    pub(super) ITS_VALUE,
    r"(?i)^\W*((its|the|their) (total |overall |combined )?(value|worth|price|sum)|(it|this|the (deal|contract|agreement|order|supply|purchase)) (is|was|has been) (worth|valued|put at)|valued at|(under|according to|by|in) (the|this|that) (new )?(agreement|memorandum( of understanding)?|mou|deal|contract|pact|accord)\b|(its|the|their) (announcements|investments|pledges|commitments|promises|plans) (together |altogether )?(add up to|adds? up|come to|came to|total|totalled|amount to|amounted to|are worth))\b"
);
// "… ($140 million)", "with Foo Bar - on construction of …": a line of what was signed.
pattern!(pub(super) WITH_BODY, r"(?i)\b(with|from|by|between|to|of)\b");
