//! Words of disasters, relief and charity: beside them money and goods are given, not earned.

use super::patterns::pattern;

pattern!(
    pub(super) IN_NEED,
    r"(?i)\b(donat(ed|es|ing|ions?)|relief|aid|gifts?|charit\w+|humanitarian|(earth)?quake\w*|tsunamis?|flood(s|ed|ing)?|typhoons?|cyclones?|hurricanes?|disasters?|victims?|survivors?|refugees|famine|drought|epidemic|pandemic|coronavirus|covid|in need)\b"
);
