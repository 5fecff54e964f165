//! One tag of a page, cut as an HTML tokenizer cuts it.

/// A tag with more attributes is kept without them.
const MAX_ATTRIBUTES: usize = 64;

/// A tag from behind its `<` or `</`.
pub(super) struct Tag<'a> {
    pub name: String,
    attributes: Vec<(&'a str, &'a str)>,
    pub has_too_many_attributes: bool,
    /// Up to behind its `>`.
    pub length: usize,
}

impl<'a> Tag<'a> {
    /// Reads as an HTML tokenizer does: a quote matters behind `=` alone. `None` where the tag never ends.
    pub fn read(text: &'a str) -> Option<Self> {
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

    /// The value of an attribute, as it is written.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_matter_behind_an_equals_sign_alone() {
        for (text, name, attributes, rest) in [
            ("P>x", "p", vec![], "x"),
            ("a href=x>y", "a", vec![("href", "x")], "y"),
            ("a href = 'a > b' b>y", "a", vec![("href", "a > b"), ("b", "")], "y"),
            ("a \"b>c\">y", "a", vec![("\"b", "")], "c\">y"),
            ("br/>y", "br", vec![], "y"),
            ("a =b=c>y", "a", vec![("=b", "c")], "y"),
            ("a b=>y", "a", vec![("b", "")], "y"),
            ("a é=\"辽\">y", "a", vec![("é", "辽")], "y"),
        ] {
            let tag = Tag::read(text).unwrap_or_else(|| panic!("{text} is no tag"));
            assert_eq!((tag.name.as_str(), tag.attributes, &text[tag.length..]), (name, attributes, rest), "{text}");
        }
        for open in ["a", "a href='x>", "a b", "a b="] {
            assert!(Tag::read(open).is_none(), "{open}");
        }
    }
}
