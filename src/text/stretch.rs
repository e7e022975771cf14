//! Stretches of the text as they are read: without the breaks that the width of a page put into them.

use std::borrow::Cow;

use crate::model::TextRange;

/// A stretch of a text without its gaps, and the way back.
#[derive(Debug, Clone)]
pub(crate) struct Stretch<'t> {
    /// The stretch without its gaps.
    pub(crate) text: Cow<'t, str>,
    /// Where the stretch starts.
    start: usize,
    /// Where in `text` a gap was, and how many bytes have been left out up to there.
    gaps: Vec<(usize, usize)>,
}

impl<'t> Stretch<'t> {
    /// The stretch of `text` at `range` without `gaps`, which are in order.
    pub(crate) fn of(text: &'t str, range: TextRange, gaps: &[TextRange]) -> Self {
        let first = gaps.partition_point(|gap| gap.start < range.start);
        let inside = gaps
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(|gap| gap.end <= range.end);
        let mut kept = String::new();
        let (mut from, mut left_out, mut found) = (range.start, 0, Vec::new());
        for gap in inside {
            kept.push_str(text.get(from..gap.start).unwrap_or_default());
            left_out += gap.end - gap.start;
            found.push((kept.len(), left_out));
            from = gap.end;
        }
        let rest = text.get(from..range.end).unwrap_or_default();
        let text = if found.is_empty() {
            Cow::Borrowed(rest)
        } else {
            Cow::Owned(kept + rest)
        };
        Self {
            text,
            start: range.start,
            gaps: found,
        }
    }

    /// Where a part of the stretch stands in the whole text.
    pub(crate) fn place(&self, part: TextRange) -> TextRange {
        let before = |count: usize| count.checked_sub(1).and_then(|last| self.gaps.get(last));
        let left_out = |gap: Option<&(usize, usize)>| gap.map_or(0, |&(_, left_out)| left_out);
        let at_start = self.gaps.partition_point(|&(at, _)| at <= part.start);
        let at_end = self.gaps.partition_point(|&(at, _)| at < part.end);
        let start = self.start + part.start + left_out(before(at_start));
        let end = self.start + part.end + left_out(before(at_end));
        TextRange::new(start, end.max(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_leads_back_to_its_place() {
        let text = "减少1\n  1%、13%。";
        let gap = TextRange::new("减少1".len(), "减少1\n  ".len());
        let stretch = Stretch::of(text, TextRange::new(0, text.len()), &[gap]);
        assert_eq!(stretch.text, "减少11%、13%。");
        let check = |part: &str, expected: &str| {
            let start = stretch.text.find(part).unwrap();
            let place = stretch.place(TextRange::new(start, start + part.len()));
            assert_eq!(text.get(place.start..place.end), Some(expected));
        };
        check("11%", "1\n  1%");
        check("减少1", "减少1");
        check("13%", "13%");
    }
}
