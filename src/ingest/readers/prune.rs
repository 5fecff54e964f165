//! A first pass over a page, before anything builds a tree of it: what carries no article is taken out (scripts, styles,
//! pictures drawn in the page, forms' lists, comments) and nesting is counted, because a tree builder takes quadratic time in it.
//!
//! Only what this pass understood as text or tag is written out again, so the tree builder sees the tags that were counted and
//! no others. Without `svg` and `math` no tag closes itself, and the count is never below half of the real depth.

use std::collections::HashMap;

use super::head::Head;
use super::tag::Tag;

/// Deepest nesting that is read; browsers stop there too.
const MAX_DEPTH: u32 = 512;
/// A longer tag, in bytes, is kept without its attributes.
const MAX_TAG: usize = 16 * 1024;

/// A page that can be parsed in time, and what its head states.
pub(super) struct Pruned {
    pub html: String,
    pub head: Head,
}

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
        self.head.note_comment(rest);
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
        self.head.note(&tag);
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
