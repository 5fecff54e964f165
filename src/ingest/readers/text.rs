//! Plain text and Markdown: the text stands as it is, front matter cut off.

use super::{Parts, front_matter};
use crate::text::decode::decode;

/// Reads a text file. The body is what follows the front matter, unchanged.
pub(super) fn read(bytes: &[u8]) -> Result<Parts, String> {
    let decoded = decode(bytes, None).map_err(|error| error.to_string())?;
    let (given, body) = front_matter::split(&decoded.text);
    if body.trim().is_empty() {
        return Err("there is no text below the front matter".to_owned());
    }
    let body = if body.len() == decoded.text.len() { None } else { Some(body.to_owned()) };
    Ok(Parts { body: body.unwrap_or(decoded.text), given, decoding: decoded.decoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_marks_do_not_hide_front_matter() {
        let parts = read("\u{FEFF}---\r\ntitle: 姐妹城市\r\n---\r\n正文。\r\n".as_bytes()).unwrap_or_else(|reason| panic!("{reason}"));
        assert_eq!((parts.given.title.as_deref(), parts.body.as_str()), (Some("姐妹城市"), "正文。\n"));
    }

    #[test]
    fn a_file_without_text_is_refused_with_its_reason() {
        for (bytes, reason) in [
            (&b"---\ntitle: x\n---\n \n"[..], "there is no text below the front matter"),
            (b"  \n", "the file is empty"),
            (b"\x89PNG", "not text: it looks like a binary file"),
        ] {
            assert_eq!(read(bytes).err().as_deref(), Some(reason));
        }
    }
}
