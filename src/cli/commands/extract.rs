//! `extract [--json|--explain] FILE…`: what an article says, without a store.

use std::io::Read;
use std::path::Path;

use crate::cli::args::ExtractArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::report::report;
use crate::cli::output::table::{Align, Table};
use crate::cli::output::{Console, json, prose};
use crate::cli::session::{Names, Session};

use crate::gazetteer::Gazetteer;
use crate::ingest::claims_of;
use crate::ingest::readers::{Format, read};
use crate::model::{Article, Claims, EvidenceList, PlaceCode};

/// Shows what is taken from files, one after the other; a file that cannot be read is named and the rest goes on.
pub fn run(args: &ExtractArgs, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    let names = session.names(console);
    let mut failed = 0;
    for path in &args.files {
        match read_article(path) {
            Ok(article) => write(&article, args, &names, console)?,
            Err(reason) => {
                failed += 1;
                console.note(&format!("{}: {reason}", path.display()));
            }
        }
    }
    Ok(if failed > 0 { Exit::SomeInputsFailed } else { Exit::Done })
}

fn read_article(path: &Path) -> Result<Article, String> {
    if path == Path::new("-") {
        let bytes = read_up_to(std::io::stdin().lock(), Format::Text)?;
        let format = Format::of_content(&bytes);
        return read(bytes, format, None);
    }
    let shown = path.display().to_string();
    let format = Format::of_file_name(&shown).ok_or("not a .txt, .md or .html file")?;
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    read(read_up_to(file, format)?, format, Some(shown))
}

/// All bytes, and one more where there are too many, which the reader then refuses: a device may never end.
fn read_up_to(source: impl Read, format: Format) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    source.take(format.max_bytes() as u64 + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

fn write(article: &Article, args: &ExtractArgs, names: &Names, console: &mut Console) -> Result<(), Failure> {
    let claims = claims_of(article, names);
    if args.json {
        json::write(console, &report(article, &claims))
    } else if args.explain {
        explain(article, &claims, console)
    } else {
        summary(article, &claims, names, console)
    }
}

/// Rule, what it found, in which words.
fn explain(article: &Article, claims: &Claims, console: &mut Console) -> Result<(), Failure> {
    let mut table = Table::new(&[("rule", Align::Whole), ("what", Align::Left), ("text", Align::Left)]);
    for (what, evidence) in found(claims) {
        for one in evidence.iter() {
            table.push([one.rule.as_str().to_owned(), what.clone(), one.span.of(&article.body).unwrap_or_default().to_owned()]);
        }
    }
    for note in &claims.notes {
        let text = note.span.and_then(|span| span.of(&article.body)).unwrap_or_default();
        table.push(["note".to_owned(), note.text.clone(), text.to_owned()]);
    }
    table.write(console)
}

/// Everything found, in a few words each.
fn found(claims: &Claims) -> Vec<(String, &EvidenceList)> {
    let published =
        claims.published.iter().filter_map(|published| Some((format!("published {}", published.date), published.evidence.as_ref()?)));
    let places = claims.places.iter().map(|one| {
        let code = one.code.as_ref().map_or("no code", PlaceCode::as_str);
        (format!("place {} ({code})", one.name), &one.evidence)
    });
    let people = claims.people.iter().map(|one| {
        let title = one.title.as_deref().unwrap_or("no title");
        (format!("person {} ({title})", one.name), &one.evidence)
    });
    let organizations = claims.organizations.iter().map(|one| (format!("organisation {} ({})", one.name, one.kind), &one.evidence));
    let engagements = claims.engagements.iter().map(|one| (prose::engagement_heading(one), &one.evidence));
    let topics = claims.engagements.iter().flat_map(|one| &one.topics).map(|one| (format!("topic {}", one.topic), &one.evidence));
    let agreements = claims.agreements.iter().map(|one| (prose::agreement_heading(one), &one.evidence));
    let ties = claims.ties.iter().map(|one| (format!("tie {} - {} ({}, {})", one.a, one.b, one.kind, one.status), &one.evidence));
    published.chain(places).chain(people).chain(organizations).chain(engagements).chain(topics).chain(agreements).chain(ties).collect()
}

fn summary(article: &Article, claims: &Claims, gazetteer: &Gazetteer, console: &mut Console) -> Result<(), Failure> {
    let names = |code: &PlaceCode| gazetteer.display_name(code).to_owned();
    let title = claims.title.as_deref().or(article.title.as_deref()).unwrap_or("(no title)");
    console.heading(&format!("{}  {title}", article.id()))?;
    let published = claims.published.as_ref().map(|published| published.date).or(article.published);
    let published = published.map_or_else(|| "not told".to_owned(), |date| date.to_string());
    let relevance = if claims.relevant { "reports a subnational engagement" } else { "reports no subnational engagement" };
    console.line(&format!("language {}, published {published}, {relevance}", claims.lang))?;
    for engagement in &claims.engagements {
        console.heading(&prose::engagement_heading(engagement))?;
        prose::engagement_fields(console, engagement, &names)?;
        prose::quotes(console, &engagement.evidence, &article.body)?;
    }
    for agreement in &claims.agreements {
        console.heading(&prose::agreement_heading(agreement))?;
        prose::agreement_fields(console, agreement, &names)?;
        prose::quotes(console, &agreement.evidence, &article.body)?;
    }
    named(claims, console)?;
    claims.notes.iter().try_for_each(|note| console.line(&format!("note: {}", note.text)))
}

/// Who and what is named, a line a class.
fn named(claims: &Claims, console: &mut Console) -> Result<(), Failure> {
    let places = claims.places.iter().map(|one| one.name.as_str()).collect::<Vec<_>>();
    let people = claims.people.iter().map(|one| one.name.as_str()).collect::<Vec<_>>();
    let organizations = claims.organizations.iter().map(|one| one.name.as_str()).collect::<Vec<_>>();
    for (class, names) in [("places", places), ("people", people), ("organisations", organizations)] {
        if !names.is_empty() {
            console.line(&format!("{class}: {}", names.join(", ")))?;
        }
    }
    Ok(())
}
