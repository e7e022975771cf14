//! What a stretch without spaces rules out: 农业不含渔业, 除煤炭以外的能源, 水利（防洪除外）.

use std::cell::OnceCell;
use std::ops::Range;

use super::Hints;
use super::words::{BEYOND, DENIALS, EXCEPTED, JOINING_MARKS, Says, WISHING, without_tail};

/// What may lead to a word of denial and says nothing: 但不含.
const LINKS: &[char] = &['但', '且', '而', ',', '，'];

/// Commas end what 除了 opens.
const COMMAS: &[char] = &[',', '，'];

/// A denial in a stretch, in its characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Denied {
    /// How many characters before it are looked for.
    pub(super) before: usize,
    /// What is ruled out; empty where that is all that follows.
    pub(super) range: Range<usize>,
    /// Where the rest begins.
    pub(super) end: usize,
}

/// The first denial in a stretch, `is_first` if nothing of the query stands before it.
pub(super) fn denied(chars: &[char], is_first: bool, hints: Hints<'_>) -> Option<Denied> {
    let stretch = Stretch {
        chars,
        hints,
        words: OnceCell::new(),
    };
    let opened = (0..chars.len()).find_map(|at| stretch.opened(at, is_first));
    opened.or_else(|| stretch.excepted())
}

struct Stretch<'a> {
    chars: &'a [char],
    hints: Hints<'a>,
    /// Where its words stand, told when first asked for: many places may ask.
    words: OnceCell<Vec<Range<usize>>>,
}

impl Stretch<'_> {
    /// What a word of denial rules out that begins at a place.
    fn opened(&self, at: usize, is_first: bool) -> Option<Denied> {
        let denial = DENIALS.iter().find(|denial| self.has(at, denial.word))?;
        let start = at + denial.word.chars().count();
        let closed = || self.closed(start);
        let behind_mark = at.checked_sub(1).and_then(|before| self.chars.get(before));
        let is_apart = behind_mark.is_none_or(|mark| JOINING_MARKS.contains(mark));
        let begins = || is_apart || self.words().iter().any(|word| word.start == at);
        let is_said = match denial.says {
            Says::Denied => true,
            Says::Except => begins(),
            Says::Opened => closed().is_some() && begins(),
            Says::Unwanted => is_apart && (at > 0 || !is_first),
            Says::Refused => (is_apart && (at > 0 || !is_first)) || self.is_behind_a_thing(at),
            Says::Absent => false,
        };
        if !is_said || (self.hints.is_left)(&self.text(start..self.chars.len())) {
            return None;
        }
        let is_open = matches!(denial.says, Says::Except | Says::Opened);
        let closing = closed().filter(|_| is_open);
        let rest = self.chars.iter().enumerate().skip(start);
        let comma = rest.filter(|(_, c)| is_open && COMMAS.contains(c));
        let comma = comma.map(|(place, _)| place).next();
        let what = self.words().iter().find(|it| {
            // What is ruled out says of the rest what it is without: 不含煤炭的能源.
            it.start > start && self.text((*it).clone()) == "的"
        });
        let ends = [
            closing,
            comma.map(|at| at..at + 1),
            what.map(|it| it.start..it.start),
        ];
        let first = ends.into_iter().flatten().min_by_key(|end| end.start);
        let (stop, rest) = first.map_or((start, start), |end| (end.start, end.end));
        let rest = self.text(rest..self.chars.len());
        let rest = if stop > start {
            without_tail(&rest).trim_start_matches(COMMAS)
        } else {
            &rest
        };
        Some(Denied {
            before: self.kept(at),
            range: start..stop,
            end: self.chars.len() - rest.chars().count(),
        })
    }

    /// Whether a word of its own begins at a place, right behind one that names something, or behind what links it to that.
    fn is_behind_a_thing(&self, at: usize) -> bool {
        let words = self.words();
        let before = words.iter().find(|word| word.end == at);
        let is_thing = before.is_some_and(|before| {
            let said = self.text(before.clone());
            let is_link = said.chars().all(|c| LINKS.contains(&c));
            (is_link && before.start > 0) || (before.len() > 1 && !WISHING.contains(&&*said))
        });
        is_thing && words.iter().any(|word| word.start == at)
    }

    /// What stands before 除外.
    fn excepted(&self) -> Option<Denied> {
        let at = (1..self.chars.len()).find(|at| self.has(*at, EXCEPTED))?;
        let mut before = self.chars.iter().take(at);
        let mark = before.rposition(|c| JOINING_MARKS.contains(c) && *c != '、');
        let start = mark.map_or(0, |mark| mark + 1);
        let is_left = (self.hints.is_left)(&self.text(start..at));
        (start < at && !is_left).then(|| Denied {
            before: self.kept(start),
            range: start..at,
            end: at + EXCEPTED.chars().count(),
        })
    }

    /// The word that closes what begins at a place: 外 only as a word of its own.
    fn closed(&self, start: usize) -> Option<Range<usize>> {
        let places = start + 1..self.chars.len();
        let mut found = places.filter_map(|at| {
            let word = BEYOND.iter().find(|word| self.has(at, word))?;
            Some(at..at + word.chars().count())
        });
        found.find(|word| word.len() > 1 || self.words().contains(word))
    }

    /// How many characters before a place say something.
    fn kept(&self, at: usize) -> usize {
        let before = self.chars.get(..at).unwrap_or_default();
        let last = before.iter().rposition(|c| !LINKS.contains(c));
        last.map_or(0, |last| last + 1)
    }

    fn has(&self, at: usize, word: &str) -> bool {
        let rest = self.chars.get(at..).unwrap_or_default();
        let mut rest = rest.iter();
        word.chars().all(|c| rest.next() == Some(&c))
    }

    fn words(&self) -> &[Range<usize>] {
        self.words
            .get_or_init(|| (self.hints.words)(&self.text(0..self.chars.len())))
    }

    fn text(&self, range: Range<usize>) -> String {
        self.chars.get(range).unwrap_or_default().iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Reads a text whose words are parted by spaces: what stands before a denial, what it rules out, and the rest.
    fn read(text: &str, is_first: bool) -> Option<[String; 3]> {
        let mut words = Vec::new();
        let mut end = 0;
        for word in text.split(' ') {
            let start = end;
            end += word.chars().count();
            words.push(start..end);
        }
        let hints = Hints {
            is_left: &|rest| rest.starts_with("省农委"),
            words: &|_| words.clone(),
        };
        let chars: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
        let found = denied(&chars, is_first, hints)?;
        let stretches = [0..found.before, found.range, found.end..chars.len()];
        Some(stretches.map(|stretch| chars[stretch].iter().collect()))
    }

    #[test]
    fn what_is_ruled_out_is_told_from_what_is_looked_for() {
        let check = |text: &str, expected: [&str; 3]| {
            assert_eq!(read(text, true).unwrap(), expected, "{text}");
        };
        check("农业 不含 渔业", ["农业", "", "渔业"]);
        check("农业 ，但 不含 渔业 的 任务", ["农业", "渔业", ""]);
        check("不含 煤炭 的 能源", ["", "煤炭", "能源"]);
        check("除了 煤炭 以外 的 能源", ["", "煤炭", "能源"]);
        check("除 煤炭 外 还有 哪些 能源", ["", "煤炭", "还有哪些能源"]);
        check("除了 外商 投资 之外", ["", "外商投资", ""]);
        check("除了 煤炭 ， 能源", ["", "煤炭", "能源"]);
        check("港口 除了 大连 、 营口", ["港口", "", "大连、营口"]);
        check("旅游 ， 滨海 除外", ["旅游", "滨海", ""]);
        check("就业 ， 不要 农民工", ["就业", "", "农民工"]);
        check("就业 不要 农民工", ["就业", "", "农民工"]);
        check("就业 但 不要 农民工 的 任务", ["就业", "农民工", ""]);
        check("煤炭 但不是 铁路", ["煤炭", "", "铁路"]);
        check("不含", ["", "", ""]);
    }

    #[test]
    fn what_is_part_of_a_word_or_of_a_name_rules_nothing_out() {
        let check = |text: &str, is_first: bool| assert_eq!(read(text, is_first), None, "{text}");
        check("消除 了 隐患", true);
        check("拆除 锅炉 以外", true);
        check("除 四害", true);
        check("要 不要 污染", true);
        check("不要 污染", true);
        check("千万 不要 污染", true);
        check("环境 都 不要 污染", true);
        check("没有 灌区", false);
        check("不含 省农委", true);
        check("省农委 除外", true);
        assert!(read("不要 农民工", false).is_some());
    }

    #[test]
    fn the_words_of_a_stretch_are_told_once() {
        let chars: Vec<char> = "除国外".repeat(170).chars().collect();
        let told = Cell::new(0);
        let hints = Hints {
            is_left: &|_| false,
            words: &|_| {
                told.set(told.get() + 1);
                (0..170).map(|word| word * 3..word * 3 + 3).collect()
            },
        };
        assert_eq!(denied(&chars, true, hints), None);
        assert_eq!(told.get(), 1);
    }
}
