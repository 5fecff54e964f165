//! Words of papers that two sides sign, and of nothing else: "project" and "document" may be anybody's.

use super::patterns::pattern;

pattern!(
    pub(super) PAPER,
    r"(?i)\b(agreements?|memorand(um|a|ums)|mous?|letters? of intent|(joint )?declarations?|joint (statement|paper|note)|statements? of [a-z]+|pacts?|accords?|protocols?|charters?|treat(y|ies)|covenants?|conventions?|compacts?|contracts?|communiqu[eé]s?|minutes|((joint )?work(ing)?|(joint )?action|cooperation) program(me)?s?|program(me)?s? (of|for|on) (joint |further |mutual )?([a-z]+ ){0,3}(co-?operation|measures|actions?|development)|plans? of (joint |practical |priority )?(measures|actions?)|(action|work|cooperation) plans?|certificates?|heads of agreement|deeds?)\b"
);
