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
    /// Whether that is only the place or body named last before it, not a word of the title itself.
    pub of_is_near: bool,
    /// Whether such an office is one of a place (governor) rather than of a body.
    pub is_of_place: bool,
    /// Whether the text writes it for several holders: "Vice Governors Jin Yu and Li Min".
    pub is_plural: bool,
}

/// What stands at a range of tokens.
pub trait AtTokens {
    /// Its tokens.
    fn tokens(&self) -> &Range<usize>;
}

impl AtTokens for PlaceMention {
    fn tokens(&self) -> &Range<usize> {
        &self.tokens
    }
}

impl AtTokens for OrganizationMention {
    fn tokens(&self) -> &Range<usize> {
        &self.tokens
    }
}

/// The mentions that share a token with a range, of a list in the order of the text: found by halving, so that long texts take no
/// longer by the word than short ones.
pub fn touching<M: AtTokens>(mentions: &[M], tokens: Range<usize>) -> impl Iterator<Item = &M> {
    let first = mentions.partition_point(|mention| mention.tokens().end <= tokens.start);
    mentions[first..].iter().take_while(move |mention| mention.tokens().start < tokens.end)
}

/// The mentions that lie wholly in a range of tokens, of a list in the order of the text.
pub fn inside<M: AtTokens>(mentions: &[M], tokens: Range<usize>) -> impl Iterator<Item = &M> {
    let within = tokens.clone();
    touching(mentions, tokens).filter(move |mention| within.start <= mention.tokens().start && mention.tokens().end <= within.end)
}

/// Whether one of the mentions, in the order of the text, holds a token.
pub fn covers<M: AtTokens>(mentions: &[M], token: usize) -> bool {
    touching(mentions, token..token + 1).next().is_some()
}
