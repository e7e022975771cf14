//! The names nearest to one that nobody knows.

/// The candidates nearest to `name`, best first, at most `at_most`; none that shares less than half of its characters.
pub fn nearest<'a>(
    name: &str,
    candidates: impl Iterator<Item = &'a str>,
    at_most: usize,
) -> Vec<&'a str> {
    let name: Vec<char> = name.chars().collect();
    let mut near: Vec<(usize, &str)> = candidates
        .filter_map(|candidate| {
            let other: Vec<char> = candidate.chars().collect();
            let distance = slips(&name, &other);
            (2 * distance <= name.len().max(other.len())).then_some((distance, candidate))
        })
        .collect();
    // By name among equally near ones, so that the same slip always brings the same names.
    near.sort_unstable();
    near.dedup();
    near.into_iter()
        .take(at_most)
        .map(|(_, candidate)| candidate)
        .collect()
}

/// How many signs must be replaced, left out, put in or swapped with their neighbour to make one text of the other: the
/// distance of Damerau and Levenshtein, where what was swapped is not changed again.
pub fn slips<T: PartialEq>(one: &[T], other: &[T]) -> usize {
    let cell = |row: &[usize], place: usize| row.get(place).copied().unwrap_or_default();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (at, left) in one.iter().enumerate() {
        let mut row = vec![at + 1];
        for (place, right) in other.iter().enumerate() {
            let mut least = (cell(&above, place) + usize::from(left != right))
                .min(cell(&above, place + 1) + 1)
                .min(cell(&row, place) + 1);
            let is_swapped = at > 0
                && place > 0
                && one.get(at - 1) == Some(right)
                && other.get(place - 1) == Some(left);
            if is_swapped {
                least = least.min(cell(&before, place - 1) + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{nearest, slips};

    #[test]
    fn slips_are_counted() {
        let check = |one: &str, other: &str, expected| {
            assert_eq!(
                slips(one.as_bytes(), other.as_bytes()),
                expected,
                "{one} {other}"
            );
        };
        check("shenyang", "shenyang", 0);
        check("shneyang", "shenyang", 1);
        check("senyang", "shenyang", 1);
        check("sgenyamg", "shenyang", 2);
        check("", "lu", 2);
    }

    #[test]
    fn a_slip_finds_the_name_meant() {
        let names = ["省财政厅", "省发改委", "省发展改革委", "沈阳市"];
        let check = |name, expected: &[&str]| {
            assert_eq!(nearest(name, names.into_iter(), 1), expected, "{name}");
        };
        check("省发改委局", &["省发改委"]);
        check("省发展改革", &["省发展改革委"]);
        check("省财厅", &["省财政厅"]);
        check("巴黎", &[]);
    }

    #[test]
    fn equally_near_names_come_once_and_in_one_order() {
        for names in [
            ["省民政厅", "省财政厅", "省民政厅"],
            ["省财政厅", "省民政厅", "省民政厅"],
        ] {
            let near = nearest("省政厅", names.into_iter(), 3);
            assert_eq!(near, ["省民政厅", "省财政厅"]);
        }
    }
}
