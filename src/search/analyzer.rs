//! Words and grams of a text in normal form.
//!
//! Words come from the general dictionary without guessing, so that a text is cut the same way wherever it stands; terms
//! of the user dictionary are a layer beside them, for a term put into the dictionary itself would hide its parts. Grams
//! are single characters and neighbours: what words miss, they find.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};
use std::thread;

use aho_corasick::AhoCorasick;
use jieba_rs::Jieba;

use super::settings::Settings;
use super::{lists, number};
use crate::text::is_han;
use crate::text::normalize::Normalized;
use crate::text::numeral;

/// The bits of the number of words that the dictionary was counted in, sixty millions.
const COUNTED: u8 = 26;

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordKind {
    Han,
    Latin,
    Number,
}

/// A word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// The word in normal form, a quantity as printed.
    pub(super) text: String,
    /// For a quantity: its value; else empty.
    pub(super) value: String,
    /// First character in the normal form.
    pub(super) start: usize,
    /// One past its last character.
    pub(super) end: usize,
    pub(super) kind: WordKind,
}

impl Word {
    /// Whether it is a single Han character.
    pub(super) fn is_character(&self) -> bool {
        self.kind == WordKind::Han && self.end - self.start == 1
    }
}

/// A gram of a stretch, and where it stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gram {
    pub(super) text: String,
    pub(super) position: usize,
}

/// Cuts text. Clones share the dictionary.
#[derive(Clone)]
pub(super) struct Analyzer {
    dictionary: Arc<OnceLock<Dictionary>>,
    pub(super) settings: Arc<Settings>,
}

struct Dictionary {
    jieba: Jieba,
    /// Terms of the user dictionary that the general one lacks.
    terms: Vec<String>,
    /// Finds them, and those within others; `None` without any.
    finder: Option<AhoCorasick>,
}

impl Dictionary {
    fn of(settings: &Settings) -> Self {
        let jieba = Jieba::new();
        let terms = settings.terms.iter();
        let terms: Vec<_> = (terms.filter(|term| !jieba.has_word(term)).cloned()).collect();
        // Built from a few hundred short words: nothing of this can be too large.
        let finder = (!terms.is_empty()).then(|| AhoCorasick::new(&terms).ok());
        Self {
            jieba,
            terms,
            finder: finder.flatten(),
        }
    }
}

impl Analyzer {
    /// Has the dictionary loaded, which takes some tenths of a second, beside whatever the program does meanwhile.
    pub(super) fn new(settings: Settings) -> Self {
        let analyzer = Self {
            dictionary: Arc::default(),
            settings: Arc::new(settings),
        };
        let loading = analyzer.clone();
        let load = move || {
            loading.dictionary();
        };
        // Without a thread for it, whoever needs it first loads it.
        let _thread = thread::Builder::new()
            .name("dictionary".to_owned())
            .spawn(load);
        analyzer
    }

    /// The dictionary; waits for it while it is loaded.
    fn dictionary(&self) -> &Dictionary {
        self.dictionary
            .get_or_init(|| Dictionary::of(&self.settings))
    }

    /// The words of a text, apart from each other; punctuation is left out.
    pub(super) fn words(&self, chars: &[char]) -> Vec<Word> {
        let jieba = &self.dictionary().jieba;
        let mut words = Vec::new();
        Self::each_run(chars, |start, run, kind| match kind {
            WordKind::Han => {
                let text: String = run.iter().collect();
                words.extend(jieba.cut(&text, false).into_iter().map(|token| Word {
                    text: token.word.to_owned(),
                    value: String::new(),
                    start: start + token.start,
                    end: start + token.end,
                    kind,
                }));
            }
            WordKind::Latin => words.push(Word {
                text: run.iter().collect(),
                value: String::new(),
                start,
                end: start + run.len(),
                kind,
            }),
            WordKind::Number => words.extend(number::read(run).map(|quantity| Word {
                text: quantity.printed,
                value: quantity.value,
                start,
                end: start + run.len(),
                kind,
            })),
        });
        words
    }

    /// Where the words of a text stand in it, in its own characters.
    pub(super) fn word_ranges(&self, text: &str) -> Vec<Range<usize>> {
        let normal = Normalized::of(text);
        let chars: Vec<char> = normal.text().chars().collect();
        let words = self.words(&chars).into_iter();
        let ranges = words.map(|word| normal.source_range(word.start..word.end));
        ranges.collect()
    }

    /// Whether the general dictionary has these characters as a word.
    pub(super) fn knows(&self, chars: &[char]) -> bool {
        let text: String = chars.iter().collect();
        self.dictionary().jieba.has_word(&text)
    }

    /// How seldom a word is said in any text, in the bits that it takes to say it: 棚户区 tells more than 改造.
    pub(super) fn rareness(&self, chars: &[char]) -> f32 {
        let text: String = chars.iter().collect();
        let jieba = &self.dictionary().jieba;
        let count = if jieba.has_word(&text) {
            jieba.suggest_freq(&text)
        } else {
            1
        };
        let often = u8::try_from(count.max(1).ilog2()).unwrap_or(COUNTED);
        f32::from(COUNTED.saturating_sub(often).max(1))
    }

    /// The words within a word, shorter than it.
    pub(super) fn words_within(&self, chars: &[char]) -> Vec<String> {
        let text: String = chars.iter().collect();
        let jieba = &self.dictionary().jieba;
        let mut words: Vec<String> = jieba
            .cut_for_search(&text, false)
            .into_iter()
            .map(|token| token.word.to_owned())
            .filter(|word| word.len() < text.len() && word.chars().nth(1).is_some())
            .collect();
        words.dedup();
        words
    }

    /// A long word as the shorter words that it is put together from, as few as come; itself when it is not.
    pub(super) fn split(&self, word: &Word, chars: &[char]) -> Vec<Word> {
        // For each place the fewest words that come so far, by where the last of them begins.
        let mut ways: Vec<Option<(usize, usize)>> = vec![Some((0, 0))];
        for end in 1..=chars.len() {
            let begins = (2..chars.len()).filter_map(|length| end.checked_sub(length));
            let best = begins
                .filter(|&start| chars.get(start..end).is_some_and(|it| self.knows(it)))
                .filter_map(|start| Some((ways.get(start).copied().flatten()?.0 + 1, start)))
                .min();
            ways.push(best);
        }
        let (mut end, mut parts) = (chars.len(), Vec::new());
        while end > 0 {
            let Some((_, start)) = ways.get(end).copied().flatten() else {
                return vec![word.clone()];
            };
            parts.push(Word {
                text: chars.get(start..end).unwrap_or_default().iter().collect(),
                value: String::new(),
                start: word.start + start,
                end: word.start + end,
                kind: word.kind,
            });
            end = start;
        }
        parts.reverse();
        parts
    }

    /// Words that tell what a text is about, with how often they stand in it.
    pub(super) fn telling_words(&self, text: &str) -> Vec<(String, u16)> {
        let mut counts: HashMap<String, u16> = HashMap::new();
        self.each_index_word(Normalized::of(text).text(), |word| {
            let tells = word.chars().nth(1).is_some()
                && word.chars().all(is_han)
                && !self.settings.stopwords.contains(word);
            if tells {
                let count = counts.entry(word.to_owned()).or_default();
                *count = count.saturating_add(1);
            }
        });
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_unstable();
        counts
    }

    /// The words that stand in a text whole, and of long ones those that they are put together from: what else the index
    /// holds are fragments, such as 业生 of 毕业生.
    pub(super) fn whole_words(&self, text: &str) -> HashSet<String> {
        let mut whole = HashSet::new();
        let chars: Vec<char> = Normalized::of(text).text().chars().collect();
        for word in self.words(&chars) {
            let stretch = chars.get(word.start..word.end).unwrap_or_default();
            whole.extend(self.split(&word, stretch).into_iter().map(|part| part.text));
            whole.insert(word.text);
        }
        Self::each_run(&chars, |_, run, kind| {
            if kind == WordKind::Han {
                let text: String = run.iter().collect();
                self.each_term(&text, |term| {
                    whole.insert(term.to_owned());
                });
            }
        });
        whole
    }

    /// What the word field holds of a text in normal form: words with the words within them, terms, quantities in every
    /// form, lists of single characters as one word, terms of which a list says the end only once.
    pub(super) fn each_index_word(&self, text: &str, mut found: impl FnMut(&str)) {
        let jieba = &self.dictionary().jieba;
        let chars: Vec<char> = text.chars().collect();
        for clause in lists::clauses(&chars) {
            let words = self.words(clause);
            lists::shared(clause, &words, |whole| {
                if self.is_term(&whole) {
                    found(&whole);
                }
            });
            for list in lists::lists(clause, &words) {
                // Who names the first of a list often leaves out the rest: 老少边.
                let list = words.get(list).unwrap_or_default();
                for count in lists::SHORTEST..=list.len() {
                    found(&lists::joined(list.get(..count).unwrap_or_default()));
                }
            }
        }
        Self::each_run(&chars, |_, run, kind| {
            let text: String = run.iter().collect();
            match kind {
                WordKind::Han => {
                    let mut before = None;
                    for token in jieba.cut_for_search(&text, false) {
                        found(token.word);
                        let single = Some(token.word).filter(|it| it.chars().nth(1).is_none());
                        let pair = before.zip(single).map(|(one, other)| [one, other].concat());
                        if let Some(pair) = pair.filter(|pair| self.is_short_form(pair)) {
                            found(&pair);
                        }
                        before = single;
                    }
                    self.each_term(&text, &mut found);
                }
                WordKind::Latin => found(&text),
                WordKind::Number => {
                    if let Some(quantity) = number::read(run) {
                        let mut forms = [
                            quantity.figure,
                            quantity.printed,
                            quantity.value,
                            quantity.number,
                        ];
                        forms.sort();
                        let mut before = None;
                        for form in &forms {
                            if before != Some(form) {
                                found(form);
                            }
                            before = Some(form);
                        }
                    }
                }
            }
        });
    }

    /// Whether two characters that the dictionary has apart are a term of the vocabulary: 低碳, where 康养 in 健康养殖 is none.
    fn is_short_form(&self, pair: &str) -> bool {
        self.settings.synonyms.contains_key(pair) && !self.settings.terms.contains(pair)
    }

    /// Whether the dictionary or the vocabulary knows a term.
    fn is_term(&self, text: &str) -> bool {
        let settings = &self.settings;
        self.dictionary().jieba.has_word(text)
            || settings.synonyms.contains_key(text)
            || settings.terms.contains(text)
    }

    /// Terms of the user dictionary that the general dictionary cuts apart.
    fn each_term(&self, text: &str, mut found: impl FnMut(&str)) {
        let Dictionary { terms, finder, .. } = self.dictionary();
        let Some(finder) = finder else { return };
        for place in finder.find_overlapping_iter(text) {
            if let Some(term) = terms.get(place.pattern().as_usize()) {
                found(term);
            }
        }
    }

    /// Tells stretches of one kind, from the first to the last.
    fn each_run(chars: &[char], mut found: impl FnMut(usize, &[char], WordKind)) {
        let mut start = 0;
        while let Some(rest) = chars.get(start..).filter(|rest| !rest.is_empty()) {
            let (length, kind) = if let Some(quantity) = number::read(rest) {
                (quantity.length, Some(WordKind::Number))
            } else if rest.first().is_some_and(char::is_ascii_alphabetic) {
                (latin_length(rest), Some(WordKind::Latin))
            } else {
                match han_length(rest) {
                    0 => (1, None),
                    length => (length, Some(WordKind::Han)),
                }
            };
            if let (Some(run), Some(kind)) = (rest.get(..length), kind) {
                found(start, run, kind);
            }
            start += length;
        }
    }
}

/// The characters of a text in normal form.
pub(super) fn plain(text: &str) -> Vec<char> {
    Normalized::of(text).text().chars().collect()
}

/// The fewest grams that cover a stretch: where each stands in it is exact, so together they are the stretch.
pub(super) fn cover(chars: &[char]) -> Vec<Gram> {
    let mut chain: Vec<Gram> = Vec::new();
    let mut position = 0;
    while let Some(&one) = chars.get(position) {
        let before = position.checked_sub(1).and_then(|before| chars.get(before));
        let (text, from, step) = match (chars.get(position + 1), before) {
            (Some(&next), _) if is_lettered(one) && is_lettered(next) => {
                (vec![one, next], position, 2)
            }
            (_, Some(&before)) if is_lettered(one) && is_lettered(before) => {
                (vec![before, one], position - 1, 1)
            }
            _ => (vec![one], position, 1),
        };
        chain.push(Gram {
            text: text.into_iter().collect(),
            position: from,
        });
        position += step;
    }
    chain
}

/// Whether a character is part of a word.
pub(super) fn is_lettered(character: char) -> bool {
    character.is_alphanumeric()
}

fn han_length(chars: &[char]) -> usize {
    let begins_number = |place: usize| {
        let rest = chars.get(place..).unwrap_or_default();
        rest.first()
            .is_some_and(|&c| c == '百' || c == '十' || numeral::digit(c).is_some())
            && number::read(rest).is_some()
    };
    let ends = |(place, character): (usize, &char)| !is_han(*character) || begins_number(place);
    chars
        .iter()
        .enumerate()
        .position(ends)
        .unwrap_or(chars.len())
}

/// Letters, digits and the marks within Latin names: pm2.5, c++, r&d, wes-5.4.5.
fn latin_length(chars: &[char]) -> usize {
    let within = |c: &char| c.is_ascii_alphanumeric() || ".+#&-_".contains(*c);
    let length = chars.iter().take_while(|c| within(c)).count();
    let trailing = chars
        .iter()
        .take(length)
        .rev()
        .take_while(|c| ".&-_".contains(**c))
        .count();
    length - trailing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let analyzer = Analyzer::new(Settings::default());
        analyzer
            .words(&chars)
            .into_iter()
            .map(|word| word.text)
            .collect()
    }

    #[test]
    fn words_quantities_and_latin_names_are_told_apart() {
        let check = |text, expected: &[&str]| assert_eq!(words(text), expected, "{text}");
        check(
            "发展现代农业,粮食45亿斤",
            &["发展", "现代农业", "粮食", "45亿斤"],
        );
        check(
            "pm2.5和r&d达到97%。",
            &["pm2.5", "和", "r&d", "达到", "97%"],
        );
        check("比例为百分之九十七", &["比例", "为", "97%"]);
        check("(),", &[]);
    }

    #[test]
    fn a_cover_is_the_stretch_and_no_more() {
        let check = |text: &str, expected: &[(&str, usize)]| {
            let chars: Vec<char> = text.chars().collect();
            let chain = cover(&chars);
            let chain: Vec<_> = chain
                .iter()
                .map(|gram| (&*gram.text, gram.position))
                .collect();
            assert_eq!(chain, expected, "{text}");
        };
        check("林", &[("林", 0)]);
        check("现代农业", &[("现代", 0), ("农业", 2)]);
        check("合作社", &[("合作", 0), ("作社", 1)]);
        check("粮,食", &[("粮", 0), (",", 1), ("食", 2)]);
    }
}
