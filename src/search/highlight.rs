//! Which characters of a text a query met, and the stretches of it worth showing.

use std::cmp::Reverse;
use std::ops::Range;

use super::analyzer::plain;
use super::number;
use crate::text::normalize::{self, Normalized};

/// The longest fragment, in characters, if clauses let it be.
const LONGEST: usize = 120;

/// Where a fragment may begin and end: after one of these.
const BORDERS: &[char] = &[
    '。', '！', '？', '；', '，', '、', '：', '\n', '.', '!', '?', ';', ',',
];

/// What ends a sentence.
const ENDS: &[char] = &['。', '！', '？', '\n'];

/// The same in the normal form, whose marks are narrow; and what parts sentences of one thought.
const NORMAL_ENDS: &[char] = &['。', '!', '?', ';'];

/// A stretch of a text with what is to be marked in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// The stretch.
    pub text: String,
    /// Where it stands in the whole text, in characters.
    pub range: Range<usize>,
    /// What to mark, in characters of the stretch, ascending and apart.
    pub marks: Vec<Range<usize>>,
}

/// The stretches of `text` that show `terms` best, in the order of the text, at most `at_most`; none without a mark.
#[must_use]
pub fn highlight(text: &str, terms: &[String], at_most: usize) -> Vec<Fragment> {
    Marker::new(terms).highlight(text, at_most)
}

/// Terms made ready to be marked in many texts.
#[derive(Debug, Clone, Default)]
pub struct Marker {
    /// The terms in normal form, each with its first character, once each and in order: those that begin alike stand
    /// together.
    terms: Vec<(char, Vec<char>)>,
    /// The values of terms that are quantities: these are marked in whatever form they are printed.
    values: Vec<String>,
    /// Words that are marked only in a sentence that has all of them.
    joint: Vec<Vec<Vec<char>>>,
}

impl Marker {
    /// What marks these terms.
    #[must_use]
    pub fn new(terms: &[String]) -> Self {
        let terms = terms.iter().map(|term| plain(term));
        let mut terms: Vec<_> = terms
            .filter_map(|term| Some((*term.first()?, term)))
            .collect();
        terms.sort_unstable();
        terms.dedup();
        let values = terms.iter().filter_map(|(_, term)| {
            let quantity = number::read(term).filter(|it| it.length == term.len())?;
            // A figure without what is counted stands in other quantities too.
            (quantity.value != quantity.number).then_some(quantity.value)
        });
        Self {
            values: values.collect(),
            terms,
            joint: Vec::new(),
        }
    }

    /// The same with groups of words that are marked only where a sentence has all of a group.
    #[must_use]
    pub fn with_joint(self, groups: &[Vec<String>]) -> Self {
        let joint = groups
            .iter()
            .map(|words| words.iter().map(|word| plain(word)).collect());
        let mut joint: Vec<Vec<Vec<char>>> = joint.collect();
        joint.sort_unstable();
        joint.dedup();
        Self { joint, ..self }
    }

    /// The terms that begin with a character.
    fn terms_from(&self, first: char) -> impl Iterator<Item = &Vec<char>> {
        let start = self.terms.partition_point(|(other, _)| *other < first);
        let alike = self.terms.iter().skip(start);
        let alike = alike.take_while(move |(other, _)| *other == first);
        alike.map(|(_, term)| term)
    }

    /// The stretches of `text` that show the terms best, in the order of the text, at most `at_most`; none without a mark.
    #[must_use]
    pub fn highlight(&self, text: &str, at_most: usize) -> Vec<Fragment> {
        let marks = self.marks(text);
        if marks.is_empty() {
            return Vec::new();
        }
        let chars: Vec<char> = text.chars().collect();
        let mut fragments = fragments(&chars, &marks);
        fragments.sort_by_key(|fragment| {
            Reverse(
                fragment
                    .marks
                    .iter()
                    .map(ExactSizeIterator::len)
                    .sum::<usize>(),
            )
        });
        fragments.truncate(at_most);
        fragments.sort_by_key(|fragment| fragment.range.start);
        fragments
    }

    /// Whether a look at the characters one by one tells that no term begins in `text`: so it is with most names and titles
    /// around what was found, and their normal form need not be made.
    fn is_strange_to(&self, text: &str) -> bool {
        self.joint.is_empty()
            && self.values.is_empty()
            && text.chars().all(|character| {
                let first = normalize::alone(character);
                character.is_whitespace()
                    || first.is_some_and(|first| self.terms_from(first).next().is_none())
            })
    }

    /// Marks quantities that are the same as one looked for.
    fn mark_values(&self, chars: &[char], marked: &mut [bool]) {
        let mut start = 0;
        while let Some(rest) = chars.get(start..).filter(|rest| !rest.is_empty()) {
            let quantity = number::read(rest);
            let length = quantity.as_ref().map_or(1, |it| it.length.max(1));
            if quantity.is_some_and(|it| self.values.contains(&it.value))
                && let Some(marked) = marked.get_mut(start..start + length)
            {
                marked.fill(true);
            }
            start += length;
        }
    }

    /// Marks the words of groups in sentences that have all of a group.
    fn mark_joint(&self, chars: &[char], marked: &mut [bool]) {
        let mut start = 0;
        for sentence in chars.split_inclusive(|c| NORMAL_ENDS.contains(c)) {
            for group in &self.joint {
                let places = group.iter().map(|word| {
                    let windows = sentence.windows(word.len().max(1)).enumerate();
                    let met = windows.filter(|(_, window)| window == word);
                    met.map(|(at, _)| start + at..start + at + word.len())
                        .collect::<Vec<_>>()
                });
                let places: Vec<_> = places.collect();
                if places.iter().any(Vec::is_empty) {
                    continue;
                }
                for range in places.into_iter().flatten() {
                    if let Some(marked) = marked.get_mut(range) {
                        marked.fill(true);
                    }
                }
            }
            start += sentence.len();
        }
    }

    /// Where the terms stand, in characters of the text as given, ascending and apart.
    fn marks(&self, text: &str) -> Vec<Range<usize>> {
        if self.is_strange_to(text) {
            return Vec::new();
        }
        let normal = Normalized::of(text);
        let chars: Vec<char> = normal.text().chars().collect();
        let mut marked = vec![false; chars.len()];
        for (start, first) in chars.iter().enumerate() {
            for term in self.terms_from(*first) {
                let range = start..start + term.len();
                if chars.get(range.clone()) == Some(term)
                    && !splits_word(&chars, start, term.len())
                    && let Some(marked) = marked.get_mut(range)
                {
                    marked.fill(true);
                }
            }
        }
        if !self.values.is_empty() {
            self.mark_values(&chars, &mut marked);
        }
        self.mark_joint(&chars, &mut marked);
        ranges(&normal, &marked)
    }
}

/// The runs of marked characters, in characters of the text as given.
fn ranges(normal: &Normalized, marked: &[bool]) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for run in marked.chunk_by(|one, other| one == other) {
        let range = start..start + run.len();
        start = range.end;
        if run.first() != Some(&true) {
            continue;
        }
        let range = normal.source_range(range);
        match marks.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ if range.is_empty() => {}
            _ => marks.push(range),
        }
    }
    marks
}

/// Whether a stretch begins or ends within a figure or a Latin word.
fn splits_word(chars: &[char], start: usize, length: usize) -> bool {
    let at = |place: Option<usize>| {
        place
            .and_then(|place| chars.get(place))
            .copied()
            .unwrap_or(' ')
    };
    let joined = |one: char, other: char| {
        (one.is_ascii_digit() && (other.is_ascii_digit() || other == '.'))
            || (one == '.' && other.is_ascii_digit())
            || (one.is_ascii_alphabetic() && other.is_ascii_alphabetic())
    };
    joined(at(start.checked_sub(1)), at(Some(start)))
        || joined(
            at((start + length).checked_sub(1)),
            at(Some(start + length)),
        ) && !(at((start + length).checked_sub(1)).is_ascii_digit()
            && at(Some(start + length)) == '.'
            && !at(Some(start + length + 1)).is_ascii_digit())
}

/// Clauses with marks, neighbours joined as long as they stay short.
fn fragments(chars: &[char], marks: &[Range<usize>]) -> Vec<Fragment> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        let clause = clause(chars, mark);
        match ranges.last_mut() {
            Some(last) if clause.start < last.end || clause.end - last.start <= LONGEST => {
                last.end = last.end.max(clause.end);
            }
            _ => ranges.push(clause),
        }
    }
    let fragment = |range: Range<usize>| {
        let text = chars
            .get(range.clone())
            .unwrap_or_default()
            .iter()
            .collect();
        let within = marks
            .iter()
            .filter(|mark| range.start <= mark.start && mark.end <= range.end);
        let marks = within
            .map(|mark| mark.start - range.start..mark.end - range.start)
            .collect();
        Fragment { text, range, marks }
    };
    ranges.into_iter().map(fragment).collect()
}

/// The sentence around a mark, or of a long one the clauses nearest to it.
fn clause(chars: &[char], mark: &Range<usize>) -> Range<usize> {
    let is_border = |place: usize| chars.get(place).is_some_and(|c| BORDERS.contains(c));
    let is_end = |place: usize| chars.get(place).is_some_and(|c| ENDS.contains(c));
    let room = LONGEST.saturating_sub(mark.len()) / 2;
    let (lowest, highest) = (
        mark.start.saturating_sub(room),
        (mark.end + room).min(chars.len()),
    );
    let start = (lowest..mark.start)
        .rev()
        .find(|&place| is_end(place))
        .map(|place| place + 1);
    let start = start.or_else(|| (lowest == 0).then_some(0));
    let start = start.or_else(|| {
        (lowest..mark.start)
            .find(|&place| is_border(place))
            .map(|place| place + 1)
    });
    let last = mark.end.saturating_sub(1);
    let end = (last..highest)
        .find(|&place| is_end(place))
        .map(|place| place + 1);
    let end = end.or_else(|| (highest == chars.len()).then_some(highest));
    let end = end.or_else(|| {
        (last..highest)
            .rev()
            .find(|&place| is_border(place))
            .map(|place| place + 1)
    });
    let (mut start, mut end) = (
        start.unwrap_or(lowest),
        end.unwrap_or(highest).max(mark.end),
    );
    while start < mark.start && chars.get(start).is_some_and(|c| c.is_whitespace()) {
        start += 1;
    }
    while end > mark.end && chars.get(end - 1).is_some_and(|c| c.is_whitespace()) {
        end -= 1;
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, term: &str) -> Vec<String> {
        let fragments = highlight(text, &[term.to_owned()], 10);
        let shown = |fragment: &Fragment, mark| crate::text::characters(&fragment.text, mark);
        fragments
            .iter()
            .flat_map(|fragment| fragment.marks.iter().map(move |mark| shown(fragment, mark)))
            .collect()
    }

    #[test]
    fn what_was_met_is_marked_as_it_stands() {
        let check =
            |text: &str, term, expected: &[&str]| assert_eq!(shown(text, term), expected, "{text}");
        check("發展現代農業。", "现代农业", &["現代農業"]);
        check("覆盖率达到９７％以上", "97%", &["９７％"]);
        check("推进⼀县⼀业建设", "一县一业", &["⼀县⼀业"]);
        check("发展现代 农业", "现代农业", &["现代 农业"]);
        check("农\u{e004}业", "农业", &["农\u{e004}业"]);
        check("达到97.5%，不是7.5%", "7.5%", &["7.5%"]);
        check("完成80%。", "80%", &["80%"]);
        check(
            "推进社会主义新农村建设，加快发展现代农业。现代的农业。",
            "现代农业",
            &["现代农业"],
        );
        check("林", "林业", &[]);
        check("造林1600万亩，改善500万亩", "1.6千万亩", &["1600万亩"]);
        check("蓄积量达到3.2亿立方米", "3.2亿m3", &["3.2亿立方米"]);
        check("控制在36人以内，下降36%", "36%", &["36%"]);
    }

    #[test]
    fn words_that_belong_together_are_marked_where_a_sentence_has_both() {
        let check = |text: &str, expected: &[Range<usize>]| {
            let marker = Marker::new(&[]).with_joint(&[vec!["宗教".to_owned(), "工作".to_owned()]]);
            let fragments = marker.highlight(text, 10);
            let marks = fragments.iter().flat_map(|one| {
                one.marks
                    .iter()
                    .map(|it| one.range.start + it.start..one.range.start + it.end)
            });
            assert_eq!(marks.collect::<Vec<_>>(), expected, "{text}");
        };
        check("做好宗教方面的工作。", &[2..4, 7..9]);
        check("促进宗教和谐。做好侨务工作。", &[]);
        check("促进宗教和谐！做好侨务工作；", &[]);
    }

    #[test]
    fn a_fragment_is_cut_at_clauses() {
        let text = format!(
            "{}。加快发展现代农业，促进增收。{}。",
            "前".repeat(200),
            "后".repeat(200)
        );
        let fragments = highlight(&text, &["现代农业".to_owned()], 1);
        assert_eq!(fragments[0].text, "加快发展现代农业，促进增收。");
        assert_eq!(fragments[0].marks, [4..8]);
        assert_eq!(fragments[0].range, 201..215);
    }

    proptest::proptest! {
        #[test]
        fn any_pair_of_text_and_term_is_survived(text in ".{0,80}", term in ".{0,6}", at in 0_usize..80) {
            let own: String = text.chars().skip(at).take(4).collect();
            for fragment in highlight(&text, &[term, own], 3) {
                let length = fragment.text.chars().count();
                proptest::prop_assert_eq!(fragment.range.len(), length);
                let mut last = 0;
                for mark in &fragment.marks {
                    proptest::prop_assert!(mark.start >= last && mark.start < mark.end && mark.end <= length);
                    last = mark.end;
                }
            }
        }
    }
}
