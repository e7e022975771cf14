//! What can be typed in Latin letters or half: names, titles, labels and frequent words of the corpus, by sound.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::reader::TantivyReader;
use super::tokens::WHOLE;
use super::{Completion, Part};
use crate::text::is_han;
use crate::text::near::slips;
use crate::text::pinyin::readings;

/// The most words of texts that are kept, the most frequent ones.
const MOST_WORDS: usize = 10_000;

/// The most names, titles and labels, likewise.
const MOST_NAMES: usize = 20_000;

/// The longest name, in characters, that anybody types by sound.
const LONGEST: usize = 24;

/// Ways to read a name that are kept.
const WAYS: usize = 4;

/// How much more often one of several sounds must stand in the corpus to be the one that was meant.
const CLEARLY: u64 = 4;

/// How many names that begin as typed are looked at.
const MOST_MET: usize = 400;

/// Something that stands in the corpus and has a name.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) text: String,
    /// Where it stands: a name of a thing, a title, a label, or a word of texts.
    pub(super) part: Part,
    /// In how many passages.
    pub(super) count: u64,
}

/// Names, titles, labels and words by sound.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// By text.
    entries: Vec<Entry>,
    /// Syllables together, and first letters, each with the entries that are read so, ascending.
    sounds: Vec<(String, usize)>,
    initials: Vec<(String, usize)>,
}

impl Lexicon {
    pub(super) fn of(reader: &TantivyReader) -> Self {
        let fields = &reader.fields;
        let mut texts: BTreeMap<String, (Part, u64)> = BTreeMap::new();
        let named = [
            (Part::Name, fields.name),
            (Part::Heading, fields.heading),
            (Part::Label, fields.label),
        ];
        for (part, field) in named {
            let mut names = reader.terms_with(field, &WHOLE.to_string());
            names.retain(|(term, _)| is_typed(term.trim_start_matches(WHOLE)));
            most_frequent(&mut names, MOST_NAMES);
            for (term, count) in names {
                let text = term.trim_start_matches(WHOLE).to_owned();
                texts.entry(text).or_insert((part, count));
            }
        }
        let settings = &reader.analyzer.settings;
        let mut words = reader.terms_with(fields.words, "");
        words.retain(|(word, count)| {
            let is_word = word.chars().nth(1).is_some() && word.chars().all(is_han);
            let is_term = settings.terms.contains(word) || settings.synonyms.contains_key(word);
            is_word && !settings.stopwords.contains(word) && (*count > 1 || is_term)
        });
        drop_fragments(&mut words);
        most_frequent(&mut words, MOST_WORDS);
        for (word, count) in words {
            texts.entry(word).or_insert((Part::Text, count));
        }
        let mut lexicon = Self::default();
        for (text, (part, count)) in texts {
            let place = lexicon.entries.len();
            for reading in readings(&text).iter().take(WAYS) {
                lexicon.sounds.push((reading.joined(), place));
                lexicon.initials.push((reading.initials(), place));
            }
            lexicon.entries.push(Entry { text, part, count });
        }
        for list in [&mut lexicon.sounds, &mut lexicon.initials] {
            list.sort_unstable();
            list.dedup();
        }
        lexicon
    }

    /// What is read as these letters: the most frequent one of the first kind.
    pub(super) fn sounding(&self, letters: &str) -> Option<&Entry> {
        self.best(equal(&self.sounds, letters))
    }

    /// What is read nearly as these letters, at most `most` of them wrong, left out, put in or swapped: what differs least,
    /// if that is one sound, or one far more frequent than the others. Nobody gets the first letter wrong.
    pub(super) fn nearly_sounding(&self, letters: &str, most: usize) -> Option<&Entry> {
        let first = letters.get(..1)?;
        let mut near: BTreeMap<&str, usize> = BTreeMap::new();
        for (sound, _) in starting(&self.sounds, first) {
            if sound.len().abs_diff(letters.len()) <= most && !near.contains_key(sound.as_str()) {
                let slips = slips(letters.as_bytes(), sound.as_bytes());
                if slips <= most {
                    near.insert(sound, slips);
                }
            }
        }
        let least = near.values().copied().min()?;
        near.retain(|_, slips| *slips == least);
        let mut best: Vec<&Entry> = near
            .keys()
            .filter_map(|sound| self.sounding(sound))
            .collect();
        // 大 is read in two ways.
        best.sort_by(|one, other| other.count.cmp(&one.count).then(one.text.cmp(&other.text)));
        best.dedup_by(|one, other| one.text == other.text);
        match best.as_slice() {
            [only] => Some(only),
            [first, second, ..] if first.count >= CLEARLY * second.count => Some(first),
            _ => None,
        }
    }

    /// What sounds like a text and is another one, the most frequent first.
    pub(super) fn sounding_like(&self, text: &str) -> Vec<&Entry> {
        let ways = readings(text);
        let ways = ways.iter().take(WAYS);
        let mut found: Vec<&Entry> = ways
            .flat_map(|way| equal(&self.sounds, &way.joined()))
            .filter_map(|(_, place)| self.entries.get(*place))
            .filter(|entry| {
                entry.text != text && entry.text.chars().count() == text.chars().count()
            })
            .collect();
        found.sort_by(|one, other| other.count.cmp(&one.count).then(one.text.cmp(&other.text)));
        found.dedup_by(|one, other| one.text == other.text);
        found
    }

    /// What has these first letters.
    pub(super) fn with_initials(&self, letters: &str) -> Option<&Entry> {
        self.best(equal(&self.initials, letters))
    }

    /// What within a name, title or label has these first letters: 沈阳经济区 in 加快推进沈阳经济区建设.
    pub(super) fn with_initials_within(&self, letters: &str) -> Option<String> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for (initials, place) in &self.initials {
            let entry = self
                .entries
                .get(*place)
                .filter(|entry| entry.part != Part::Text);
            let Some(entry) = entry.filter(|entry| entry.text.chars().count() == initials.len())
            else {
                continue;
            };
            if let Some((before, _)) = initials.split_once(letters) {
                let within = entry.text.chars().skip(before.len()).take(letters.len());
                *counts.entry(within.collect()).or_default() += entry.count;
            }
        }
        let best = counts
            .into_iter()
            .max_by_key(|(text, count)| (*count, std::cmp::Reverse(text.clone())));
        best.map(|(text, _)| text)
    }

    /// Whether a text is a name, title, label or word.
    pub(super) fn knows(&self, text: &str) -> bool {
        let found = self
            .entries
            .binary_search_by(|entry| entry.text.as_str().cmp(text));
        found.is_ok()
    }

    /// What begins to be read as these letters.
    pub(super) fn beginning(&self, letters: &str) -> Option<&Entry> {
        self.best(starting(&self.sounds, letters))
    }

    fn best(&self, among: &[(String, usize)]) -> Option<&Entry> {
        let entries = among.iter().take(MOST_MET);
        let entries = entries.filter_map(|(_, place)| self.entries.get(*place));
        entries.min_by(|one, other| {
            (rank(one.part).cmp(&rank(other.part)))
                .then(other.count.cmp(&one.count))
                .then(one.text.cmp(&other.text))
        })
    }

    /// What goes on from what was typed, in normal form: by characters, by sound, by first letters; the best first.
    pub(super) fn complete(&self, typed: &str, at_most: usize) -> Vec<Completion> {
        let mut met: HashMap<usize, (Rank, Option<Range<usize>>)> = HashMap::new();
        let mut meet = |place: usize, rank: Rank, range: Option<Range<usize>>| {
            let known = met.entry(place).or_insert((rank, range.clone()));
            if rank < known.0 {
                *known = (rank, range);
            }
        };
        let letters: String = typed.split_whitespace().collect();
        if letters.bytes().all(|byte| byte.is_ascii_lowercase()) {
            for (sound, place) in starting(&self.sounds, &letters).iter().take(MOST_MET) {
                let is_whole = sound.len() == letters.len();
                let range = self
                    .entries
                    .get(*place)
                    .map(|entry| heard(&entry.text, &letters));
                meet(
                    *place,
                    if is_whole {
                        Rank::WholeSound
                    } else {
                        Rank::Sound
                    },
                    range,
                );
            }
            for (_, place) in starting(&self.initials, &letters).iter().take(MOST_MET) {
                meet(*place, Rank::Initials, Some(0..letters.len()));
            }
        } else {
            let length = typed.chars().count();
            let first = self
                .entries
                .partition_point(|entry| entry.text.as_str() < typed);
            let begin = self.entries.iter().enumerate().skip(first);
            for (place, _) in begin
                .take_while(|(_, entry)| entry.text.starts_with(typed))
                .take(MOST_MET)
            {
                meet(place, Rank::Beginning, Some(0..length));
            }
            if met.len() < at_most {
                self.within(typed, &mut met);
            }
            if met.is_empty() {
                self.half_spelled(typed, &mut met);
            }
        }
        let mut found: Vec<_> = met
            .into_iter()
            .filter_map(|(place, (rank, range))| Some((rank, self.entries.get(place)?, range)))
            .collect();
        found.sort_by(|(rank, one, _), (other_rank, other, _)| {
            (rank.cmp(other_rank))
                .then(other.count.cmp(&one.count))
                .then(one.text.cmp(&other.text))
        });
        let completion = |(_, entry, range): (Rank, &Entry, Option<Range<usize>>)| Completion {
            text: entry.text.clone(),
            part: entry.part,
            range,
        };
        found.into_iter().take(at_most).map(completion).collect()
    }

    /// Names, titles and labels that hold what was typed further on.
    fn within(&self, typed: &str, met: &mut HashMap<usize, (Rank, Option<Range<usize>>)>) {
        for (place, entry) in self.entries.iter().enumerate() {
            if entry.part != Part::Text
                && let Some((before, _)) = entry.text.split_once(typed)
            {
                let start = before.chars().count();
                let range = start..start + typed.chars().count();
                met.entry(place).or_insert((Rank::Within, Some(range)));
            }
        }
    }

    /// 沈阳jingj: characters that are there, and the sound of those to come.
    fn half_spelled(&self, typed: &str, met: &mut HashMap<usize, (Rank, Option<Range<usize>>)>) {
        let han: String = typed.chars().take_while(|c| is_han(*c)).collect();
        let letters: String = typed.chars().skip(han.chars().count()).collect();
        let letters: String = letters.split_whitespace().collect();
        if han.is_empty() || !letters.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return;
        }
        let first = self.entries.partition_point(|entry| entry.text < han);
        let begin = self.entries.iter().enumerate().skip(first);
        for (place, entry) in begin
            .take_while(|(_, entry)| entry.text.starts_with(&han))
            .take(MOST_MET)
        {
            let rest: String = entry.text.chars().skip(han.chars().count()).collect();
            let is_read = readings(&rest)
                .iter()
                .any(|reading| reading.joined().starts_with(&letters));
            if is_read {
                let end = han.chars().count() + heard(&rest, &letters).len();
                met.insert(place, (Rank::Sound, Some(0..end)));
            }
        }
    }
}

/// Drops ends of longer words that stand nowhere else: 业生, which is indexed as a word within 毕业生.
fn drop_fragments(words: &mut Vec<(String, u64)>) {
    let counts: HashMap<&str, u64> = words
        .iter()
        .map(|(word, count)| (&**word, *count))
        .collect();
    let mut fragments: HashSet<String> = HashSet::new();
    for (word, count) in words.iter() {
        for (at, _) in word.char_indices().skip(1) {
            let end = word.get(at..).unwrap_or_default();
            // 农村信用社 ends with a word, for what stands before that is one too.
            let before = word.get(..at).is_some_and(|it| counts.contains_key(it));
            if !before && counts.get(end) == Some(count) {
                fragments.insert(end.to_owned());
            }
        }
    }
    words.retain(|(word, _)| !fragments.contains(word));
}

/// Whether anybody types a name as it stands: one of letters, not too long, without the figures of an indicator's phrase.
fn is_typed(text: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() && !c.is_ascii_digit();
    text.chars().nth(1).is_some()
        && text.chars().nth(LONGEST).is_none()
        && text.chars().all(is_plain)
}

/// The most frequent ones, those that come first where several are as frequent.
fn most_frequent(terms: &mut Vec<(String, u64)>, at_most: usize) {
    terms.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    terms.truncate(at_most);
}

/// How what was typed meets an entry; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Beginning,
    WholeSound,
    Sound,
    Initials,
    Within,
}

/// Names before titles and labels, these before words.
fn rank(part: Part) -> u8 {
    match part {
        Part::Name => 0,
        Part::Heading | Part::Label => 1,
        _ => 2,
    }
}

/// The characters of a text that letters are the sound of, the last one perhaps half.
fn heard(text: &str, letters: &str) -> Range<usize> {
    for reading in readings(text) {
        if reading.joined().starts_with(letters) {
            let mut left = letters.len();
            let met = reading.syllables().iter().take_while(|syllable| {
                let is_met = left > 0;
                left = left.saturating_sub(syllable.len());
                is_met
            });
            return 0..met.count().min(text.chars().count());
        }
    }
    0..0
}

fn starting<'a>(list: &'a [(String, usize)], letters: &str) -> &'a [(String, usize)] {
    let first = list.partition_point(|(known, _)| known.as_str() < letters);
    let rest = list.get(first..).unwrap_or_default();
    let count = rest.partition_point(|(known, _)| known.starts_with(letters));
    rest.get(..count).unwrap_or_default()
}

fn equal<'a>(list: &'a [(String, usize)], letters: &str) -> &'a [(String, usize)] {
    let among = starting(list, letters);
    let count = among.partition_point(|(known, _)| known.len() == letters.len());
    among.get(..count).unwrap_or_default()
}
