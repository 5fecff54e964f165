//! A first pass over a page, before anything builds a tree of it: what carries no article is taken out (scripts, styles,
//! pictures drawn in the page, forms' lists, comments) and nesting is counted, because a tree builder takes quadratic time in it.
//!
//! Only what this pass understood as text or tag is written out again, so the tree builder sees the tags that were counted and
//! no others. Without `svg` and `math` no tag closes itself, and the count is never below half of the real depth.

use std::collections::HashMap;

use super::given;
use crate::model::DateSpan;

/// Deepest nesting that is read; browsers stop there too.
const MAX_DEPTH: u32 = 512;
/// A tag with more attributes, or longer in bytes, is kept without them.
const MAX_ATTRIBUTES: usize = 64;
const MAX_TAG: usize = 16 * 1024;

/// A page that can be parsed in time, and what its head states.
pub(super) struct Pruned {
    pub html: String,
    pub head: Head,
}

/// What a page's head states about it, the best of each.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub canonical: Option<String>,
    pub shared_url: Option<String>,
    pub saved_from: Option<String>,
    pub source: Option<String>,
    pub lang: Option<String>,
    published: Option<(usize, DateSpan)>,
}

impl Head {
    /// The page's own address: canonical link, else as shared, else as a browser noted it on saving.
    pub fn url(&self) -> Option<&String> {
        self.canonical.as_ref().or(self.shared_url.as_ref()).or(self.saved_from.as_ref())
    }

    /// The date of publication.
    pub fn published(&self) -> Option<DateSpan> {
        self.published.map(|(_, date)| date)
    }
}

/// Names under which pages state their date, the most certain first.
const DATE_NAMES: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "publication_date",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date",
    "date",
];

/// Takes out what carries no article. The error is a reason.
pub(super) fn prune(page: &str) -> Result<Pruned, String> {
    let mut pruner = Pruner {
        page,
        at: 0,
        out: String::with_capacity(page.len() / 2),
        open: HashMap::new(),
        depth: 0,
        head: Head::default(),
        unclosed: Vec::new(),
    };
    while let Some(found) = page[pruner.at..].find('<') {
        pruner.out.push_str(&page[pruner.at..pruner.at + found]);
        pruner.at += found;
        pruner.markup()?;
    }
    pruner.out.push_str(&page[pruner.at..]);
    Ok(Pruned { html: pruner.out, head: pruner.head })
}

struct Pruner<'a> {
    page: &'a str,
    at: usize,
    out: String,
    open: HashMap<String, u32>,
    depth: u32,
    head: Head,
    /// Names that are known to have no end tag further on: not searched for again.
    unclosed: Vec<&'static str>,
}

impl<'a> Pruner<'a> {
    /// Passes one `<...>` from the page to the output, or leaves it out.
    fn markup(&mut self) -> Result<(), String> {
        let rest = &self.page[self.at..];
        let second = rest.as_bytes().get(1).copied().unwrap_or_default();
        match second {
            b'!' if rest.starts_with("<!--") => self.comment(),
            b'!' | b'?' => self.skip_past(rest.find('>').map(|end| end + 1)),
            b'/' if !rest.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic) => self.skip_past(rest.find('>').map(|end| end + 1)),
            b'/' => self.end_tag(),
            _ if second.is_ascii_alphabetic() => return self.start_tag(),
            _ => {
                // Written so that it cannot become a tag with what comes to stand behind it.
                self.out.push_str("&lt;");
                self.at += 1;
            }
        }
        Ok(())
    }

    /// Leaves out `length` bytes; where no end was found, all that is left.
    fn skip_past(&mut self, length: Option<usize>) {
        self.at = length.map_or(self.page.len(), |length| self.at + length);
    }

    fn comment(&mut self) {
        let rest = &self.page[self.at + 4..];
        let length = if rest.starts_with('>') {
            Some(5)
        } else if rest.starts_with("->") {
            Some(6)
        } else {
            // "--!>" ends a comment as well; of the two, the first counts.
            let plain = rest.find("-->").map(|end| end + 3);
            let odd = rest[..plain.unwrap_or(rest.len())].find("--!>").map(|end| end + 4);
            odd.or(plain).map(|end| end + 4)
        };
        if self.head.saved_from.is_none() {
            self.head.saved_from = saved_from(&rest[..rest.floor_char_boundary(3000)]);
        }
        self.skip_past(length);
    }

    fn end_tag(&mut self) {
        let Some(tag) = Tag::read(&self.page[self.at + 2..]) else { return self.skip_past(None) };
        if let Some(count) = self.open.get_mut(&tag.name) {
            *count -= 1;
            self.depth -= 1;
            if *count == 0 {
                self.open.remove(&tag.name);
            }
        }
        self.out.push_str("</");
        self.out.push_str(&tag.name);
        self.out.push('>');
        if matches!(tag.name.as_str(), "dd" | "dt" | "figcaption" | "address" | "header" | "footer" | "main" | "summary" | "legend") {
            // These begin a line on the screen, yet not in the text that is taken from the tree.
            self.out.push_str("<br>");
        }
        self.at += 2 + tag.length;
    }

    fn start_tag(&mut self) -> Result<(), String> {
        let Some(tag) = Tag::read(&self.page[self.at + 1..]) else {
            self.skip_past(None);
            return Ok(());
        };
        let source = &self.page[self.at..self.at + 1 + tag.length];
        self.note(&tag);
        self.at += source.len();
        if tag.name == "script" {
            self.script(&tag);
        } else if tag.name == "title" {
            self.title();
        } else if let Some(name) = DROPPED.iter().copied().find(|name| *name == tag.name) {
            self.drop_element(name);
        } else if !DROPPED_TAGS.contains(&tag.name.as_str()) {
            self.count(&tag.name)?;
            self.write_tag(&tag, source);
        }
        Ok(())
    }

    fn count(&mut self, name: &str) -> Result<(), String> {
        if VOID.contains(&name) || CLOSED_BY_THE_NEXT.contains(&name) {
            return Ok(());
        }
        self.depth += 1;
        *self.open.entry(name.to_owned()).or_insert(0) += 1;
        if self.depth > MAX_DEPTH { Err(format!("the page nests more than {MAX_DEPTH} elements")) } else { Ok(()) }
    }

    fn write_tag(&mut self, tag: &Tag<'a>, source: &str) {
        if tag.has_too_many_attributes || source.len() > MAX_TAG {
            self.out.push('<');
            self.out.push_str(&tag.name[..tag.name.floor_char_boundary(64)]);
            self.out.push('>');
        } else {
            self.out.push_str(source);
        }
    }

    /// Keeps data about the article, nothing that runs.
    fn script(&mut self, tag: &Tag<'a>) {
        let rest = &self.page[self.at..];
        let is_data = tag.attribute("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
        let (content, length) = up_to_end_tag(rest, "script").unwrap_or((rest, rest.len()));
        // A comment mark inside changes where the script ends.
        if is_data && !content.contains("<!--") {
            self.out.push_str("<script type=\"application/ld+json\">");
            self.out.push_str(content);
            self.out.push_str("</script>");
        }
        self.at += length;
    }

    fn title(&mut self) {
        if self.unclosed.contains(&"title") {
            return;
        }
        match up_to_end_tag(&self.page[self.at..], "title") {
            Some((content, length)) => {
                self.out.push_str("<title>");
                self.out.push_str(content);
                self.out.push_str("</title>");
                self.at += length;
            }
            None => self.unclosed.push("title"),
        }
    }

    /// Leaves out an element with all that is in it; where it has no end, its tag alone.
    fn drop_element(&mut self, name: &'static str) {
        if self.unclosed.contains(&name) {
            return;
        }
        match up_to_end_tag(&self.page[self.at..], name) {
            Some((_, length)) => self.at += length,
            None => self.unclosed.push(name),
        }
    }

    fn note(&mut self, tag: &Tag<'a>) {
        let head = &mut self.head;
        match tag.name.as_str() {
            "html" if head.lang.is_none() => head.lang = tag.attribute("lang").and_then(given::language),
            "link" if tag.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) && head.canonical.is_none() => {
                head.canonical = tag.attribute("href").and_then(|href| given::web_address(&href.replace("&amp;", "&")));
            }
            "meta" => head.note_meta(tag),
            _ => {}
        }
    }
}

impl Head {
    fn note_meta(&mut self, tag: &Tag<'_>) {
        let name = tag.attribute("property").or(tag.attribute("name")).or(tag.attribute("itemprop"));
        let (Some(name), Some(content)) = (name, tag.attribute("content")) else { return };
        let name = name.trim().to_ascii_lowercase();
        let content = content.replace("&amp;", "&");
        match name.as_str() {
            "og:url" if self.shared_url.is_none() => self.shared_url = given::web_address(&content),
            // The outlet that a Chinese government page names; it may print what another wrote.
            "contentsource" => self.source = given::words(&content).or(self.source.take()),
            "og:site_name" if self.source.is_none() => self.source = given::words(&content),
            _ => {}
        }
        let rank = DATE_NAMES.iter().position(|known| *known == name);
        if let (Some(rank), Some(date)) = (rank, given::date(&content))
            && self.published.is_none_or(|(best, _)| rank < best)
        {
            self.published = Some((rank, date));
        }
    }
}

/// `<!-- saved from url=(0034)https://www.example.org/ -->`, as browsers write it.
fn saved_from(comment: &str) -> Option<String> {
    let (_, rest) = comment.trim_start().strip_prefix("saved from url=(")?.split_once(')')?;
    given::web_address(rest.split_whitespace().next()?)
}

/// The content of an element whose inside is not markup, and the length up to behind its end tag.
fn up_to_end_tag<'a>(rest: &'a str, name: &str) -> Option<(&'a str, usize)> {
    let mut from = 0;
    while let Some(found) = rest[from..].find("</") {
        let start = from + found;
        let behind = rest.as_bytes().get(start + 2..start + 2 + name.len());
        let ends_there = matches!(rest.as_bytes().get(start + 2 + name.len()), Some(b' ' | b'\t' | b'\n' | b'\x0C' | b'/' | b'>') | None);
        if behind.is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes())) && ends_there {
            let length = Tag::read(&rest[start + 2..]).map_or(rest.len(), |tag| start + 2 + tag.length);
            return Some((&rest[..start], length));
        }
        from = start + 2;
    }
    None
}

/// Left out with all that is in them.
const DROPPED: &[&str] = &[
    "style", "svg", "math", "noscript", "iframe", "noembed", "noframes", "xmp", "textarea", "select", "template", "canvas", "audio",
    "video", "object", "applet", "map",
];
/// Tags that change how the rest is parsed and carry no text.
const DROPPED_TAGS: &[&str] = &["plaintext", "frameset", "frame", "option", "optgroup", "image", "isindex"];
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "keygen", "bgsound"];
/// A start tag of the same sort ends these, so that they do not nest by themselves.
const CLOSED_BY_THE_NEXT: &[&str] = &[
    "html", "head", "body", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup", "a", "rp", "rt",
    "form",
];

/// A tag from behind its `<` or `</`.
struct Tag<'a> {
    name: String,
    attributes: Vec<(&'a str, &'a str)>,
    has_too_many_attributes: bool,
    /// Up to behind its `>`.
    length: usize,
}

impl<'a> Tag<'a> {
    /// Reads as an HTML tokenizer does: a quote matters behind `=` alone. `None` where the tag never ends.
    fn read(text: &'a str) -> Option<Self> {
        let bytes = text.as_bytes();
        let name_end = bytes.iter().position(|b| is_space(*b) || matches!(b, b'/' | b'>'))?;
        let mut tag =
            Self { name: text[..name_end].to_ascii_lowercase(), attributes: Vec::new(), has_too_many_attributes: false, length: 0 };
        let mut at = name_end;
        loop {
            at += bytes[at..].iter().position(|b| !is_space(*b) && *b != b'/')?;
            if bytes[at] == b'>' {
                tag.length = at + 1;
                return Some(tag);
            }
            // An equals sign in first place belongs to the name.
            let name_end = at + 1 + bytes[at + 1..].iter().position(|b| is_space(*b) || matches!(b, b'/' | b'>' | b'='))?;
            let behind = name_end + bytes[name_end..].iter().position(|b| !is_space(*b))?;
            let (value, next) = if bytes[behind] == b'=' { value(text, behind + 1)? } else { ("", name_end) };
            if tag.attributes.len() < MAX_ATTRIBUTES {
                // Both ends stand next to ASCII, so they are boundaries of characters.
                tag.attributes.push((text.get(at..name_end)?, value));
            } else {
                tag.has_too_many_attributes = true;
            }
            at = next;
        }
    }

    fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }
}

/// The value behind an `=`, and where it ends.
fn value(text: &str, from: usize) -> Option<(&str, usize)> {
    let bytes = text.as_bytes();
    let start = from + bytes[from..].iter().position(|b| !is_space(*b))?;
    match bytes[start] {
        quote @ (b'"' | b'\'') => {
            let end = start + 1 + bytes[start + 1..].iter().position(|b| *b == quote)?;
            Some((&text[start + 1..end], end + 1))
        }
        _ => {
            let end = start + bytes[start..].iter().position(|b| is_space(*b) || *b == b'>')?;
            Some((&text[start..end], end))
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C')
}
