//! Which targets of a task have moved.

use crate::model::{Comparator, Indicator};
use crate::text::fold::fold;

/// Targets with the same subject, measure and unit whose figures differ: whether the later asks for more, and both.
///
/// An upper bound asks for more when it is lower: 控制在4500万人以内 after 控制在4600万人以内.
///
/// A subject that stands several times, as of several years, is compared in the order of the document.
pub(super) fn moved<'t>(
    old: &'t [Indicator],
    new: &'t [Indicator],
) -> Vec<(bool, &'t Indicator, &'t Indicator)> {
    let mut taken = vec![false; new.len()];
    let mut moved = Vec::new();
    for before in old {
        let same = |after: &Indicator| {
            fold(&before.subject) == fold(&after.subject)
                && before.measure == after.measure
                && before.normalized_unit == after.normalized_unit
        };
        let found = new
            .iter()
            .zip(&mut taken)
            .find(|(after, taken)| !**taken && same(after));
        let Some((after, taken)) = found else {
            continue;
        };
        *taken = true;
        if let (Some(earlier), Some(later)) = (before.normalized_value, after.normalized_value)
            && (earlier - later).abs() > f64::EPSILON * earlier.abs().max(later.abs())
        {
            let is_bound = [before, after]
                .iter()
                .any(|indicator| indicator.comparator == Comparator::AtMost);
            moved.push(((later > earlier) != is_bound, before, after));
        }
    }
    moved
}
