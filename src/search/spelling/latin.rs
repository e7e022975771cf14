//! Latin letters that stand nowhere, read as the sounds of names, titles, labels and words of the corpus.

use tantivy::Term;

use super::{Fix, Speller};
use crate::search::analyzer::plain;
use crate::search::lexicon::Entry;
use crate::search::{Correction, Expression, Literal, MatchKind};
use crate::text::is_han;
use crate::text::pinyin::{is_spelt, readings, segment, sound, toneless};

/// The fewest letters that are first letters of something, and that something begins with.
const INITIALS: usize = 3;
const BEGINNING: usize = 4;

/// The fewest letters of which one may be wrong, and of which two may.
const MISSPELT: usize = 6;
const BADLY_MISSPELT: usize = 10;

/// How much more often one of several words that sound nearly so must stand in the corpus to be the one that was meant.
const CLEARLY: usize = 4;

impl Speller<'_> {
    /// Words side by side that are all Latin, read as the sound of one thing.
    pub(super) fn spelled(&self, parts: &[Expression]) -> Option<(Literal, Correction)> {
        let literals: Vec<&Literal> = parts
            .iter()
            .map(|part| match part {
                Expression::Literal(literal) => Some(literal),
                _ => None,
            })
            .collect::<Option<_>>()?;
        let (first, last) = (*literals.first()?, *literals.last()?);
        let typed: Vec<&str> = literals.iter().map(|literal| &*literal.text).collect();
        let typed = typed.join(" ");
        let is_latin = |literal: &&Literal| self.is_open(literal) && is_spelling(&literal.text);
        let is_known = |literal: &&Literal| self.dictionary.holds(&plain(&literal.text));
        if !literals.iter().all(is_latin)
            || self.keep.contains(&typed)
            || literals.iter().any(is_known)
        {
            return None;
        }
        // Each alone may be half a name: only the whole sound of something is what they are together.
        let to = self.sung(&typed)?;
        let range = first.range.start..last.range.end;
        let literal = Literal {
            text: to.clone(),
            range: range.clone(),
            ..first.clone()
        };
        let correction = Correction {
            range,
            from: typed,
            to,
            is_applied: true,
            how: MatchKind::Pinyin,
        };
        Some((literal, correction))
    }

    /// The first stretch of Latin letters of a text that stands nowhere.
    pub(super) fn latin(&self, text: &str) -> Option<Fix> {
        let chars: Vec<char> = text.chars().collect();
        let is_letter = |c: &char| is_spelt(*c);
        let start = chars.iter().position(is_letter)?;
        let length = chars
            .iter()
            .skip(start)
            .take_while(|c| is_letter(c))
            .count();
        let range = start..start + length;
        let is_apart = |place: Option<&char>| place.is_none_or(|c| is_han(*c) || c.is_whitespace());
        let before = start.checked_sub(1).and_then(|before| chars.get(before));
        let typed: String = chars.get(range.clone())?.iter().collect();
        if !is_apart(before)
            || !is_apart(chars.get(range.end))
            || self.dictionary.holds(&plain(&typed))
        {
            return None;
        }
        // What is cut short stands by itself, and nobody marks its syllables and tones.
        let is_plain = !typed.contains(['\'', '’']) && toneless(&typed) == typed;
        let is_whole = range == (0..chars.len()) && is_plain;
        let short = || self.abbreviated(&typed).filter(|_| is_whole);
        let heard = self.sung(&typed).or_else(short).map(|to| (to, true));
        let (to, is_sure) = heard.or_else(|| self.misspelt(&typed))?;
        Some(Fix {
            range,
            to,
            // What stands alone and nowhere would find nothing as it is.
            is_applied: is_sure || is_whole,
            how: MatchKind::Pinyin,
        })
    }

    /// What sounds nearly so, a letter or two written wrong, and whether that is sure: what can be read as pinyin may be meant
    /// so.
    fn misspelt(&self, typed: &str) -> Option<(String, bool)> {
        let letters = letters(typed);
        if letters.len() < MISSPELT || !self.hearings.take() {
            return None;
        }
        let most = if letters.len() < BADLY_MISSPELT { 1 } else { 2 };
        let entry = self.dictionary.lexicon().nearly_sounding(&letters, most);
        let to = entry.map(|entry| entry.text.clone());
        let to = to.or_else(|| self.nearly_sung(&letters))?;
        Some((to, segment(&letters).is_empty()))
    }

    /// What sounds nearly so in the corpus and has no entry of its own, one letter written wrong, and not the first: 林权 in
    /// 集体林权制度改革. Of several the only word, or the one that stands there clearly more often.
    fn nearly_sung(&self, letters: &str) -> Option<String> {
        let mut ways: Vec<Vec<String>> = one_letter_off(letters)
            .flat_map(|spelled| segment(&spelled))
            .filter(|way| way.len() > 1)
            .collect();
        ways.sort_unstable();
        ways.dedup();
        let tried = ways.iter().take_while(|_| self.hearings.take());
        let heard = tried.filter_map(|way| self.stretch(way, false));
        let mut found: Vec<(bool, usize, String)> = heard
            .map(|text| {
                let chars: Vec<char> = text.chars().collect();
                let is_word = self.analyzer.knows(&chars);
                (is_word, self.dictionary.count(&chars), text)
            })
            .collect();
        found.sort_unstable_by(|one, other| other.cmp(one));
        found.dedup();
        let (is_word, most, best) = found.first()?;
        let is_meant = match found.get(1) {
            Some((true, next, _)) => *most >= CLEARLY * next,
            Some((false, ..)) => *is_word,
            None => true,
        };
        is_meant.then(|| best.clone())
    }

    /// What letters are the whole sound of.
    fn sung(&self, typed: &str) -> Option<String> {
        let letters = letters(typed);
        let lexicon = self.dictionary.lexicon();
        if let Some(entry) = lexicon.sounding(&letters) {
            return Some(entry.text.clone());
        }
        let ways = segment(&toneless(typed).to_lowercase());
        // One syllable is read in too many ways to say what is meant, and cut into two it is another word: gu'ang.
        if ways.iter().any(|way| way.len() == 1) {
            return None;
        }
        let exact = ways.iter().find_map(|way| self.stretch(way, false));
        let is_word = |text: &String| {
            let word = Term::from_field_text(self.dictionary.fields.words, text);
            (self.dictionary.searcher.doc_freq(&word)).is_ok_and(|count| count > 0)
        };
        // A term that stands nowhere is likelier than a stretch cut out of words: 低保, and not 地保 of 耕地保有量.
        let word = exact.clone().filter(is_word);
        word.or_else(|| self.said_otherwise(&letters))
            .or(exact)
            .or_else(|| ways.iter().find_map(|way| self.stretch(way, true)))
    }

    /// What letters are the sound of among terms that the vocabulary leads to others, the one that is said most.
    fn said_otherwise(&self, letters: &str) -> Option<String> {
        let rareness = |term: &&String| {
            let chars: Vec<char> = term.chars().collect();
            self.analyzer.rareness(&chars)
        };
        let terms = self.analyzer.settings.sounding(letters);
        let best = terms.min_by(|one, other| rareness(one).total_cmp(&rareness(other)));
        best.cloned()
    }

    /// What letters are the first letters of, or what begins to sound so.
    fn abbreviated(&self, typed: &str) -> Option<String> {
        let letters = letters(typed);
        let lexicon = self.dictionary.lexicon();
        let named = |entry: Option<&Entry>| entry.map(|entry| entry.text.clone());
        let initials = named(lexicon.with_initials(&letters)).filter(|_| letters.len() >= INITIALS);
        initials
            .or_else(|| named(lexicon.beginning(&letters)).filter(|_| letters.len() >= BEGINNING))
            .or_else(|| {
                lexicon
                    .with_initials_within(&letters)
                    .filter(|_| letters.len() >= BEGINNING)
            })
    }

    /// The most frequent stretch of the corpus that sounds like `syllables`, or is mistaken for what does.
    fn stretch(&self, syllables: &[String], loosely: bool) -> Option<String> {
        let (first, rest) = syllables.split_first()?;
        let mut stretches: Vec<Vec<char>> = self
            .sounding(first, loosely)
            .into_iter()
            .map(|c| vec![c])
            .collect();
        for syllable in rest {
            let sounding = self.sounding(syllable, loosely);
            let longer = stretches.iter().flat_map(|stretch| {
                let last = stretch.last().copied().unwrap_or_default();
                let followers = self.dictionary.followers(last).into_iter();
                let fitting = followers.filter(|follower| sounding.contains(follower));
                let longer = |follower| stretch.iter().copied().chain([follower]).collect();
                fitting.map(longer).collect::<Vec<_>>()
            });
            stretches = longer.collect();
        }
        let counted = stretches
            .into_iter()
            .map(|stretch| (self.dictionary.count(&stretch), stretch));
        let (count, best) =
            counted.max_by(|one, other| one.0.cmp(&other.0).then_with(|| other.1.cmp(&one.1)))?;
        (count > 0 && best.len() > 1).then(|| best.into_iter().collect())
    }

    /// Characters of the corpus that are read as `syllable`, or as what many speakers do not tell from it.
    pub(super) fn sounding(&self, syllable: &str, loosely: bool) -> Vec<char> {
        let sounds = self.dictionary.sounds();
        if loosely {
            let sound = sound(syllable);
            let alike = sounds
                .iter()
                .filter(|(other, _)| crate::text::pinyin::sound(other) == sound);
            return alike
                .flat_map(|(_, characters)| characters)
                .copied()
                .collect();
        }
        sounds.get(syllable).cloned().unwrap_or_default()
    }

    /// The ways to read a character.
    pub(super) fn readings_of(character: char) -> Vec<String> {
        let readings = readings(&character.to_string());
        readings
            .iter()
            .map(crate::text::pinyin::Reading::full)
            .collect()
    }
}

/// Letters with one behind the first replaced, left out, put in or swapped with the next.
fn one_letter_off(letters: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = letters.chars().collect();
    (1..=letters.len()).flat_map(move |at| {
        let (before, rest) = letters.split_at(at);
        let spelled = |put: &[char], left: usize| -> String {
            let after = rest.iter().skip(left);
            before.iter().chain(put).chain(after).collect()
        };
        let swapped = match rest {
            [one, next, ..] => Some(spelled(&[*next, *one], 2)),
            _ => None,
        };
        let put = ('a'..='z').flat_map(|letter| [spelled(&[letter], 0), spelled(&[letter], 1)]);
        let all: Vec<String> = put.chain(swapped).chain([spelled(&[], 1)]).collect();
        all
    })
}

pub(super) fn is_spelling(text: &str) -> bool {
    text.chars().all(is_spelt)
}

/// Letters as names are typed: without spaces and tones, ü as v.
fn letters(typed: &str) -> String {
    let typed = toneless(typed).to_lowercase().replace('ü', "v");
    typed.chars().filter(char::is_ascii_lowercase).collect()
}
