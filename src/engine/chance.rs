//! How likely a count is by chance: exact tails, and what remains when many are looked at together.

/// P(X ≥ `least`) for the number of marked things among `drawn` of `all`, of which `marked` are: the upper tail of the
/// hypergeometric distribution, which is Fisher's exact test, one-sided.
pub(super) fn hypergeometric_tail(all: u64, marked: u64, drawn: u64, least: u64) -> f64 {
    let most = marked.min(drawn);
    let fewest = (marked + drawn).saturating_sub(all);
    if least <= fewest {
        return 1.0;
    }
    let chance = |count: u64| {
        (ln_choose(marked, count) + ln_choose(all - marked, drawn - count) - ln_choose(all, drawn))
            .exp()
    };
    (least..=most).map(chance).sum::<f64>().min(1.0)
}

/// P(X ≥ `least`) for `trials` trials that each succeed with `chance`: the upper tail of the binomial distribution.
pub(super) fn binomial_tail(trials: u64, chance: f64, least: u64) -> f64 {
    if least == 0 {
        return 1.0;
    }
    if chance <= 0.0 {
        return 0.0;
    }
    if chance >= 1.0 {
        return if least <= trials { 1.0 } else { 0.0 };
    }
    let each = |count: u64| {
        let (yes, no) = (float(count), float(trials - count));
        (ln_choose(trials, count) + yes * chance.ln() + no * (1.0 - chance).ln()).exp()
    };
    (least..=trials).map(each).sum::<f64>().min(1.0)
}

/// Benjamini and Hochberg's adjusted values (J. R. Stat. Soc. B 57, 1995): the share of false finds among all that are at
/// most as large.
pub(super) fn adjusted(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|one, other| values[*other].total_cmp(&values[*one]));
    let mut adjusted = vec![1.0; values.len()];
    let mut least: f64 = 1.0;
    for (passed, place) in order.into_iter().enumerate() {
        let rank = float((values.len() - passed) as u64);
        least = least.min(values[place] * float(values.len() as u64) / rank);
        adjusted[place] = least;
    }
    adjusted
}

/// A count as a float; exact far beyond any number of tasks.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of tasks stay far below 2^53"
)]
pub(super) fn float(count: u64) -> f64 {
    count as f64
}

fn ln_choose(all: u64, some: u64) -> f64 {
    ln_factorial(all) - ln_factorial(some) - ln_factorial(all - some)
}

/// By the product for small numbers, by Stirling's series, good to 1e-13, for others.
fn ln_factorial(number: u64) -> f64 {
    if number < 24 {
        return (2..=number).map(|factor| float(factor).ln()).sum();
    }
    let x = float(number) + 1.0;
    let series = 1.0 / (12.0 * x) - 1.0 / (360.0 * x.powi(3)) + 1.0 / (1260.0 * x.powi(5));
    (x - 0.5) * x.ln() - x + 0.5 * (2.0 * std::f64::consts::PI).ln() + series
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found}, not {expected}");
    }

    /// Values of `scipy.stats` 1.17: `hypergeom.sf`, `binom.sf`, `false_discovery_control`.
    #[test]
    fn tails_are_those_of_scipy() {
        near(
            hypergeometric_tail(148, 20, 30, 9),
            0.006_303_656_838_497_42,
        );
        near(hypergeometric_tail(10, 5, 5, 5), 1.0 / 252.0);
        near(hypergeometric_tail(10, 8, 5, 3), 1.0);
        near(binomial_tail(14, 0.15, 9), 3.736_444_480_023_009e-5);
        near(binomial_tail(3, 0.5, 0), 1.0);
        for (found, expected) in adjusted(&[0.01, 0.04, 0.03, 0.5]).into_iter().zip([
            0.04,
            0.04 * 4.0 / 3.0,
            0.04 * 4.0 / 3.0,
            0.5,
        ]) {
            near(found, expected);
        }
    }
}
