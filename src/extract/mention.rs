//! Mentions: names found in a text, before anything is concluded from them.

use std::ops::Range;

use crate::gazetteer::NameForm;
use crate::model::{Affiliation, Branch, OrganizationKind, PlaceCode, RuleName, TextSpan};

/// A place named in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceMention {
    /// Its tokens, suffix words ("Province") included.
    pub tokens: Range<usize>,
    /// Its span in the body.
    pub span: TextSpan,
    /// The name as written.
    pub name: String,
    /// The code that it resolved to; `None` for regions and unknown towns.
    pub code: Option<PlaceCode>,
    /// Name or adjective.
    pub form: NameForm,
    /// Whether it only stands inside an organisation's name ("Nanjing University").
    pub in_organization: bool,
    /// Whether it only says where the article was written: "SHENYANG, China, Nov. 16 --".
    pub is_dateline: bool,
    /// Candidates where homonyms could not be told apart: codes, best first.
    pub rivals: Vec<PlaceCode>,
    /// The rule that found it.
    pub rule: RuleName,
}

/// An organisation named in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct OrganizationMention {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its span in the body.
    pub span: TextSpan,
    /// The name as written.
    pub name: String,
    /// What sort of body.
    pub kind: OrganizationKind,
    /// The rule that found it.
    pub rule: RuleName,
}

/// A person named in the text, with the office that stands beside the name.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonMention {
    /// The tokens of the name alone.
    pub tokens: Range<usize>,
    /// The span of the name.
    pub span: TextSpan,
    /// The name as written, without title.
    pub name: String,
    /// The office as written.
    pub title: Option<Title>,
    /// Whom the person acts for, where the words behind the name tell it without an office: "Jin Yu of the Silver Bank".
    pub of: Option<Affiliation>,
    /// The rule that found it.
    pub rule: RuleName,
}

/// An office as written, with what can be told from its words alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Title {
    /// The words, without article.
    pub text: String,
    /// Its span in the body.
    pub span: TextSpan,
    /// The branch that its head word tells.
    pub branch: Option<Branch>,
    /// Whom the holder acts for, as far as the words beside it tell.
    pub of: Option<Affiliation>,
    /// Whether such an office is one of a place (governor) rather than of a body.
    pub is_of_place: bool,
}

/// The first of the mentions that overlaps a range of tokens.
pub fn overlapping<'m, M>(mentions: &'m [M], tokens: &Range<usize>, range: impl Fn(&M) -> &Range<usize>) -> Option<&'m M> {
    mentions.iter().find(|mention| range(mention).start < tokens.end && tokens.start < range(mention).end)
}
