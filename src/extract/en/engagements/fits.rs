//! Whether a sentence with the words of an engagement tells of one.

use super::Draft;
use crate::extract::en::is_condition;
use crate::extract::en::numbers::compile_words;
use crate::extract::en::patterns::{Pattern, pattern};
use crate::extract::en::sides::Sides;
use crate::extract::en::travel::travel;
use crate::extract::scene::{Scene, ScenePerson};
use crate::model::{DateSpan, OrganizationKind, Precision, TextSpan};
use regex::Regex;
use std::sync::LazyLock;

pub(super) static INSTRUMENT: LazyLock<Pattern> = LazyLock::new(|| {
    compile_words(
        r"(?i)\b(agreements?|memorand(um|a|ums)|mous?|deals?|contracts?|letters? of (intent|cooperation)|(intent|cooperation) letters?|lois?|declarations?|joint statement|statements? of (intent|cooperation)|projects?|documents?|pacts?|accords?|protocols?|(action|cooperation|work) plans?|roadmaps?|road maps?|proclamations?|charters?|compacts?|communiqu[eé]s?|minutes|terms? (that|which|of)|treaty|signing ceremony|re-?affirmation|renewal|covenants?|conventions?|certificates?|joint (paper|note|act)|work(ing)? programmes?|instruments?|collaboration act|deeds?)\b",
    )
});

static EVENT_HELD: LazyLock<Pattern> = LazyLock::new(|| {
    compile_words(
        r"(?i)\b(held|hold|holds|open(ed|s)?|is meeting|drew|took place|take place|takes place|kick(ed|s)? off|clos(ed|es)|hosted|hosts|ran from|attend(ed|ing)?|(co-)?chaired|co-hosted|inaugurated|kicks off|spoke at|speaking at|took part|take part|participat(ed|ing|e)|gathered|brought together|staged|participants?|organi[sz]ed|address(ed|ing)|(at|in|in on|during|for) (an?|the|its|their) [a-z0-9 -]{0,60}(fair|forum|conference|expo|summit|symposium|exhibition|round ?table|seminar|webinar|workshop|road ?show|plenary|assembly)|sat in on|doors|grand opening|opening day|raised its curtain|drops the curtain|dropped the curtain|concluded|convened|during|the turn of|opening|present at|came to an end|comes to an end|came to a close|wrapped up|(was|were) called|got under way|is under way|ended|begins|began|was over|sat down in|play(s|ed)? host|gave their answers|follow(s|ed)|launch(es|ed|ing)?|(is|was|were|are) (being )?arrang(ed|ing)|arranged|lower(s|ed) (its|the) curtain|there (is|was|were|are|will be)|grand opening|met (on|in|for)|meets|combined|linked|(point|highlight|part) (was|is) the|filled the halls|the (seat|scene|stage|venue|host|site) (of|for)|assembled|unfold(s|ed)|met (there|here|again)|came together|come together|raised (its|the) curtain|rais(e|es) (its|the) curtain|start(s|ed)|ran|runs|running|saw|sees|welcom(ed|es)|attract(ed|s|ing)|featur(ed|es|ing)|went on|lasted|lasts|is being held|join(ed|s|ing)|brings together|bringing together|put on|mounted|came off|went ahead|the work of|has ended|bowed out|visited the|sponsored|set up|exhibit(ed|s|ing)|showcas(ed|es|ing)|present(ed|s|ing) (at|itself|themselves)|delivered a (speech|keynote)|gave a (speech|keynote)|keynote|put together|filled the|gave an? (investors?|investment|business|trade|export|promotion) [a-z]+)\b",
    )
});

pub(super) static TRAVELLER: LazyLock<Pattern> = LazyLock::new(|| {
    compile_words(
        r"(?i)\b(delegat\w+|mission|entourage|group|party|mayors?|governor|officials?|minister|secretary|leaders?|he|she|it|they|hers|his|theirs|visitors)\b",
    )
});

pub(super) static HOPE: LazyLock<Pattern> = LazyLock::new(|| {
    compile_words(
        r"(?i)\b(hope[sd]?|hoping|wish(es|ed)?|would like|willing(ness)?|look(s|ed|ing)? forward|welcome (to|friends)|should|could|(?-i:may)|can|proposal|proposed|ready to|intention|invited?)\b",
    )
});

/// Whether a sentence says of an event that it was held: by a verb, by its full name, or as "the 14th Foo-Bar Expo", which as a subject was
/// held whatever the verb. `text` is the sentence.
pub(super) fn is_held(scene: &Scene<'_>, draft: &Draft<'_>, text: &str) -> bool {
    pattern!(
        EDITION,
        r"(?i)^\W*(the )?([0-9]{1,3}(st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) ([a-z0-9&()-]+ ){1,7}$"
    );
    let before = &text[..draft.at.start - scene.document.sentences[draft.sentence].span.start];
    EDITION.is_match(before) || is_full_name(scene, draft) || EVENT_HELD.is_match(text)
}

/// "the Action Plan of the Forum", "on the sidelines of the summit", "a fair is something that he will look into": an event that is named
/// and of which nothing is told. What may be an event or not ("festival") must be told with a verb of holding.
pub(super) fn is_only_named(draft: &Draft<'_>, before: &str, behind: &str) -> bool {
    pattern!(
        PART_OF,
        r"(?i)\b(chair(man|woman|person)?|president|director|head|spokes[a-z]+) [^.;,]{0,40}\bof (the )?((?-i:[A-Z])[a-z0-9&-]* ){0,5}$|\b(plans?|members?|framework|outcomes?|declaration|sidelines|margins?|details|holding|idea|proposals?|consensus|results?|fruits?|success|agreements?|paintings|host|venue) (of|for|from) [^.;,]{0,60}$|\b(ask(s|ed)?|urg(es|ed)|call(s|ed) on|provides? for|such as|speaks? of|spoke of|mention(s|ed)|suggest(s|ed)|look(s|ed)? into|thinks? of|thought of|if|would|could|(?-i:may)|might|should|hopes?|expects?|thanks to|before|ahead of|after|since|taken together|with) [^.;]{0,80}$"
    );
    pattern!(
        TALKED_ABOUT,
        r"(?i)^ [^.;]{0,80}\b((was|were|is|are) (talked about|discussed|mentioned|proposed|suggested|something)|(has|have|had) (become|grown into)|could|would|(?-i:may)|might|should)\b|^s? on [A-Z]|^ (booth|hall|centre|center|room|speaker|plan|law)\b"
    );
    draft.trigger.is_faint || PART_OF.is_match(before) || is_topic(before) || TALKED_ABOUT.is_match(behind)
}

/// "is to be held this August in Changchun": what is where it is staged went nowhere.
pub(super) fn is_staged(trigger: &str) -> bool {
    pattern!(STAGED, r"(?i)^(was|were|is|are|been|be) ([a-z]+ ){0,2}(held|staged|organi[sz]ed|hosted) ([a-z]+ ){0,3}in$");
    STAGED.is_match(trigger)
}

/// "One more paper was signed before the Investors Meet begins": it only says when.
pub(super) fn is_yet_to_begin(before: &str, behind: &str) -> bool {
    pattern!(BEFORE, r"(?i)\b(before|until|till) (the |its |this )?[^.;,]{0,60}$");
    pattern!(BEGINS, r"(?i)^[^.;,]{0,40}\b(begins|opens|starts|gets under way|kicks off)\b");
    BEFORE.is_match(before) && BEGINS.is_match(behind)
}

/// A forum with a name ("Foo-Bar Forum") or one that is said to be held.
pub(super) fn names_event(scene: &Scene<'_>, draft: &Draft<'_>) -> bool {
    let document = scene.document;
    let first = document.token_at(draft.at.start);
    let is_named = document.tokens.get(first).is_some_and(|token| token.is_capitalised())
        && first > draft.tokens.start
        && document.tokens[first - 1].kind == crate::text::TokenKind::Word
        && document.tokens[first - 1].is_capitalised();
    let text = &document.body[document.sentences[draft.sentence].span.range()];
    static HELD_PLAIN: LazyLock<Pattern> = LazyLock::new(|| {
        compile_words(
            r"(?i)\b(an?|the|press|their|its|this|that|another|one) ([a-z0-9()-]+ ){0,6}(conference|forum|summit|seminar|webinar|symposium|round ?table|fair|expo|workshop|exhibition|dialogue|conclave|general assembly|plenary|(investors?|investment|business|trade|export) (briefing|presentation|luncheon|reception)|((promotion|promotional|attraction|match-?making|docking|exchange|cooperation|coordination|consultation|introduction|presentation|networking|briefing|information) (and [a-z]+ )?(meeting|event|session|activity|day))|meet|trade show|(business|trade|investment|exchange|culture|friendship) (week|day))s?\b|\b(road ?shows?|forums|seminars|conferences|workshops|symposia|round ?tables|(cooperation|exchange|promotion) (and [a-z]+ )?meetings)\b",
        )
    });
    static PRESS: LazyLock<Pattern> = LazyLock::new(|| {
        compile_words(r"(?i)\b(press|news) conference|people.s (political )?consultative conference|party congress|people.s congress")
    });
    // "implemented the spirit of the speech that the General Secretary gave at the Symposium on …"
    pattern!(SPIRIT, r"(?i)\bthe spirit of\b[^.;]{0,160}$");
    let sentence = document.sentences[draft.sentence].span;
    if SPIRIT.is_match(&document.body[sentence.start..draft.at.start]) {
        return false;
    }
    let before = first.checked_sub(1).map_or("", |token| document.folded(token));
    if PRESS.is_match(text) && !is_named || matches!(before, "video" | "phone" | "telephone" | "virtual" | "press" | "news" | "tele") {
        return false;
    }
    let is_body = scene.organizations_in(&draft.tokens).any(|body| body.span.overlaps(&draft.at));
    !is_body && (is_named || is_full_name(scene, draft) || HELD_PLAIN.is_match(text))
}

/// "the 2019 Lyon-Hubei Trade Symposium", "China-South Asia Expo 2018": whoever writes an event's full name, with its year, its edition or
/// both its sides, tells of it, whatever the verb. An office in it ("chairman of the … Forum") is that of a person.
fn is_full_name(scene: &Scene<'_>, draft: &Draft<'_>) -> bool {
    let document = scene.document;
    let last = document.token_at(draft.at.start);
    let is_of_name = |token: usize| {
        let text = document.text(token);
        document.tokens[token].is_capitalised()
            || matches!(text, "-" | "–" | "&" | "and" | "(" | ")" | "for" | "on" | "of")
            || is_edition(text)
    };
    let first = (draft.tokens.start..last).rev().take_while(|token| is_of_name(*token)).last().unwrap_or(last);
    let is_capitalised = document.tokens.get(last).is_some_and(|token| token.is_capitalised());
    let start = document.tokens.get(first).map_or(draft.at.start, |token| token.span().start);
    pattern!(OFFICE, r"(?i)\b(chair(man|woman|person)?|president|director|head|member|secretary|spokes\w+)\b[^.;]{0,40} of (the )?$");
    let is_office = OFFICE.is_match(&document.body[document.sentences[draft.sentence].span.start..start]);
    let has_edition = (first..(last + 2).min(draft.tokens.end)).any(|token| is_edition(document.text(token)));
    let sides = scene.places_in(&(first..last + 1)).filter_map(|place| place.code.as_ref()).collect::<Vec<_>>();
    let has_both = sides.iter().any(|one| sides.iter().any(|other| one.country() != other.country()));
    is_capitalised && first < last && (has_edition || has_both) && !is_office && !scene.is_in_title(&TextSpan::new(start, draft.at.end))
}

/// "2019", "14th", "Sixth".
fn is_edition(text: &str) -> bool {
    pattern!(
        EDITION,
        r"(?i)^((19|20)[0-9]{2}|[0-9]{1,3}(st|nd|rd|th)|([a-z]+-)?(first|second|third|fifth|eighth|ninth|twelfth|[a-z]+(rth|xth|nth|ieth)))$"
    );
    EDITION.is_match(text)
}

/// A bare "visited" needs somebody who travelled: "325,000 people visited the fair" is no delegation.
pub(super) fn delegation_sides(scene: &Scene<'_>, draft: &Draft<'_>) -> Option<Sides> {
    let mut sides = travel(scene, &draft.tokens)?;
    turn_to_antecedent(scene, draft, &mut sides);
    let is_bare = draft.trigger.rule.as_str().ends_with(".visited");
    let text = &scene.document.body[scene.document.sentences[draft.sentence].span.range()];
    // "A trip the other way followed in May.": who went where is told in the sentences around it.
    pattern!(OTHER_WAY, r"(?i)\bthe other way\b|\bin the (other|opposite) direction\b|\bin return\b");
    let is_guess = ["from", "to"].iter().all(|field| sides.inferred.iter().any(|(inferred, _)| inferred == field));
    if is_guess && OTHER_WAY.is_match(text) {
        return None;
    }
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(tourists?|enrolments?|passengers?|international students|holiday-?makers|tour groups|exhibitors|merchants|(people|they|families|young people|citizens) (really )?(like|love|want|prefer|wish) to (travel|visit|go|come))\b")
            .expect("a fixed pattern")
    });
    // "Forty thousand masks went from Changsha to Annapolis", "of ten dollars that came to the country"
    pattern!(
        GOODS,
        r"(?i)\b(masks|vaccines|shipments?|parcels|supplies|protective gear|goods|trains?|containers?|cargo|freight)\b[^.;]{0,40}$|\b(tons|tonnes|dollars|euros|yuan|rupees|money|funds|ventilators|doses|vegetables|beef|grain|oil|gas)( of [a-z]+)?( (a|each|every|per) (year|month|week|day))?,?( (that|which|have|has|had|is|are|was|were|will|would|can|could|be|been|now|also|already|soon|on|their|its|the|way))* $"
    );
    // "the two provinces kept visiting each other"
    pattern!(EACH_OTHER, r"(?i)\b(visit(s|ed|ing)?|visits to|travel\w* to) (each other|one another)\b");
    let start = scene.document.sentences[draft.sentence].span.start;
    let is_named_before = |person: &ScenePerson| person.mentions.iter().any(|(_, span)| (start..=draft.at.start).contains(&span.end));
    let is_of_goods = GOODS.is_match(&text[..draft.at.start - start]) && !scene.people_in(&draft.tokens).any(is_named_before);
    if EACH_OTHER.is_match(text) || COUNTED.is_match(text) || is_of_goods {
        return None;
    }
    let names_traveller = scene.people_in(&draft.tokens).next().is_some() || TRAVELLER.is_match(text);
    pattern!(GUESTS, r"(?i)\b(guests?|people|students|pupils|business|entrepreneurs|companies|envoys|representatives|members|who|we)\b");
    let is_guessed = sides.inferred.iter().any(|(field, _)| *field == "from");
    pattern!(EVENT, r"(?i)\b(expo|fair|forum|conference|summit|exhibition|congress)\b");
    pattern!(TRAVELS, r"(?i)\b(delegation|mission|entourage|mayor|governor|premier|minister|secretary|he|she|they)\b");
    // "visited the Chinese Embassy in Abuja": nobody went to China.
    pattern!(EMBASSY, r"(?i)^ (to |at |on )?(see )?(the )?((?-i:[A-Z])[a-z]+ ){1,2}(embassy|consulate|high commission)\b");
    if EMBASSY.is_match(&text[draft.at.end - start..]) {
        return None;
    }
    // "The money comes from China, he said": who moves stands before the verb.
    if draft.trigger.rule.as_str().ends_with(".moved") {
        // "results have been obtained in many fields": what is done somewhere is no stay.
        pattern!(
            DONE,
            r"(?i)^(was|were|is|are|been|be) ([a-z]+ ){0,3}([a-z]{2,}ed|held|made|seen|given|taken|shown|built|found|put|set|lost|done) ([a-z]+ )?in$"
        );
        if draft.at.of(scene.document.body).is_some_and(|words| DONE.is_match(words)) {
            return None;
        }
        let tells_both = sides.inferred.iter().all(|(field, why)| *field != "to" && !super::is_guess(why));
        let before = &text[..draft.at.start - start];
        let is_before = |person: &ScenePerson| person.mentions.iter().any(|(_, span)| span.end <= draft.at.start);
        let is_told = TRAVELLER.is_match(before) || scene.people_in(&draft.tokens).any(is_before);
        // "Zhang Wei was in Lyon from 1 to 4 May": a stay of some days, though the sentence does not say whom he acts for.
        let is_stay = scene.dates_in(draft.sentence).any(|date| is_some_days(date.resolved.date)) && !EVENT.is_match(text);
        let tells_goal = sides.inferred.iter().all(|(field, _)| *field != "to");
        let is_of_person = TRAVELS.is_match(before) || scene.people_in(&draft.tokens).any(is_before);
        return (tells_both && is_told || is_stay && tells_goal && is_of_person).then_some(sides);
    }
    // "Investment is what the contracts come to": nobody came.
    if draft.trigger.rule.as_str().ends_with(".faint-guest") && !names_traveller && !GUESTS.is_match(text) {
        return None;
    }
    (!is_bare || !is_guessed || names_traveller).then_some(sides)
}

/// "met Jin Yu, Governor of Tashkent Region, who visited the office on the 8th", "met Jin Yu and his delegation": whoever was named last
/// travelled.
fn turn_to_antecedent(scene: &Scene<'_>, draft: &Draft<'_>, sides: &mut Sides) {
    pattern!(WHO, r"(?i),? who (also |recently |later |then |had |has |is |was |were |are )*$");
    // "met Jin Yu, Governor of Tashkent Region, and his delegation", "and the delegation with her"
    pattern!(OWN, r"(?i)\band (his|her|their) ([a-z-]+ ){0,2}$");
    pattern!(AND_THE, r"(?i)\band (the|a) ([a-z-]+ ){0,2}$");
    pattern!(
        WITH,
        r"(?i)^ (with|accompanying|led by|headed by|around) (him|her)\b|^ ((that|which) )?(he|she) (led|leads|headed|heads|brought)\b"
    );
    let sentence = scene.document.sentences[draft.sentence].span;
    let (before, behind) = (&scene.document.body[sentence.start..draft.at.start], &scene.document.body[draft.at.end..sentence.end]);
    let is_group = draft.trigger.rule.as_str().ends_with("-group");
    // "was received by Ye Bang and his delegation": the host's.
    pattern!(BY, r"(?i)\b(received|welcomed|met|hosted|greeted) by\b");
    let is_group = is_group && !BY.is_match(before);
    let own = || OWN.find(before).or_else(|| AND_THE.find(before).filter(|_| WITH.is_match(behind))).filter(|_| is_group);
    let Some(who) = WHO.find(before).or_else(own) else { return };
    let at = sentence.start + who.start();
    let last_before =
        |person: &&ScenePerson| person.mentions.iter().map(|(_, span)| span.end).filter(|end| (sentence.start..=at).contains(end)).max();
    let named = scene.people_in(&draft.tokens).filter_map(|person| Some((last_before(&person)?, person)));
    let Some((_, person)) = named.max_by_key(|(end, _)| *end) else { return };
    let Some(of) = person.place() else { return };
    let is_of = |places: &[crate::model::PlaceCode]| places.iter().any(|place| place.country() == of.country());
    if !is_of(&sides.from) && is_of(&sides.to) {
        std::mem::swap(&mut sides.from, &mut sides.to);
        sides.inferred.retain(|(field, _)| *field != "from" && *field != "to");
        sides.inferred.push(("from", "the place that the traveller acts for".to_owned()));
    }
}

/// From one day to another.
fn is_some_days(span: DateSpan) -> bool {
    span.precision() == Precision::Day && span.first().is_some() && span.last().is_some() && span.first() != span.last()
}

/// A meeting needs somebody to be met: a second person, a body, or a place of another country that acts.
pub(super) fn names_two_parties(scene: &Scene<'_>, draft: &Draft<'_>, sides: &Sides) -> bool {
    let people = scene.people_in(&draft.tokens).count();
    let bodies = scene.organizations_in(&draft.tokens).filter(|body| body.kind != OrganizationKind::Outlet).count();
    let is_told = |field: &str| !sides.inferred.iter().any(|(inferred, _)| *inferred == field);
    let is_abroad = sides.named >= 2 && is_told("to");
    // "It met the vice governor of Gyeonggi Province", "the Governor sat down with Jin Yu, mayor of Dalian": one of the two has an
    // office and no name.
    pattern!(
        OFFICE,
        r"(?i)\b(executives|representatives|officials|business leaders|members|lawmakers|entrepreneurs|counterparts?|investors)\b|\b(the|its|their|his|her|a|both) ([a-z-]+ ){0,2}(governors?|mayors?|premier|minister|minister[ -]president|secretary|consul[ -]general|ambassador|commissioner|speaker|delegation|entourage|guests|visitors|team|president|chairman|chairwoman|rectors?)\b|\b(he|she|they|it) (also |then |later )?(met|sat|held|had)\b|\b(they|the (group|delegation|party|visitors|guests|team|mission))\b[^.;]{0,80}\b(met|sat down|held talks|talked)\b|\b(he|she|they|it)\b[^.;]{0,60}\b(to|will|and) meet\b|\b(the two|both|the (?:sides|parties)) ?(sides |parties |delegations |governments )?(also |then |later )?(met|sat|held|had|spoke|talked|discussed|exchanged|negotiated|conferred)\b"
    );
    let text = &scene.document.body[scene.document.sentences[draft.sentence].span.range()];
    let is_office_met = sides.named >= 1 && (is_told("to") || people + bodies >= 1) && OFFICE.is_match(text);
    // "A meeting on Friday with the Jiangxi Department of Commerce was the last of the mission."
    let is_body_met = bodies >= 1 && sides.named >= 1 && draft.trigger.rule.as_str().ends_with(".meeting-with");
    people + bodies >= 2 || is_abroad || is_office_met || is_body_met
}

/// The words between the last mark and a byte of a sentence: a hope in another clause says nothing of this one.
pub(super) fn clause_before(text: &str, at: usize) -> &str {
    let start = text[..at].rfind([',', ';', ':', '–', '—', '“', '"']).unwrap_or(0);
    &text[text.floor_char_boundary(start.max(at.saturating_sub(80)))..at]
}

/// "The governor called on mayors to break with …" appeals to them; he meets nobody.
pub(super) fn is_appeal(behind: &str) -> bool {
    pattern!(APPEAL, r"(?i)^ (on )?[^.;,]{0,60}\bto [a-z]+");
    pattern!(CALLS, r"(?i)^ (the |all |on )?[^.;,]{0,50}\bto (break|join|stop|end|help|support|sign|cut|act|invest|come)\b");
    APPEAL.is_match(behind) && CALLS.is_match(behind)
}

/// "received humanitarian assistance", "has received 20,000 masks": nobody was received.
pub(super) fn is_of_goods(behind: &str) -> bool {
    pattern!(
        GOODS,
        r"(?i)^ (from [^.;,]{2,40}? )?((an?|the|its|their|this|that|some|more|further|about|over|than) ){0,3}([a-z-]+ ){0,2}([0-9][0-9,.]* ([a-z-]+ ){0,3}(masks|vaccines|doses|sets|boxes|kits|gowns|goggles|gloves|tons|tonnes|books|euros|dollars|yuan)|aid|assistance|help|support|funding|funds|donations?|gifts?|presents?|masks|supplies|certificates?|letters?|approval|awards?|prizes?|investments?|orders?|applications?|education|training)\b"
    );
    GOODS.is_match(behind)
}

/// "came to no more than $150 million", "went to 3 billion", "came to the aid of the town".
pub(super) fn is_sum(behind: &str) -> bool {
    pattern!(
        SUM,
        r"(?i)^ (about |some |nearly |almost |just |over |no more than |more than |only |roughly )?(\$|€|£|¥|₹|[a-z]{2,3}\$|[0-9]|an? (end|understanding|agreement|arrangement|decision|conclusion|consensus|standstill|halt|compromise)\b|a (head|close)([.,;]| (on|in|at|with|after)\b)|power\b|terms\b|grips\b|nothing\b|light\b|the (aid|help|rescue|support|assistance|attention|fore|conclusion)\b)"
    );
    SUM.is_match(behind)
}

/// "No agreement was signed", "did not visit", "the visit was called off": it did not happen.
pub(super) fn is_denied(text: &str, at: usize, behind: &str) -> bool {
    pattern!(
        DENIED,
        r"(?i)\b(no|not|nobody|no-one|never|neither|nor|failed to|refused to|declined to|denied having|yet to|instead of|rather than|without having|nobody from) ([a-z-]+ ){0,4}$|\b(impossible|unable)\W+([a-z-]+ ){0,4}$|\bno [^,;:.]{0,50}$"
    );
    pattern!(
        CALLED_OFF,
        r"(?i)^([^,;:.]{0,80}|, which [^;:.]{0,120}, )\b(was|were|has been|have been|had been|is|are) (cancell?ed|called off|scrapped|shelved|dropped|postponed|put off)\b"
    );
    pattern!(NOT_ONLY, r"(?i)\b(no (fewer|less|more|longer|doubt|later|sooner)|not (only|just|merely|long)|no\. ?[0-9])\b[^,;:.]*$");
    let before = clause_before(text, at);
    DENIED.is_match(before) && !NOT_ONLY.is_match(before) || CALLED_OFF.is_match(behind)
}

/// "When these contracts are signed, one will see …", "Nanjing will not send players": nothing that was done. `text` is the sentence, which
/// begins at `start`.
pub(super) fn is_never_done(draft: &Draft<'_>, text: &str, start: usize) -> bool {
    pattern!(NOT_DONE, r"(?i)\b(will|would) not\b|\bcancel(l?ed|s|lation)?\b");
    let is_to_follow = [draft.at.start, draft.at.end].iter().any(|at| is_condition(&text[..at - start]));
    is_to_follow || draft.trigger.is_loose && NOT_DONE.is_match(text)
}

/// "can conduct talks", "if they invite a delegation", "cooperation in training and talks": nothing that took place.
pub(super) fn is_spoken_of(text: &str, at: usize) -> bool {
    pattern!(OPEN, r"(?i)\b(can|could|(?-i:may)|might|should|if|whether|unless|would)\b[^.;]{0,80}$");
    is_topic(clause_before(text, at)) || OPEN.is_match(&text[..at])
}

/// "to discuss student exchanges", "cooperation in training programmes": spoken of, not held.
pub(super) fn is_topic(before: &str) -> bool {
    pattern!(
        TOPIC,
        r"(?i)\b(discuss\w*|topics?|fields?|areas?|aspects|regarding|concerning|such as|strengthen\w*|promot\w*|deepen\w*|step(ped)? up|expand\w*|enhanc\w*|cooperat\w+ (in|on)|cooperation|numbers? of|talks? (on|about)|agreed (on|to)|potential|possible|more|future|acceptance of|listed|named|mentioned|spoke of|speaks of|pointed to)\b[^.;]{0,60}$"
    );
    TOPIC.is_match(before)
}
