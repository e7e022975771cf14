//! What a stretch of plain words is made of: names, known terms, words, and verbs apart from their objects.

use tantivy::Term;

use super::traces::SHORT_FORM;
use super::{
    Expression, Group, LONG_WORD, Leaf, Plan, Planner, Words, is_soft, leaf, phrase, phrase_within,
};
use crate::search::analyzer::{Word, WordKind, plain};
use crate::search::{MatchKind, Part, PlaceNames, lists};
use crate::text::fold::fold;

/// The most words that one name or synonym is put together from.
pub(in crate::search) const LONGEST_NAME: usize = 8;

/// The most characters between two words of a query that are near one another, in their order; in the other one those of the
/// words count too.
const NEAR: u32 = 8;

/// The most characters between a verb and its object that stand apart.
pub(super) const FARTHEST: u32 = 4;

impl Planner<'_> {
    pub(super) fn words(&mut self, parts: &[&Expression]) -> Plan {
        let mut words = Words::default();
        let mut before: Option<Vec<char>> = None;
        let gram = self.ranking().gram;
        let mut stretches = Vec::new();
        for part in parts {
            match part {
                Expression::Literal(literal) if is_soft(literal) => {
                    let chars = plain(&literal.text);
                    for stretch in chars.split(|c| *c == ' ') {
                        let cut = self.analyzer.words(stretch);
                        self.stretch(stretch, &cut, &mut words, &mut before);
                        self.verb_and_object(&cut, &mut words);
                        words.grams.push(self.bigrams(stretch, gram));
                        stretches.push(stretch.to_vec());
                    }
                }
                other => words.also.push(self.plan(other)),
            }
        }
        if words.groups.is_empty() {
            words.groups.append(&mut words.optional);
        }
        // One of several stretches is not all that was asked for.
        if stretches.len() > 1 {
            words.pairs.append(&mut words.whole);
        }
        if !words.groups.iter().any(|group| group.is_known) {
            words.traces = self.traces(&stretches);
        }
        Plan::Words(words)
    }

    /// The groups of a stretch without spaces: names and known terms first, as long as they come, then words.
    fn stretch(
        &mut self,
        chars: &[char],
        words: &[Word],
        found: &mut Words,
        before: &mut Option<Vec<char>>,
    ) {
        let parts = words.iter().flat_map(|word| self.known_parts(word, chars));
        let words = with_lists(chars, &parts.collect::<Vec<_>>());
        let mut next = 0;
        while let Some(word) = words.get(next) {
            let rest = words.get(next..).unwrap_or_default();
            let joined = self
                .known(rest, chars)
                .or_else(|| self.unknown(rest, chars));
            let (word, count) = joined.unwrap_or_else(|| (word.clone(), 1));
            next += count;
            let says_nothing = self.says_nothing(&word);
            let is_minor = says_nothing || (word.is_character() && !self.means(&word.text));
            let said: Vec<char> = word.text.chars().collect();
            let stretch = match word.kind {
                WordKind::Number => chars.get(word.start..word.end).unwrap_or_default(),
                WordKind::Han | WordKind::Latin => &said,
            };
            let shown = self.terms.len();
            let group = self.group(&word, stretch);
            if says_nothing {
                self.terms.truncate(shown);
            }
            if is_minor {
                found.optional.push(group);
                *before = None;
            } else {
                found.groups.push(group);
                // 经济 经济 is one word said twice.
                if let Some(before) = before.take().filter(|before| before != stretch) {
                    found.pairs.extend(self.pair(&before, stretch));
                }
                *before = Some(stretch.to_vec());
            }
        }
        if words.len() > 1 {
            self.terms.push(chars.iter().collect());
            let weight = self.ranking().phrase;
            let parts = self.weights();
            let whole =
                parts.filter_map(|(part, _)| self.phrase(chars, part, MatchKind::Phrase, weight));
            let mut whole: Vec<_> = whole.collect();
            // What only looks like it was not meant.
            let _across = self.across(chars, &mut whole);
            found.whole.extend(whole);
        } else if words.is_empty() {
            // Nothing but marks: looked for as they stand.
            let leaves = self.everywhere(chars, MatchKind::Phrase, 1.0);
            if !leaves.is_empty() {
                found.groups.push(Group::of(leaves, 0.0));
            }
        }
    }

    /// Two words of the query near one another in a text, or side by side in a title.
    fn pair(&self, one: &[char], other: &[char]) -> Vec<Leaf> {
        let apart = [(0, one), (one.len(), other)];
        let whole = [one, other].concat();
        let leaf = |(part, factor)| {
            let weight = factor * self.ranking().pair;
            if part != Part::Text {
                return self.phrase(&whole, part, MatchKind::Phrase, weight);
            }
            let query = phrase_within(self.fields.text, &apart, NEAR)?;
            let [one, other] = [one, other].map(|word| word.iter().collect::<String>());
            let near = leaf(
                format!("{one} NEAR {other}"),
                part,
                MatchKind::Phrase,
                query,
                weight,
            );
            // No stretch of a text has a line's end.
            Some(near.kept(self.fields.text, format!("{one}\n{other}")))
        };
        self.weights().filter_map(leaf).collect()
    }

    /// The longest name or known term that the first words make up, and of how many.
    fn known(&self, words: &[Word], chars: &[char]) -> Option<(Word, usize)> {
        (2..=LONGEST_NAME).rev().find_map(|count| {
            let word = joined(words.get(..count)?, chars)?;
            let name = chars.get(word.start..word.end)?;
            let is_known = self.means(&word.text)
                || self.says_nothing(&word)
                || (self.is_name)(name)
                || self.is_place(&word.text)
                || self.is_listed(name);
            is_known.then_some((word, count))
        })
    }

    /// Whether texts have these characters, but only one by one as a list: 港澳台 is 港、澳、台.
    pub(super) fn is_listed(&self, chars: &[char]) -> bool {
        if chars.len() < lists::SHORTEST {
            return false;
        }
        let word = Term::from_field_text(self.fields.words, &chars.iter().collect::<String>());
        let stretch = || phrase(self.fields.text, &[(0, chars)]);
        (self.count)(&word) > 0 && !stretch().is_some_and(|it| (self.finds)(&*it))
    }

    /// The place that the query names so.
    pub(super) fn place(&self, text: &str) -> Option<&PlaceNames> {
        (self.places.iter()).find(|place| fold(&place.name) == text)
    }

    /// Whether the query names a place so.
    pub(super) fn is_place(&self, text: &str) -> bool {
        self.place(text).is_some()
    }

    /// Characters that the dictionary knows apart only, as one word that it does not know: 水保 in 水保工程. Those that mean
    /// something each are a list, 水电路气, unless texts have what they are short for.
    fn unknown(&self, words: &[Word], chars: &[char]) -> Option<(Word, usize)> {
        let apart = |may_mean: bool| {
            let first = words.iter().enumerate().take(*SHORT_FORM.end());
            let run = first.take_while(|(place, word)| {
                let rest = words.get(*place..).unwrap_or_default();
                let is_apart = word.is_character() && !self.says_nothing(word);
                is_apart
                    && (may_mean || !self.means(&word.text))
                    && self.known(rest, chars).is_none()
            });
            run.count()
        };
        let (certain, longest) = (apart(false), apart(true));
        let run = |count| joined(words.get(..count)?, chars);
        let is_short = |count: &usize| {
            let each = words.get(..*count).unwrap_or_default();
            let is_list = each.iter().all(|word| self.means(&word.text));
            !is_list && run(*count).is_some_and(|word| self.is_short_form(&word.text))
        };
        let mut longer = (certain + 1..=longest).rev();
        let count = longer.find(is_short).unwrap_or(certain);
        let mut word = run(count)?;
        // Who names the object first: 药买不到.
        let turned: String = word.text.chars().rev().collect();
        if !self.is_word(&word.text) && self.is_word(&turned) {
            word.text = turned;
        }
        SHORT_FORM.contains(&count).then_some((word, count))
    }

    /// Whether a word is a character that stands alone and may be part of another word.
    fn is_apart(&self, word: &Word) -> bool {
        word.is_character() && !self.says_nothing(word) && !self.means(&word.text)
    }

    /// A verb and its object that stand apart, in whichever order: 停车 in 车没地方停.
    fn verb_and_object(&mut self, words: &[Word], found: &mut Words) {
        let apart: Vec<&Word> = words.iter().filter(|word| self.is_apart(word)).collect();
        let pairs = apart.iter().enumerate().flat_map(|(place, first)| {
            let behind = apart.iter().skip(place + 1);
            let near = behind.filter(|second| {
                let between = second.start - first.end;
                (1..=FARTHEST as usize).contains(&between)
            });
            near.flat_map(|second| [[second, first], [first, second]])
        });
        let mut pairs = pairs.map(|pair| pair.map(|word| &*word.text).concat());
        let text = pairs.find(|pair| self.is_word(pair));
        let Some(text) = text.or_else(|| self.verb_and_head(words)) else {
            return;
        };
        let chars: Vec<char> = text.chars().collect();
        let word = Word {
            text,
            value: String::new(),
            start: 0,
            end: chars.len(),
            kind: WordKind::Han,
        };
        let group = self.group(&word, &chars);
        found.groups.push(group);
    }

    /// A verb and what it is done to, apart or with more said of it, that the vocabulary knows as one word: 丢工作 in 丢了工作,
    /// 开店 in 开个小店.
    fn verb_and_head(&self, words: &[Word]) -> Option<String> {
        let mut verbs = words.iter().filter(|word| self.is_apart(word));
        verbs.find_map(|verb| {
            let objects = words.iter().filter(|word| {
                word.kind == WordKind::Han && word.start >= verb.end && !word.is_character()
            });
            let mut heads = objects.flat_map(|object| {
                let last = object.text.char_indices().next_back();
                let last = last.and_then(|(at, _)| object.text.get(at..));
                let head = last.map(|last| (object.end - 1, last));
                std::iter::once((object.start, &*object.text)).chain(head)
            });
            heads.find_map(|(start, head)| {
                let between = start - verb.end;
                let word = [&verb.text, head].concat();
                let is_near = (1..=FARTHEST as usize).contains(&between);
                (is_near && self.means(&word)).then_some(word)
            })
        })
    }

    /// Whether two characters are a word that the vocabulary or the corpus knows.
    fn is_word(&self, text: &str) -> bool {
        let chars: Vec<char> = text.chars().collect();
        self.means(text) || (self.analyzer.knows(&chars) && (self.holds)(&chars))
    }

    /// Whether the vocabulary knows what a word means besides.
    pub(super) fn means(&self, text: &str) -> bool {
        self.analyzer.settings.synonyms.contains_key(text)
    }

    fn says_nothing(&self, word: &Word) -> bool {
        self.analyzer.settings.stopwords.contains(&word.text)
    }

    /// A word that stands nowhere and means nothing else, as the words within it: 国企改革 is 国企 and 改革.
    fn known_parts(&self, word: &Word, chars: &[char]) -> Vec<Word> {
        let stretch = chars.get(word.start..word.end).unwrap_or_default();
        let is_whole = word.kind != WordKind::Han
            || stretch.len() < LONG_WORD
            || self.means(&word.text)
            || (self.holds)(stretch);
        if is_whole {
            return vec![word.clone()];
        }
        self.analyzer.split(word, stretch)
    }
}

/// The words of a stretch, lists of single characters as one word each.
fn with_lists(chars: &[char], words: &[Word]) -> Vec<Word> {
    let lists = lists::lists(chars, words);
    let mut all = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match lists.iter().find(|list| list.contains(&at)) {
            Some(list) if list.start == at => all.push(Word {
                text: lists::joined(words.get(list.clone()).unwrap_or_default()),
                end: word.start + 2 * list.len() - 1,
                ..word.clone()
            }),
            Some(_) => {}
            None => all.push(word.clone()),
        }
    }
    all
}

/// Words side by side as one.
fn joined(words: &[Word], chars: &[char]) -> Option<Word> {
    let (first, last) = (words.first()?, words.last()?);
    Some(Word {
        text: chars.get(first.start..last.end)?.iter().collect(),
        value: String::new(),
        end: last.end,
        kind: WordKind::Han,
        ..first.clone()
    })
}
