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
            let distance = distance(&name, &other);
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

/// Insertions, deletions and replacements that make one text of the other.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, left) in one.iter().enumerate() {
        let mut diagonal = index;
        let mut last = index + 1;
        let mut next = vec![last];
        for (right, above) in other.iter().zip(row.iter().skip(1)) {
            last = (diagonal + usize::from(left != right))
                .min(above + 1)
                .min(last + 1);
            diagonal = *above;
            next.push(last);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::nearest;

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
