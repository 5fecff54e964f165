//! Patterns as read for texts in ASCII alone: no other letters, no other cases of letters, a character a byte. Most sentences are such
//! texts, and what is made for them is a third as large.

use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{Ast, ClassBracketed, ClassSet, ClassSetItem, ClassSetRange, Literal, LiteralKind, Span};
use regex_syntax::hir::Hir;
use regex_syntax::hir::translate::TranslatorBuilder;

/// What finds in a text of ASCII alone what the pattern finds there; `None` where its borders of words or its classes ask for more.
pub(super) fn plain(source: &str) -> Option<Hir> {
    let mut ast = Parser::new().parse(source).ok().filter(|_| !has_wide_borders(source))?;
    reduce(&mut ast)?;
    TranslatorBuilder::new().unicode(false).utf8(false).build().translate(source, &ast).ok()
}

/// Whether letters outside ASCII count where words begin and end.
fn has_wide_borders(source: &str) -> bool {
    let rest = source.replace(r"(?-u:\b)", "");
    rest.contains(r"\b") || rest.contains(r"\B")
}

/// Takes out what no such text holds.
fn reduce(ast: &mut Ast) -> Option<()> {
    match ast {
        Ast::Literal(literal) if !literal.c.is_ascii() => *ast = nothing(literal.span),
        Ast::ClassUnicode(_) => return None,
        Ast::ClassBracketed(class) => reduce_set(&mut class.kind)?,
        Ast::Repetition(repetition) => reduce(&mut repetition.ast)?,
        Ast::Group(group) => reduce(&mut group.ast)?,
        Ast::Alternation(all) => all.asts.iter_mut().try_for_each(reduce)?,
        Ast::Concat(all) => all.asts.iter_mut().try_for_each(reduce)?,
        _ => {}
    }
    Some(())
}

fn reduce_set(set: &mut ClassSet) -> Option<()> {
    match set {
        ClassSet::Item(item) => reduce_item(item),
        ClassSet::BinaryOp(both) => reduce_set(&mut both.lhs).and(reduce_set(&mut both.rhs)),
    }
}

fn reduce_item(item: &mut ClassSetItem) -> Option<()> {
    match item {
        ClassSetItem::Unicode(_) => return None,
        ClassSetItem::Literal(literal) if !literal.c.is_ascii() => *item = ClassSetItem::Empty(literal.span),
        ClassSetItem::Range(range) if !range.start.c.is_ascii() => *item = ClassSetItem::Empty(range.span),
        ClassSetItem::Range(ClassSetRange { end, .. }) if !end.c.is_ascii() => {
            *end = Literal { span: end.span, kind: LiteralKind::Verbatim, c: '\u{7f}' };
        }
        ClassSetItem::Bracketed(class) => reduce_set(&mut class.kind)?,
        ClassSetItem::Union(union) => union.items.iter_mut().try_for_each(reduce_item)?,
        _ => {}
    }
    Some(())
}

/// A class that holds no character.
fn nothing(span: Span) -> Ast {
    Ast::class_bracketed(ClassBracketed { span, negated: false, kind: ClassSet::Item(ClassSetItem::Empty(span)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_text_of_ascii_holds_is_taken_out() {
        let of = |source: &str| plain(source).map(|hir| hir.to_string());
        let read =
            |source: &str| Some(regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build().parse(source).ok()?.to_string());
        assert_eq!(of("(?i)[’'a-z\u{e0}-\u{ff}]ks(?-u:\\b)"), read("(?i)['a-z]ks(?-u:\\b)"));
        assert_eq!(of("[^’.]+|é"), read("[^.]+|[a&&b]"));
        assert_eq!(of("[ -~\u{a0}–—]?[x-\u{17f}]"), read(r"[ -~]?[x-\x7f]"));
        assert_eq!(of(r"\p{Lu}"), None);
        assert_eq!(of(r"\bin"), None);
    }
}
