//! The words that tell of agreements.

use crate::extract::en::patterns::pattern;

pattern!(
    pub(super) SIGNS,
    r"(?i)\b(signed|signing|signs?|singed|exchange of ([a-z0-9-]+ ){0,4}(agreements|memorand(a|ums)|mous|letters of intent|contracts)|inked|inks|ink|concluded|concludes|sealed|seals|(put|set)s? ((their|his|her|its) (own )?)?(names?|signatures?) to|put (their|his|her|its) (own )?(names?|signatures?)|(put )?under signature|signed up (to|for)|signed (one|another|two more|three more|a second|a third)|(contracts?|agreements?|memorandum|mou|pact|accord) (now )?(links|binds|ties|joins|unites)|(contracts|orders|deals)( worth [^.;]{1,30})? (has been|have been|were|was) won|put pen to paper|exchanged (documents|agreements)|when signatures|(agreements?|contracts?|deals?|orders?|accords?) (([^ .;,]|[0-9][.,][0-9])+ ){0,9}(was|were|has been|have been) reached|(projects?|contracts?|deals) (was|were|has been|have been) agreed( upon| on)?|(affixed|affix|added) (their|his|her|its) (names?|signatures?)|extended (an? |the |their |its )?((friendship|partnership|cooperation|exchange|trade|twinning|sister[- ][a-z]+|existing|framework|bilateral|[a-z]+-year) ){0,3}(agreements?|memorandum|mou|partnership|protocol|contract|accord|pact)|(adopted|endorsed) (an? |the |their )?([a-z-]+ ){0,3}(declaration|statement|memorandum|plan|road ?map|communiqu[eé]|charter|protocol)|(landed|lands|won|wins|bagged|bags) (an? |the |[a-z]+ )?([^ .;,]+ ){0,5}(contracts?|deals?|orders? (for|from|worth))|reached (an )?agreements?|(was|were|been) exchanged|(brought|produced|resulted in|led to|yielded|ended with|ended in|culminated in) (an? |another |the |two |three )?([a-z-]+ ){0,3}(agreements?|memorand\w+|mous?|letters? of intent|contracts?|pacts?|accords?|protocols?|documents?|charters?|treat(y|ies))|contracted|contract(ed)? projects|(granted|awarded|issued|presented|handed) [^.;]{0,60}?investment (registration )?(licen[cs]e|certificate)s?|(an?|new) ([a-z-]+ ){0,3}(agreement|memorandum( of understanding)?|mou|pact|accord|declaration|protocol|contract) (now )?(commits|obliges|provides for|foresees|envisages|covers|sets out|lays down|lays the|will see|will allow|will enable|will bring)|(has|have|got) (now )?a new ([a-z-]+ ){0,3}(agreement|memorandum|mou|pact|accord|contract)|under an? (((new|joint|co-?operation|partnership|framework|exchange|strategic|purchase|supply) ){1,3}(agreement|pact|accord|protocol)|memorandum|mou)|enter(s|ed|ing)? into|clinch(es|ed)?|(finali[sz]|formali[sz])e[sd]|signatories|co-signed|initial(l)?ed|penned|settled on|(shook|shake|shaken) hands on|(came|come) to (an? |the )?([a-z-]+ ){0,2}(agreement|accord)|rests? on an? ([a-z-]+ ){0,3}(agreement|memorandum|mou|pact|accord)|agreed (on |upon )?(an? |the )([a-z-]+ ){0,3}(agreement|memorandum|mou|plan|programme|protocol|road ?map)|struck|made (an? |the )?(official |formal |new )?([a-z-]+ ){0,2}(agreement|accord|pact)|received (the |their )?signatures?|(bears?|bore|carr(y|ies|ied)) ([a-z]+ ){0,4}signatures?|names? stands? under|came (out of|about)|(second|third|further|another) ([a-z-]+ ){0,2}(agreement|contract|deal|memorandum) came with|emerged from|(is|are|was|were) (among )?the (outcomes?|results?|fruits?|upshot)|enter(s|ed) (an? |the |their )?([a-z-]+ ){0,3}(agreement|partnership|memorandum|pact)|join(ed|s) in (an? |the )([a-z-]+ ){0,3}agreement|executed (an? |the |their )|(agreements?|memorand\w+|mous?|pacts?|accords?|protocols?) [^.;]{0,60}\b(was|were|has been|have been) (renewed|extended|prolonged|upgraded|updated)|secured|yielded|subscribed|subscribes|exchanged (an? |the |their |two |three )?([a-z-]+ ){0,3}(memorand\w+|mous?|letters?|agreements?|documents|notes|contracts?|minutes)|handed over to each other|(re-?new(s|ed)|prolong(s|ed)|upgrad(es|ed)|updat(es|ed)) (an? |the |their |its )?([a-z-]+ ){0,3}(agreements?|plan|memorand\w+|mous?|protocol|contract|pact|accord)|closed (with |(an? |the )((new|big|[a-z-]{4,}) ){0,3}(deals?|contracts?|agreements?))|(contracts?|orders?|deals?)[^.;]{0,40} (went|goes|has gone) to|came away with|(was|were|has been|have been) awarded|placed (an? )?orders?|reached (an? )?(deal|accord|understanding)|agreed, [^.;]{0,30}\bin an? (memorandum|letter|contract|agreement)|undersign(s|ed)|counter-?sign(s|ed)|(set|put) (his|her|their) hands? to|celebrated (an? |the )([a-z-]+ ){0,2}(accord|agreement|convention|covenant|contract)|stipulated|formalis(es|ed)|awarded (an? |the )?[^.;]{0,40}(contract|concession)|(was|were) (affixed|appended|handed over|handed out|traded|countersigned|initialled)|append(s|ed) (their|his|her) signatures?|(have|has) it in writing|in a signed [a-z]+|(became|become) part(y|ies) to|signatures? of [^.;]{0,80}(were|was) (affixed|appended|put|set)|refreshed|lent (his|her|their) (name|signature))\b"
);
pattern!(
    pub(super) INSTRUMENT,
    r"(?i)\b(agreements?|memorand(um|a|ums)|mous?|deals?|contracts?|letters? of intent|intent letters?|(?-i:LO[Ii]s?)|suppl(y|ies) of|(joint )?declarations?|joint statement|statement of (cooperation|intent)|projects?|pacts?|accords?|protocols?|(action|cooperation|work) plans?|(joint )?(action|cooperation|work(ing)?) program(me)?s?|program(me)?s? (of|for|on) (joint |further |mutual )?([a-z]+ ){0,3}(co-?operation|measures|actions?)|plans? of (joint |practical |priority )?(measures|actions?)|roadmaps?|road maps?|proclamations?|charters?|compacts?|communiqu[eé]s?|terms? (that|which)|documents?|(twin(ning)?|partnership|town|city) treat(y|ies)|papers|piece of paper|minutes of (the |their )?(meeting|talks|agreement|cooperation|understanding|discussions)|investment (registration )?(licen[cs]e|certificate)s?|the minutes|signed up to (invest|build|buy|spend)|sign(ed|s)?( up)? for (an? )?((further|additional|total|another|some|about|around|nearly|almost|over|more than) ){0,2}([A-Z][A-Za-z]{0,2}\.? ?)?([$€£¥₹]|[0-9][0-9.,]* ?(million|billion|trillion|crore|lakh|bn\b))|sign(ed|s)?( up)? for (an? )?((further|additional|total|another|some|about|around|nearly|almost|over|more than) ){0,2}(KRW|RMB|USD|EUR|INR|JPY|Rs|Sh)\.? ?[0-9]|signed (one|another|two more|three more|a second|a third)|(signed|inked|concluded) (an? |the )([a-z-]+ ){0,3}(loan|credit|joint venture|lease)|orders?|partnership|sisterhood|re-?affirmation|renewal|covenants?|conventions?|heads of agreement|statements? of (mutual )?(co-?operation|intent(ion)?|understanding)|(buyer's |export )?credit of|loan agreements?|deed|joint (paper|note|act)|supply arrangement|friendship act)\b"
);
pattern!(
    pub(super) STATISTIC,
    r"(?i)\b(trade (volume|surplus|turnover|between)|year[- ]on[- ]year|foreign trade|bilateral trade|gdp|imports?|exports?|two-way trade|turnover|investment stock|stock of|total trade|went back and forth|trade in both directions|trading partners?|foreign (capital|investment) [^.;]{0,40}\b(used|utili[sz]ed|absorbed)|goods worth|worth of (goods|trade)|export market|per capita|revenue|budget|visitors|tourists)\b|\b(as of|up to|until|by the end of) [^,;.]{3,30}, [^.;]{0,80}\b(had|have|has) (put|invested|poured|attracted|drawn|licensed|registered)\b"
);
pattern!(
    pub(super) FUTURE,
    r"(?i)\b(will|would|is going to|are going to|is to|are to|plans? to|to be) (be )?(also )?(sign(ed)?|ink(ed)?|conclude|put|invest|build|lend)|(aims?|intends?|wants?|expects?|expected|seeks?|means?|hopes?|plans|planned|due|set|scheduled|ready|about|looks?) to (have )?(also |be )?(sign(ed)?|ink(ed)?|conclude(d)?|seal(ed)?)|(there|here|come|came|gone|arrived?) (in [A-Z][a-z]+ )?for the signing|will put (his|her|their) signature|(time|date|day|occasion|opportunity|chance) to (sign|ink|conclude)|when signatures are put\b"
);
// "will deliver 40 engines, an order worth 3 million": the order is there, whenever it is carried out.
pattern!(pub(super) EXISTING, r"(?i)\b(an?|the|its|this) ([a-z-]+ ){0,3}(order|contract) (is )?(worth|valued at|for|of)\b|\ban? ([a-z-]+ ){0,3}(agreement|deal|memorandum|mou|project) (worth|valued at|for (US|RMB|[$€£¥₹0-9]))|\ban? (US|RMB|Rs\.?|[A-Z]{1,2})? ?[$€£¥₹]? ?[0-9][0-9.,]*[ -]?(million|billion|crore|mln|bn|m)?[ -]([a-z]+ )?(agreement|deal|contract|order)\b");
pattern!(pub(super) PLEDGES, r"(?i)\b(plans? to (foray|venture|enter|put up|come up with|break ground)|is putting|(is|are) (investing|pumping|pouring|injecting)|(is|are) keen to (invest|spend|build|put)|(commit(s|ted)?|plans?|intends?|pledge[sd]?|promise[sd]?|undertook|vow(s|ed)?) to (buy|purchase|import|procure)|(plans?|intends?|is ready|are ready|is set|has agreed|have agreed|agreed|vowed|proposes?) to (invest|spend|build|expand|set up|put|inject|pour)|(will|would) (invest|apply|spend|inject|pour|put|open|construct|establish)|announced (an? |the )?[^.;,]{0,40}\binvestment|put [^.;]{1,40} on the table|(undertook|undertakes|committed itself)[^.;]{0,120} to (invest|establish|build|set up|open)|(is|are|was|were) (going|due|set|ready|willing|prepared) to (invest|put|spend|inject|pour|build|buy)|means? to (invest|put|spend|build|set up)|(intend|mean|plan|want|wish) to (make|invest|put)|wants? to (invest|spend|put)|(investment|investors'|business) proposals|proposals (of|for|worth|to invest|amounting|come)|(commitment|promise|pledge|arrangement)s? (of the same kind |like this )?(with|from|by|was made|is made)|(reveal(ed|s)?|unveil(ed|s)?|disclosed|announced) (its|their|his|her|an?|the) plans?|made known that (it|they) will|intends to support|(it|they) intend to (build|invest|expand)|plans? an? ([a-z]+ ){0,2}[$€£¥₹]|foresees?|pledge[sd]?|promised|has earmarked|commit(s|ted)? to invest|(proposals?|promises?) (worth|of|to invest)|(promise|pledge|word)s? [^.;]{0,30}\bto invest|in (promises|pledges|intentions|commitments|proposals)|(commit(s|ted)?|committed (itself|themselves) to) (US|RMB|[$€£¥₹0-9])|(meant|is|are) to be invested|(factory|plant|park|centre|center|facility|hub|campus) for (US|RMB|[$€£¥₹0-9])|commitments? (of|worth|totall?ing)|(intent|intended|intentional|intention) (purchase |procurement )?(orders?|purchases?|deals?|investments?|transactions?|trade|contracts?)|investment intents?|(purchase|procurement|purchasing) (intentions?|intents?)|announced (plans|investments?)|investments? announced|tentative orders?|(initial|preliminary|tentative|verbal|oral) (agreements?|consensus|understandings?) (was|were|has been|have been) reached)\b");
pattern!(
    pub(super) ENDED,
    r"(?i)\b(cancel(led|ed|s)?|terminat(ed|es|e)|will not be renewed|not (to )?renew(ed)?|end(ed|s)|scrap(s|ped)|called off|suspend(ed|s)|revoke[sd]?|at an end|to an end|(cut(s|ting)?( off)?|sever(s|ed)|br(eaks|oke|oken) off|rescind(s|ed)?|annul(s|led)|dissolve[sd]?|withdr(ew|aws?|awn) from|drop(s|ped)|pull(s|ed)? out of|walk(s|ed)? away from|t(ears?|ore) up|fr(eezes?|oze)|quits?|g(ave|ives?) notice of|discontinue[sd]?|renounce[sd]?|(voted|decided|agreed|resolved|opted) [^.;]{0,40}to (suspend|cancel|scrap|cut|sever|end|dissolve|terminate|break off|withdraw from|freeze))\b[^.;]{0,60}\b(ties?|relations|relationships?|agreements?|links?|partnerships?|twinnings?|sisterhood|status)|put(s|ting)?\b[^.;]{0,80}\bon (hold|ice)|(ties|relations|relationships?|agreements?|links|partnerships?|twinnings?|sisterhood)\b[^.;]{0,80}\b(is|are|was|were|has been|have been|be) (severed|cut|broken off|rescinded|annulled|dissolved|frozen|(declared )?(null and )?void|put on (hold|ice)|discontinued|torn up)|not (to )?(prolong|extend)(ed)?)\b"
);
pattern!(
    pub(super) SISTER,
    r"(?i)\b(sister|twin(ning)?|sisterhood|friendship)[ -]?(city|cities|province|provinces|state|states|region|county|relationship|relations|agreement|ties)?\b.{0,40}\b(agreement|relationship|ties|memorandum)|twinning (deal|pact|accord)|sisterhood agreement|(renew|establish|seal)\w* (the |their |a )?(sister|sisterhood|twinning|friendship)[ a-z-]{0,40}|(agreement|protocol|charter|accord|pact|declaration) (on|of|for|about) (the )?(establish\w+ (of )?)?(an? |the )?(sister|friendly (ties|relations|city)|twin)|(sister|twin)[ -]?(city|cities|town|towns|province|state)s? (agreement|charter|accord|pact|protocol|treaty)|(twinning|friendship) treaty|friendly partnership (agreement|pact|accord)"
);
// "became sister provinces by signing an MoU", "the MoU of sister province": a memorandum that makes the tie.
pattern!(
    pub(super) MAKES_SISTERS,
    r"(?i)\b(becom(e|es|ing)|became) (an? |officially )?(sister|twin)\b|\b(mous?|memorand(um|a)( of understanding)?|agreements?) (of|on|as|to become|making (them|the two)) (the )?(sister|twin|friendly)[ -](city|cities|province|provinces|state|states|town|towns|county|counties)\b|\b(by|with|through|under) which (an? |the )?(sister|twin)[ -]?(city|province|state|town|county|region|prefecture)? (relationship|relations|ties?|partnership|link|bond)s? ((is|are|was|were) )?(established|formed|made|set up|created|entered)\b"
);
pattern!(pub(super) LETTER, r"(?i)\b(letters? of intent|intent letters?|(?-i:LO[Ii]s?))\b");
// "Nine months after they became sister states"
pattern!(pub(super) WERE_SISTERS, r"(?i)\b(after|since|ago|when)\b[^;]{0,80}\b(became|become|becoming) (an? |officially )?(sister|twin)\b");
pattern!(
    pub(super) MEMORANDUM,
    r"(?i)\b(memorand(um|a|ums)|memos? of understanding|mous?|(letters?|declarations?|statements?) of (intent(ion)?|understanding)|intent letters?|(?-i:LO[Ii]s?))\b"
);
pattern!(
    pub(super) FRAMEWORK,
    r"(?i)\b(framework|frame (agreement|contract)s?|strategic (co-?operation|partnership)( frame)?( agreements?)?|joint statement|statement of co-?operation|co-?operat(ion|ive) agreements?|agreements? ((was|were|has been|have been) [a-z]+ )?(of [a-z -]{0,20}|(on|for|about|to|by which|which|that|covering) [^.;:]{0,50})\bco-?operat(e|ion|ive))\b"
);
// A frame that companies agree upon too.
pattern!(pub(super) STRATEGIC, r"(?i)\b(strategic|frame(work)?)\b");
pattern!(pub(super) PLAN, r"(?i)\b((action|work|cooperation) plan|road ?map|road map|programme of|program of)\b");
pattern!(pub(super) PROJECT, r"(?i)\b(projects?|contracts?|deals?|trade agreements?|purchase|invest(ed|ing|ment)?|(?-i:worth)|valued at|orders?|goods)\b");
pattern!(pub(super) PART, r"(?i)\b(including|examples (are|were)|for (example|instance)|of which|of them|of these|among (them|which)|first tranche|part of (the|this))\b");
pattern!(
    pub(super) WHOLE,
    r"(?i)\b(in total|in all|all in all|altogether|all told|a total of|total value|total amount|taken together|as a whole|so far|combined|total to|sum to|add up to|the mission|together|they are worth|are valued at)\b"
);
// "132 contracts for 30 billion and, on top of these, 22 for 11 billion": none of them inside the other.
pattern!(
    pub(super) BESIDES,
    r"(?i)\b(on top of|besides|plus|in addition|additionally|as well as|further|together with|along with|another|and (also |with )?[0-9a-z-]+ [a-z]* ?(contracts|agreements|deals|orders|projects|memoranda|mous))\b"
);
// "the number should go beyond 1,700", "may reach": what somebody thinks will come.
pattern!(pub(super) FORECAST, r"(?i)\b(should|could|may|might|(is|are) likely to|expects?|expected|forecasts?|predicts?|estimates that|thinks?|hopes?) (that )?([a-z]+ ){0,6}?(go|reach|exceed|be|come|climb|rise|top|total|amount|pass|grow)\b");
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
// "offers 40 projects", "approved 55 projects": what is to be had or may be built, agreed upon with nobody yet.
pattern!(
    pub(super) ON_OFFER,
    r"(?i)\b((offer(s|ed)?|showcas(es|ed)|promot(es|ed)|approv(es|ed)|licen[sc]ed|recommend(s|ed)|advertis(es|ed)|put up|looks? for investors in) ([a-z0-9,]+ ){0,4}projects|projects [^.;]{0,60}\b((is|are|was|were) (on offer|offered|showcased|promoted|approved|licen[sc]ed|recommended)|for investors to choose|open to investors)|(present(s|ed)|introduc(es|ed)|pitch(es|ed)) (an? |the |its |their )([a-z-]+ ){0,4}projects?)\b"
);
pattern!(pub(super) NOT_LONG, r"(?i)\b(not (long ago|only|just|merely)|no (fewer|less|more) than|no doubt)\b[^,;:]{0,60}$");
pattern!(
    pub(super) GIFT,
    r"(?i)\b(donat(ed?|es|ing|ions?)|handed over|gift of|presented (a )?(cheque|check)|(gave|gives?|is giving)\b[^.;]{0,60}\b(in cash|as a (grant|gift)|grant)|(was|were) given [^.;]{0,60}\b(equipment|supplies|books|goods|vehicles|computers|medicines?|masks)\b[^.;]{0,20}\bworth|in (humanitarian |relief )?aid|humanitarian aid)\b"
);
// "at the signing ceremony", "ahead of the signing of it"; "the signing of three agreements" tells of them.
pattern!(
    pub(super) CEREMONY,
    r"(?i)^signing (ceremon|activit|event|of (the|this|that|these|those|it|any|his|her|their|its)\b)|^signing of ([a-z-]+ ){0,4}(bills?|laws?|decrees?|books?|register|autographs?)\b|^signing( (took|was|is|said|which|that|where|when)\b|[,.;]|$)"
);
// "the signing ceremony of a sisterhood agreement": the ceremony tells of the paper.
pattern!(
    pub(super) CEREMONY_OF,
    r"(?i)^signing ceremon(y|ies) (of|for) (an? |the |their )?([a-z-]+ ){0,5}(agreements?|memorand\w+|mous?|sisterhood|pact|accord|protocol|contracts?|letters? of intent|projects?)\b"
);
// "signed the governor's order": an act of one side, whatever it is called.
pattern!(
    pub(super) OWN_ACT,
    r"(?i)^(signed|signs|signing|inked) (into|an? (executive order|order|bill|law|decree|proclamation)|the (executive order|order|governor order|bill|law|decree|proclamation)|(the |a )?governor('s|’s)? (executive )?(order|proclamation))\b|^enter(s|ed|ing)? into (force|effect|operation|use)\b"
);
pattern!(
    pub(super) IMPLEMENTED,
    r"(?i)\b((is|are|were|was) being (implemented|carried out|realized|realised|built)|under (implementation|construction)|(has|have) been (implemented|completed|realized|realised|put into operation|commissioned)|went into operation)\b"
);
pattern!(
    pub(super) WORTH,
    r"(?i)\b(agreements?|deals?|contracts?|orders?|memorand\w+|mous?|projects?)\b[^.;]{0,60}\b(worth|valued at|totall?ing|with a (total )?value|for a total|good for|(amount(ed|s)?|c[oa]mes?|add(s|ed)? up) to ([A-Z][A-Za-z.]{0,3} ?)?[$€£¥₹]?[0-9])|\b(million|billion|trillion|crore|lakh|[a-z]{3,8}s?)( [a-z]+)? worth of ([a-z-]+ ){0,3}(agreements|deals|contracts|orders|memoranda|mous|accords)\b|[0-9] ?(m|bn|mln|bln)? worth of ([a-z-]+ ){0,3}(agreements|deals|contracts|orders|memoranda|mous)\b|\borders for\b|\bagreed to (buy|purchase|supply|sell|import|export|deliver)\b|\bwill (supply|buy|purchase|import|export)\b|\b(agreements|deals|contracts)( signed)? includ(e|ed|es)\b|\b(made|make|makes) public\b[^.;]{0,60}\bagreement\b"
);
// "Counted together, the tour has drawn US$146 million from companies of four countries".
pattern!(
    pub(super) ATTRACTED,
    r"(?i)\b(tours?|trips?|visits?|journey|missions?|delegation|roadshow|he|she|governor|premier|mayor|(chief )?minister)\b[^.;]{0,120}\b(drawn|drew|secured|attract(s|ed)?|(brought|brings) ((home|back|in|along|the|its|his|her|[a-z]+) ){0,2}|netted|garnered|bagged|bags|raked in|won|landed|raised|booked|generated|clinched|sealed|closed|yielded|achieved the attraction of|(comes?|came|returned|returns|fl(ies|ew)|is|was|are) (home|back)?,? ?(from [a-z ]{1,30} )?(with|carrying))\b[^.;]{0,50}([$€£¥₹]|\b[0-9])|\b(attracted|secured|drew|has drawn|garnered|brought in|bagged|won|raked in|netted) ([^.;,]|[0-9][.,][0-9]){0,60}\b(investments?|commitments|pledges|deals)\b[^.;,]{0,30}\b(from|during|on|through|in) (its|his|her|their|the|an?) [^.;,]{0,50}\b(mission|trip|visit|tour|roadshow)\b|\b(was|were|has been|have been) achieved the attraction of investments?\b|([$€£¥₹]|\b(KRW|RMB|USD|EUR|JPY|INR|Rs|CNY) ?)[0-9][^.;]{0,30} from [A-Z][^.;]{2,80}\b(was|were|has been|have been) (secured|won|attracted|landed|obtained)\b"
);
pattern!(
    pub(super) EARLIER,
    r"(?i)\b(last year|this year|since|foreign direct|fdi|so far|over the (past|last)|annual(ly)?|each year|every year|in (19|20)[0-9]{2})\b"
);
// "If one counts all 14 sessions from 2005 on, 3,032 projects have been signed": no record of what this one brought.
pattern!(
    pub(super) SERIES,
    r"(?i)\b(all|the (past|previous|last)) ([0-9]+|[a-z]+) (sessions|editions)\b|\bover (those|these|the) ([a-z]+ )?years\b|\bsince (its|the) (first (session|edition)|inception)\b"
);
// "investors of 40 countries had put 20 billion into 3,000 projects", "8 valid projects with a registered capital of 74 million".
pattern!(
    pub(super) STOCK,
    r"(?i)\b(registered capital|valid projects|(projects|investments) in (force|effect|operation)|(now|currently|already|at present|to date|so far)( also)? (ha(s|ve)|there are|count|numbers?)|(had|have|has) (put|poured|invested|placed) .{0,40}\binto [0-9][0-9.,]* |cumulative(ly)?|accumulated|all told since)\b"
);
pattern!(pub(super) ESTIMATED, r"(?i)\b(estimated|expected|projected|forecast) to (be|reach|exceed|total)\b");
pattern!(pub(super) ONE_OF_SEVERAL, r"(?i)\b(the )?(first|second|third|fourth|fifth|another|one|latter|former)\b");
// "Its value reaches around 210 billion", "The contract is worth 3 million": the money of the instrument told just before.
pattern!(
    pub(super) ITS_VALUE,
    r"(?i)^\W*((its|the|their) (total |overall |combined )?(contract |investment |order )?(value|worth|price|sum|amount|volume|cost|investment)\b|(the )?(total|overall|combined|agreed|signed|contractual|contracted|planned|intended) (contract |contractual |contracted )?(value|worth|price|sum|amount|volume|cost|investment)( is| was| comes to| came to| reach(es|ed)| exceed(s|ed)| total(s|led)| amounts to| amounted to| stands at| of|:)|(it|this|they|the (deal|contract|agreement|order|supply|purchase|memorandum|mou|letter|paper|document|pact|accord|arrangement|investment|project)s?) ((is|are|was|were|has been|have been|will be) (together )?(worth|valued|put at|to cost)|((is|are) to|will|would|should) (cost|bring|be worth)|costs?|stands? for|calls? for|foresees?|provides? for|speaks? of|comes? to|came to|amounts? to|amounted to|totals?|totall?ed|involves?|envisages?|runs? to|ran to)\b|valued at|(under|according to|by|in|with|through) (it|them|these|(the|this|that|these|those) (new )?(agreement|memorandum( of understanding)?|memoranda|mou|deal|contract|pact|accord|letter|paper|document|arrangement)s?)\b|(its|the|their) (announcements|investments|pledges|commitments|promises|plans) (together |altogether )?(add up to|adds? up|come to|came to|total|totalled|amount to|amounted to|are worth))\b|^\W*((combined|total|overall|aggregate|joint) )?(value|worth|price|cost|volume|investment)s?:|^\W*((in|by) (total )?(value|money|sum|all|total)|all in all|altogether|together|all told|taken together|at stake|the (total|sum|figure|whole)( involved| agreed| of (it|this|them|these|all( this)?))?),? (it|they|this|that|these|those|is|are|was|were|make|makes|come|comes|came|reach|reaches|amounts?|adds?|add)\b"
);
// "… ($140 million)", "with Foo Bar - on construction of …": a line of what was signed.
pattern!(pub(super) WITH_BODY, r"(?i)\b(with|from|by|between|to|of)\b");
