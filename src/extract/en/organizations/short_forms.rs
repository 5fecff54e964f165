//! The same body under a shorter name.

use super::*;

/// "Celanese" where the text has told of "Celanese Corporation" before: the same body, under its full name.
pub(super) fn add_short_forms(document: &Document<'_>, places: &[PlaceMention], found: &mut Vec<OrganizationMention>) {
    let mut book: PhraseBook<usize> = PhraseBook::default();
    let mut known: HashSet<String> = HashSet::new();
    let letters: Vec<(usize, usize)> =
        found.iter().enumerate().filter_map(|(at, body)| Some((at, letters_behind(document, body)?))).collect();
    for (number, token) in &letters {
        if known.insert(document.text(*token).to_owned()) {
            book.add(document.text(*token), Writing::AllCapitals, *number);
        }
    }
    for (number, body) in found.iter().enumerate().filter(|(_, body)| body.kind == OrganizationKind::Company) {
        let short = short_form(document, &body.tokens);
        let is_place = |words: &Range<usize>| touching(places, words.clone()).next().is_some();
        if let Some(words) = short.filter(|words| !is_place(words) && known.insert(document.phrase(words.clone()))) {
            book.add(&document.phrase(words), Writing::Capitalised, number);
        }
    }
    if known.is_empty() {
        return;
    }
    let (mut more, mut fuller) = (Vec::new(), Vec::new());
    for sentence in &document.sentences {
        for hit in book.matches(document, sentence.tokens.clone()) {
            // "Elena Ferri" is a person, whatever the Ferri Group is.
            let before = hit.tokens.start.checked_sub(1).filter(|t| sentence.tokens.contains(t));
            let is_surname =
                before.is_some_and(|t| document.tokens[t].is_capitalised() && !is_opener(document.folded(t), t == sentence.tokens.start));
            // What the letters stand for is told: nothing else was found in them but that they are a name.
            let are_letters = letters.iter().any(|(number, _)| hit.values.first() == Some(number));
            let is_free = !is_surname
                && touching(found, hit.tokens.clone()).all(|body| (body.rule == KNOWN || are_letters) && body.tokens == hit.tokens)
                && touching(places, hit.tokens.clone()).next().is_none();
            let Some(full) = hit
                .values
                .first()
                .map(|number| &found[*number])
                .filter(|full| is_free && full.span.start < document.span(hit.tokens.clone()).start)
            else {
                continue;
            };
            let short = OrganizationMention {
                span: document.span(hit.tokens.clone()),
                tokens: hit.tokens,
                name: full.name.clone(),
                kind: full.kind,
                rule: SHORT_FORM,
            };
            fuller.push(short.tokens.clone());
            // "Foo Trade Office (FTO)" is one mention, not two.
            if !letters.iter().any(|(_, token)| *token == short.tokens.start) {
                more.push(short);
            }
        }
    }
    found.retain(|body| !fuller.contains(&body.tokens));
    found.extend(more);
    found.sort_by_key(|body| body.tokens.start);
}

/// "CEO of Monolith" where the text tells of "Monolith Materials, Inc." alone: the one word is the first of its name.
pub(super) fn join_first_words(document: &Document<'_>, found: &mut [OrganizationMention]) {
    let is_company = |body: &&OrganizationMention| body.kind == OrganizationKind::Company;
    let mut by_word: HashMap<String, HashSet<String>> = HashMap::new();
    for body in found.iter().filter(is_company).filter(|body| body.tokens.len() > 1) {
        by_word.entry(document.folded(body.tokens.start).to_owned()).or_default().insert(body.name.clone());
    }
    for body in found.iter_mut().filter(|body| body.kind == OrganizationKind::Company && body.tokens.len() == 1 && body.rule != KNOWN) {
        let fuller = by_word.get(document.folded(body.tokens.start)).filter(|names| names.len() == 1);
        if let Some(name) = fuller.and_then(|names| names.iter().next()) {
            (body.name, body.rule) = (name.clone(), SHORT_FORM);
        }
    }
}

/// The words of a company's name without its ending: one to three, none of them an ordinary word.
fn short_form(document: &Document<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let lexicon = lexicon();
    let is_ending = |token: usize| {
        let word = document.folded(token);
        document.tokens[token].kind == TokenKind::Mark
            || matches!(word, "co" | "ltd" | "inc" | "corp")
            || lexicon.organization_heads.contains_key(word)
    };
    let end = (tokens.start..tokens.end).rev().find(|t| !is_ending(*t))? + 1;
    let words = tokens.start..end;
    let is_plain = |token: usize| {
        let word = document.folded(token);
        lexicon.stop_words.contains(word) || lexicon.abstract_nouns.contains(word) || lexicon.title_modifiers.contains(word)
    };
    let count = words.clone().filter(|t| document.tokens[*t].kind == TokenKind::Word).count();
    (end < tokens.end && (1..=3).contains(&count) && !words.clone().any(is_plain)).then_some(words)
}

/// The token of the letters in brackets behind a name: "Flanders Trade Office (FTO)".
fn letters_behind(document: &Document<'_>, body: &OrganizationMention) -> Option<usize> {
    let at = body.tokens.end;
    let token = at + 1;
    let is_bracketed = document.tokens.len() > token + 1 && document.text(at) == "(" && document.text(token + 1) == ")";
    let is_letters = is_bracketed && document.tokens[token].case == Case::AllCapitals;
    (is_letters && (2..=8).contains(&document.text(token).len())).then_some(token)
}
