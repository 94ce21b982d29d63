//! How often something happens, and how often here beside there.

use crate::Estimate;
use crate::normal::deviations;

/// The share of `all` that `some` are, with Wilson's interval (Wilson 1927), which stays within 0 and 1 and is honest for a
/// handful as well as for thousands. None of nothing.
#[must_use]
pub fn share(some: u64, all: u64, confidence: f64) -> Option<Estimate> {
    if all == 0 || some > all {
        return None;
    }
    let (n, z) = (all as f64, deviations(confidence));
    let value = some as f64 / n;
    let square = z * z;
    let middle = (value + square / (2.0 * n)) / (1.0 + square / n);
    let reach = z * (value * (1.0 - value) / n + square / (4.0 * n * n)).sqrt() / (1.0 + square / n);
    // At the ends the interval ends there too; the arithmetic misses that by a rounding.
    let low = if some == 0 { 0.0 } else { (middle - reach).max(0.0) };
    let high = if some == all { 1.0 } else { (middle + reach).min(1.0) };
    Some(Estimate { value, low, high })
}

/// How many times as often something happens in one group as in another, with the interval of Katz and others (1978), made
/// on logarithms. None where one of the groups is empty or it never happened in one of them: no ratio can be told then.
#[must_use]
pub fn ratio(one: (u64, u64), other: (u64, u64), confidence: f64) -> Option<Estimate> {
    let ((a, n), (b, m)) = (one, other);
    if a == 0 || b == 0 || a > n || b > m {
        return None;
    }
    let (a, n, b, m) = (a as f64, n as f64, b as f64, m as f64);
    let value = (a / n) / (b / m);
    let error = (1.0 / a - 1.0 / n + 1.0 / b - 1.0 / m).max(0.0).sqrt();
    let reach = (deviations(confidence) * error).exp();
    Some(Estimate { value, low: value / reach, high: value * reach })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn published_intervals_are_met() {
        // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        for (some, all, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let found = share(some, all, 0.95).unwrap();
            assert!((found.low - low).abs() < 5e-5 && (found.high - high).abs() < 5e-5, "{some} of {all}: {found:?}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_not_told() {
        assert_eq!(share(0, 0, 0.95), None);
        assert_eq!(share(3, 2, 0.95), None);
        assert_eq!(ratio((0, 10), (5, 10), 0.95), None);
        assert_eq!(ratio((5, 10), (0, 10), 0.95), None);
        assert_eq!(ratio((5, 0), (5, 10), 0.95), None);
    }

    proptest! {
        #[test]
        fn intervals_hold_their_figure_and_narrow_with_more(some in 0_u64..500, more in 0_u64..500) {
            let all = some + more;
            prop_assume!(all > 0);
            let found = share(some, all, 0.95).unwrap();
            prop_assert!(0.0 <= found.low && found.low <= found.value && found.value <= found.high && found.high <= 1.0);
            let tenfold = share(some * 10, all * 10, 0.95).unwrap();
            prop_assert!(tenfold.high - tenfold.low < found.high - found.low);
        }

        #[test]
        fn the_ratio_turned_round_is_one_over_it(a in 1_u64..100, b in 1_u64..100, n in 0_u64..100, m in 0_u64..100) {
            let one = ratio((a, a + n), (b, b + m), 0.95).unwrap();
            let other = ratio((b, b + m), (a, a + n), 0.95).unwrap();
            prop_assert!((one.value * other.value - 1.0).abs() < 1e-9);
            prop_assert!((one.low * other.high - 1.0).abs() < 1e-9);
        }
    }
}
