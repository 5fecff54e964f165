//! Patterns as they stand in the rules, compiled at first use.

/// A pattern with a name: `pattern!(SIGNS, r"…")`, an example above it.
macro_rules! pattern {
    ($(#[$doc:meta])* $visibility:vis $name:ident, $text:expr) => {
        $(#[$doc])*
        $visibility static $name: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| crate::extract::en::numbers::compile_words($text));
    };
}

pub(in crate::extract::en) use pattern;
