//! What words of one stretch are beside each other: things that are denied together (不含大连和沈阳), and a verb that asks
//! whether (修没修, 安不安全).

use std::ops::Range;

use super::words::{JOINING_MARKS, JOINING_WORDS};
use crate::text::is_han;

/// What stands between a verb and the same verb again.
const BETWEEN: &[char] = &['不', '没', '未'];

/// The most characters that are said twice: 安不安全 says only the first.
const SAID_TWICE: usize = 2;

/// The things that some characters name side by side; `words` tells 和 in 大连和沈阳 from a character of 和谐社会.
pub(super) fn sides(chars: &[char], words: &[Range<usize>]) -> Vec<Range<usize>> {
    let is_joint = |word: &&Range<usize>| {
        let word = chars.get((*word).clone()).unwrap_or_default();
        JOINING_WORDS.contains(&&*word.iter().collect::<String>())
    };
    let mut joints: Vec<_> = words.iter().filter(is_joint).cloned().collect();
    let marks = chars.iter().enumerate();
    let marks = marks.filter(|(_, mark)| JOINING_MARKS.contains(mark));
    joints.extend(marks.map(|(at, _)| at..at + 1));
    joints.sort_unstable_by_key(|joint| joint.start);
    apart(chars.len(), joints)
}

/// Some characters without what verbs say first that ask whether; nothing where none of them asks so. In 老人没人 the first
/// character is of another word, which `words` tells.
pub(super) fn asked(
    chars: &[char],
    words: impl FnOnce() -> Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    let (mut said, mut place) = (Vec::new(), 0);
    while place < chars.len() {
        let rest = chars.get(place..).unwrap_or_default();
        let twice = (1..=SAID_TWICE)
            .rev()
            .find(|count| is_said_twice(rest, *count));
        let Some(count) = twice else {
            place += 1;
            continue;
        };
        said.push(place..place + count + 1);
        place += 2 * count + 1;
    }
    if said.is_empty() {
        return said;
    }
    let words = words();
    said.retain(|said| said.len() > 2 || words.iter().any(|word| word.start == said.start));
    if said.is_empty() {
        return said;
    }
    apart(chars.len(), said)
}

/// Whether these characters begin with so many that come again behind one of [`BETWEEN`].
fn is_said_twice(chars: &[char], count: usize) -> bool {
    let (Some(once), Some(between)) = (chars.get(..count), chars.get(count)) else {
        return false;
    };
    let again = chars.get(count + 1..).unwrap_or_default();
    let is_verb = once.iter().all(|c| is_han(*c) && !BETWEEN.contains(c));
    is_verb && BETWEEN.contains(between) && again.starts_with(once)
}

/// What is left of so many characters between stretches that are taken out.
fn apart(count: usize, taken: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut parts = Vec::new();
    for taken in taken.into_iter().chain([count..count]) {
        parts.push(start..taken.start);
        start = taken.end;
    }
    parts.retain(|part| part.start < part.end);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text whose words are parted by spaces, without them, and where they stand in it.
    fn words(text: &str) -> (Vec<char>, Vec<Range<usize>>) {
        let mut end = 0;
        let ranges = text.split(' ').map(|word| {
            let start = end;
            end += word.chars().count();
            start..end
        });
        let ranges = ranges.collect();
        (text.chars().filter(|c| *c != ' ').collect(), ranges)
    }

    fn said(chars: &[char], parts: Vec<Range<usize>>) -> Vec<String> {
        let parts = parts.into_iter();
        parts.map(|part| chars[part].iter().collect()).collect()
    }

    #[test]
    fn what_is_named_side_by_side_is_told_apart() {
        let check = |text: &str, expected: &[&str]| {
            let (chars, words) = words(text);
            assert_eq!(said(&chars, sides(&chars, &words)), expected, "{text}");
        };
        check("大连 和 沈阳", &["大连", "沈阳"]);
        check("养老 、 医疗 以及 教育", &["养老", "医疗", "教育"]);
        check("和谐 社会", &["和谐社会"]);
        check("公众 参与 机制", &["公众参与机制"]);
        check("和", &[]);
    }

    #[test]
    fn what_is_asked_for_is_the_verb_alone() {
        let check = |text: &str, expected: &[&str]| {
            let (chars, words) = words(text);
            assert_eq!(said(&chars, asked(&chars, || words)), expected, "{text}");
        };
        check("地铁 修 没 修", &["地铁", "修"]);
        check("食品 安 不 安全", &["食品", "安全"]);
        check("污水处理 没 处理", &["污水", "处理"]);
        check("有没有 免费 的 网络", &["有免费的网络"]);
        check("路 修 没 修 水 通 不 通", &["路", "修水", "通"]);
        check("老人 没人 照顾", &[]);
        check("不三不四", &[]);
        check("粮食 增产", &[]);
        check("", &[]);
    }
}
