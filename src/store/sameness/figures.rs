//! When two figures state one sum: one is the other rounded, or lies where its hedge puts the true one.

use crate::model::{AgreementClaim, Amount, Currency, Hedge};

/// A sum as one article states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) struct Figure {
    pub(in crate::store) minor: i64,
    pub(in crate::store) currency: Currency,
    pub(in crate::store) hedge: Hedge,
    pub(in crate::store) max: Option<i64>,
}

/// A rounded figure is never taken for one that lies further off, in thousandths.
const ROUNDING: i128 = 50;
/// "About", in thousandths to either side.
const ABOUT: i128 = 70;
/// "Over" and "up to", in thousandths to one side.
const BEYOND: i128 = 100;

impl Figure {
    /// The figure of a claim.
    pub(in crate::store) fn of(claim: &AgreementClaim) -> Option<Self> {
        let Amount { minor, currency } = claim.amount?;
        Some(Self { minor, currency, hedge: claim.hedge, max: claim.amount_max_minor })
    }

    /// Whether both may state one sum.
    pub(in crate::store) fn agrees_with(&self, other: &Figure) -> bool {
        self.currency == other.currency && (self.holds(other.minor) || other.holds(self.minor))
    }

    /// Whether the true sum may be this.
    fn holds(&self, minor: i64) -> bool {
        let (least, most) = self.bounds();
        (least..=most).contains(&i128::from(minor))
    }

    /// The largest that the true sum may be, in minor units.
    pub(in crate::store) fn most(&self) -> i128 {
        self.bounds().1
    }

    /// Between what the true sum lies.
    fn bounds(&self) -> (i128, i128) {
        let own = i128::from(self.minor);
        let share = |thousandths: i128| own.abs() * thousandths / 1000;
        match self.hedge {
            Hedge::Exactly => {
                let half = (self.rounded_to() / 2).min(share(ROUNDING));
                (own - half, own + half)
            }
            Hedge::About => (own - share(ABOUT), own + share(ABOUT)),
            Hedge::AtLeast => (own, own + share(BEYOND)),
            Hedge::AtMost => (own - share(BEYOND), own),
            Hedge::Range => (own, self.max.map_or(own, i128::from)),
        }
    }

    /// The place value of its last digit that is not 0.
    fn rounded_to(&self) -> i128 {
        let (mut unit, mut rest) = (1, i128::from(self.minor));
        while rest != 0 && rest % 10 == 0 {
            unit *= 10;
            rest /= 10;
        }
        unit
    }

    /// How exact it is: an unhedged figure before a hedged one, then the finer one.
    pub(in crate::store) fn exactness(&self) -> (bool, std::cmp::Reverse<i128>) {
        (self.hedge == Hedge::Exactly, std::cmp::Reverse(self.rounded_to()))
    }

    /// Whether the larger of two sums of one currency is at most half as large again.
    pub(super) fn is_of_the_same_size(&self, other: &Figure) -> bool {
        let (few, many) = (self.minor.min(other.minor), self.minor.max(other.minor));
        self.currency == other.currency && few > 0 && i128::from(many) * 2 <= i128::from(few) * 3
    }

    /// Steps of size into which sums are put; sums that agree lie in the same step or in neighbouring ones.
    pub(super) fn step(&self) -> i64 {
        ((self.minor.max(1) as f64).ln() / 1.11_f64.ln()).floor() as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(minor: i64, hedge: Hedge) -> Figure {
        Figure { minor, currency: Currency::from_code("CNY").expect("a currency"), hedge, max: None }
    }

    #[test]
    fn rounded_and_hedged_figures_agree_with_what_they_stand_for() {
        let million = 100_000_000;
        for (one, hedge, other, agrees) in [
            (1_200 * million, Hedge::Exactly, 1_234 * million, true),
            (1_200 * million, Hedge::Exactly, 1_260 * million, false),
            (1_000 * million, Hedge::Exactly, 1_040 * million, true),
            (1_000 * million, Hedge::Exactly, 1_200 * million, false),
            (1_230 * million, Hedge::Exactly, 1_240 * million, false),
            (1_200 * million, Hedge::AtLeast, 1_234 * million, true),
            (1_200 * million, Hedge::AtLeast, 1_190 * million, false),
            (1_200 * million, Hedge::AtMost, 1_190 * million, true),
            (1_200 * million, Hedge::About, 1_150 * million, true),
            (380_500 * million, Hedge::AtLeast, 380_000 * million, true),
        ] {
            let (one, other) = (figure(one, hedge), figure(other, Hedge::Exactly));
            assert_eq!((one.agrees_with(&other), other.agrees_with(&one)), (agrees, agrees), "{one:?} {other:?}");
            assert!(!agrees || (one.step() - other.step()).abs() <= 1, "{one:?} {other:?}");
        }
    }

    #[test]
    fn two_currencies_never_agree() {
        let yuan = figure(100, Hedge::About);
        assert!(!yuan.agrees_with(&Figure { currency: Currency::from_code("USD").expect("a currency"), ..yuan }));
    }
}
