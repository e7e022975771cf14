//! Han characters that were typed for others: one replaced, left out, put in, or swapped with its neighbour.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use super::{Fix, Speller};
use crate::search::MatchKind;
use crate::search::analyzer::WordKind;
use crate::search::plan::traces::SHORT_FORM;
use crate::text::is_han;
use crate::text::normalize::Normalized;
use crate::text::numeral;

/// The stretches around a slip that are compared with the corpus, in characters, the surest first.
const WINDOWS: &[usize] = &[6, 5, 4, 3];

/// Stretches that are compared with what sounds the same, the longest first.
const TERMS: &[usize] = &[8, 7, 6, 5, 4, 3, 2];

/// The shortest stretch in which a slip may be put right by what looks and sounds different.
const SURE: usize = 4;

/// How much more often a word that sounds the same must stand in the corpus to be proposed beside one that stands there.
const FAR_MORE: u64 = 10;

/// The same of a word that no plan has, in bits: 32 times.
const RARER: f32 = 5.0;

/// Denies what follows, and so belongs to no word before it.
const DENYING: &[char] = &['没', '不', '未', '别'];

/// How a stretch differs from what was meant, the likeliest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slip {
    /// Typed twice.
    Doubled,
    SameSound,
    AlikeSound,
    Swapped,
    Replaced,
    LeftOut,
    PutIn,
}

impl Slip {
    /// Whether what was meant sounds like it or has the same characters.
    fn is_heard(self) -> bool {
        matches!(
            self,
            Self::Doubled | Self::SameSound | Self::AlikeSound | Self::Swapped
        )
    }

    /// Whether a character is put where another or none was, whatever it sounds like.
    fn is_new(self) -> bool {
        matches!(self, Self::Replaced | Self::LeftOut)
    }

    /// Whether it is plain enough to be put right in a stretch of that many characters, and to be proposed.
    fn is_applied(self, length: usize) -> bool {
        match self {
            Self::Doubled | Self::SameSound => true,
            Self::AlikeSound | Self::Swapped => length >= 3,
            Self::Replaced | Self::LeftOut | Self::PutIn => length >= SURE,
        }
    }
}

impl Speller<'_> {
    /// Where a text slips, and what stands in the corpus in that place.
    pub(super) fn slip(&self, text: &str) -> Option<Fix> {
        let normal = Normalized::of(text);
        let chars: Vec<char> = normal.text().chars().collect();
        let fix = |start: usize, length: usize, to: String, is_applied: bool| Fix {
            range: normal.source_range(start..start + length),
            to,
            is_applied,
            how: MatchKind::Correction,
        };
        if chars.len() < 2 {
            return None;
        }
        let is_name = |chars: &[char]| chars.iter().all(|c| is_han(*c));
        if is_name(&chars) && self.dictionary.holds(&chars) {
            let to = self.far_more_frequent(&chars)?;
            return Some(fix(0, chars.len(), to, false));
        }
        let known = self.known_terms(&chars);
        let is_part = |start: usize, size: usize| {
            (known.iter()).any(|term| term.start <= start && start + size <= term.end)
        };
        let words = self.analyzer.words(&chars);
        let splits = |at: usize| {
            let mut words = words.iter();
            words.any(|word| word.start < at && at < word.end)
        };
        let mut proposed = None;
        let mut heard = HashSet::new();
        for &size in TERMS.iter().filter(|size| **size <= chars.len()) {
            for (start, window) in chars.windows(size).enumerate() {
                if size == 2 && chars.len() > 2 {
                    break;
                }
                if is_name(window)
                    && !is_part(start, size)
                    && !ends_in_denial(&chars, start + size)
                    // 达火车 sounds like 大货车, but not in 直达火车.
                    && !splits(start)
                    && !splits(start + size)
                    && heard.insert(window)
                    && let Some(to) = self.sounds_like_a_term(window)
                {
                    // Two characters sound like something too often to be taken for what no plan has and has neither of them.
                    if size == 2 && !self.stands(&to) && !shares(window, &to) {
                        continue;
                    }
                    let is_strange =
                        self.is_hardly_said(window, &to) && !self.is_cut_out(&chars, start, size);
                    if is_strange || self.fits(&chars, start, size, &to) {
                        return Some(fix(start, size, to, true));
                    }
                    proposed.get_or_insert_with(|| fix(start, size, to, false));
                }
            }
        }
        let strange = self.strange(&chars, &known);
        let word = || {
            let heard = self.strange_word(&chars, &strange);
            let (start, to) = heard.or_else(|| self.rare_word(&chars, &is_part))?;
            Some(fix(start, 2, to, true))
        };
        let mut tried = HashSet::new();
        'windows: for &size in WINDOWS.iter().filter(|size| **size <= chars.len()) {
            for &place in &strange {
                for start in (place + 1).saturating_sub(size)..=place {
                    let Some(window) = chars.get(start..start + size) else {
                        continue;
                    };
                    if !is_name(window)
                        || ends_in_denial(&chars, start + size)
                        || !tried.insert((window, place - start))
                        || self.dictionary.holds(window)
                    {
                        continue;
                    }
                    if !self.tries.take() {
                        return proposed;
                    }
                    if let Some((slip, meant)) = self.nearest(window, place - start) {
                        let is_applied = slip.is_applied(size)
                            && (slip.is_heard() || !self.is_short_form(&chars, &strange, place));
                        if is_applied {
                            let fix = fix(start, size, meant, true);
                            // A word that sounds the same is likelier than a character too many or too few.
                            let heard = (slip >= Slip::LeftOut).then(word).flatten();
                            return heard.or(Some(fix));
                        }
                        if self.dictionary.lexicon().knows(&meant) {
                            proposed = Some(fix(start, size, meant, false));
                            break 'windows;
                        }
                    }
                }
            }
        }
        word().or(proposed)
    }

    /// Two strange characters beside known words that sound like a term of the corpus, and where they begin: 信仿工作. Two of a
    /// longer text that words cover, or more strange ones, sound like something too often.
    fn strange_word(&self, chars: &[char], strange: &[usize]) -> Option<(usize, String)> {
        let mut runs = strange.chunk_by(|one, next| one + 1 == *next);
        runs.find_map(|run| match run {
            [start, end] => {
                let term = self.sounds_like_a_term(chars.get(*start..=*end)?)?;
                self.stands(&term).then_some((*start, term))
            }
            _ => None,
        })
    }

    /// A word of two characters that hardly anybody says beside one of the corpus that sounds the same: 鱼业 in 海洋鱼业, but
    /// not 设区 in 撤县设区, which is right as it is.
    fn rare_word(
        &self,
        chars: &[char],
        is_part: &dyn Fn(usize, usize) -> bool,
    ) -> Option<(usize, String)> {
        let words = self.analyzer.words(chars).into_iter();
        let mut pairs = words.filter(|word| {
            let is_pair = word.kind == WordKind::Han && word.end - word.start == 2;
            is_pair && !is_part(word.start, 2)
        });
        pairs.find_map(|word| {
            let pair = chars.get(word.start..word.end)?;
            let to = self.sounds_like_a_term(pair)?;
            (self.stands(&to) && self.is_hardly_said(pair, &to)).then_some((word.start, to))
        })
    }

    /// Whether the strange characters around a place may be short for something that the corpus has: 水保 for 水土保持.
    fn is_short_form(&self, chars: &[char], strange: &[usize], place: usize) -> bool {
        let is_strange = |at: &usize| strange.contains(at);
        let first = (0..=place).rev().take_while(is_strange).last();
        let last = (place..chars.len()).take_while(is_strange).last();
        let (Some(first), Some(last)) = (first, last) else {
            return false;
        };
        let form = chars.get(first..=last).unwrap_or_default();
        SHORT_FORM.contains(&form.len()) && self.dictionary.holds_longer(form)
    }

    /// Whether nobody says a stretch, or hardly anybody beside what sounds the same and has some of it: 防讯 beside 防汛.
    fn is_hardly_said(&self, window: &[char], to: &str) -> bool {
        let rareness = |chars: &[char]| self.analyzer.rareness(chars);
        let meant: Vec<char> = to.chars().collect();
        let is_rarer = || rareness(window) >= rareness(&meant) + RARER;
        !self.analyzer.knows(window) || (shares(window, to) && is_rarer())
    }

    /// Whether a stretch leaves a character over on a side, that says something by itself: 地收入 sounds like 低收入, but not
    /// in 卖地收入.
    fn is_cut_out(&self, chars: &[char], start: usize, size: usize) -> bool {
        let says = |at: usize| {
            let one = chars.get(at).filter(|c| is_han(**c));
            one.is_some_and(|c| !self.analyzer.settings.stopwords.contains(&c.to_string()))
        };
        (start == 1 && says(0)) || (start + size + 1 == chars.len() && says(start + size))
    }

    /// Whether the corpus has `to` beside what stands beside it in the text, in place of `size` characters there: what
    /// was typed may be a word, yet not the one that goes with its neighbours.
    fn fits(&self, chars: &[char], start: usize, size: usize, to: &str) -> bool {
        let to: Vec<char> = to.chars().collect();
        let before = start.checked_sub(1).and_then(|at| chars.get(at));
        let after = chars.get(start + size);
        let stretch = |before: Option<&char>, after: Option<&char>| -> Vec<char> {
            before
                .into_iter()
                .chain(&to)
                .chain(after)
                .copied()
                .collect()
        };
        (before.is_some() && self.dictionary.holds(&stretch(before, None)))
            || (after.is_some() && self.dictionary.holds(&stretch(None, after)))
    }

    /// A word of the corpus that sounds like one that stands there too, but far less often.
    fn far_more_frequent(&self, chars: &[char]) -> Option<String> {
        let text: String = chars.iter().collect();
        if chars.len() > WINDOWS.first().copied().unwrap_or_default() {
            return None;
        }
        let among = self.dictionary.lexicon().sounding_like(&text);
        let best = among.first()?;
        let own = self.dictionary.count(chars) as u64;
        (best.count >= FAR_MORE * own.max(1)).then(|| best.text.clone())
    }

    /// A term of the corpus or the vocabulary that sounds like a stretch that nobody knows.
    fn sounds_like_a_term(&self, window: &[char]) -> Option<String> {
        let text: String = window.iter().collect();
        let settings = &self.analyzer.settings;
        // A figure and what is counted are no word: 六市.
        let is_counted = window.len() == 2 && window.iter().any(|c| numeral::is_numeral(*c));
        if is_counted
            || settings.synonyms.contains_key(&text)
            || settings.terms.contains(&text)
            || settings.stopwords.contains(&text)
            || self.dictionary.holds(window)
            || !self.hearings.take()
        {
            return None;
        }
        let among = self.dictionary.lexicon().sounding_like(&text);
        let known = among.first().map(|entry| entry.text.clone());
        known
            .or_else(|| settings.sounding_like(&text))
            .or_else(|| settings.sounding_alike(&text))
    }

    /// Whether a term stands in the corpus.
    fn stands(&self, term: &str) -> bool {
        self.dictionary.holds(&term.chars().collect::<Vec<_>>())
    }

    /// Where terms stand that the vocabulary knows: these are no slips.
    fn known_terms(&self, chars: &[char]) -> Vec<Range<usize>> {
        let settings = &self.analyzer.settings;
        let mut known = Vec::new();
        for start in 0..chars.len() {
            let furthest = chars.len().min(start + settings.longest_synonym);
            for end in start + 2..=furthest {
                let stretch: String = chars.get(start..end).unwrap_or_default().iter().collect();
                if settings.synonyms.contains_key(&stretch) {
                    known.push(start..end);
                }
            }
        }
        known
    }

    /// Places that no word of two characters or more covers, and no known term.
    fn strange(&self, chars: &[char], known: &[Range<usize>]) -> Vec<usize> {
        let mut strange: BTreeSet<usize> = (0..chars.len())
            .filter(|&at| chars.get(at).is_some_and(|c| is_han(*c)))
            .collect();
        if strange.len() < 3 {
            return Vec::new();
        }
        let settings = &self.analyzer.settings;
        let words = self.analyzer.words(chars);
        for word in &words {
            let Some(stretch) = chars.get(word.start..word.end) else {
                continue;
            };
            let is_known = word.kind != WordKind::Han
                || stretch.len() > 1
                || settings.stopwords.contains(&word.text);
            if is_known {
                strange.retain(|at| !(word.start..word.end).contains(at));
            }
        }
        strange.retain(|at| !known.iter().any(|term| term.contains(at)));
        // 往 says nothing where it is a word, and is a slip beside what nobody knows: 廉租往房.
        let is_single = |at: &usize| {
            words
                .iter()
                .any(|word| word.start == *at && word.end == at + 1)
        };
        let beside = strange.iter().flat_map(|at| [at.saturating_sub(1), at + 1]);
        let beside: Vec<_> = beside.filter(is_single).collect();
        strange.extend(beside);
        strange.into_iter().collect()
    }

    /// The likeliest, then most frequent stretch of the corpus that is one slip at `place` away.
    fn nearest(&self, window: &[char], place: usize) -> Option<(Slip, String)> {
        let mut candidates: Vec<(Slip, Vec<char>)> = Vec::new();
        let replaced = |with: Option<char>, from: usize, to: usize| -> Vec<char> {
            let (before, after) = (window.iter().take(from), window.iter().skip(to));
            before.copied().chain(with).chain(after.copied()).collect()
        };
        let typed = window.get(place).copied();
        for reading in typed.map(Self::readings_of).unwrap_or_default() {
            for (slip, loosely) in [(Slip::SameSound, false), (Slip::AlikeSound, true)] {
                for character in self.sounding(&reading, loosely) {
                    candidates.push((slip, replaced(Some(character), place, place + 1)));
                }
            }
        }
        let before = place.checked_sub(1).and_then(|at| window.get(at));
        for character in before
            .map(|c| self.dictionary.followers(*c))
            .unwrap_or_default()
        {
            candidates.push((Slip::Replaced, replaced(Some(character), place, place + 1)));
            candidates.push((Slip::LeftOut, replaced(Some(character), place, place)));
        }
        // What follows at the beginning is told by what comes behind it.
        let after = window.get(place + 1).filter(|_| place == 0);
        for character in after
            .map(|c| self.dictionary.leaders(*c))
            .unwrap_or_default()
        {
            candidates.push((Slip::Replaced, replaced(Some(character), place, place + 1)));
        }
        let neighbours = [place.checked_sub(1), Some(place + 1)];
        let mut besides = neighbours.iter().flatten();
        let is_doubled = besides.any(|at| window.get(*at) == typed.as_ref());
        // A character at an end that is left away leaves what stands there anyway: 小企业 of 小企业借.
        let is_within = place > 0 && place + 1 < window.len();
        if is_doubled {
            candidates.push((Slip::Doubled, replaced(None, place, place + 1)));
        } else if is_within {
            candidates.push((Slip::PutIn, replaced(None, place, place + 1)));
        }
        for other in neighbours.into_iter().flatten() {
            let mut swapped = window.to_vec();
            if other < window.len() {
                swapped.swap(place, other);
                candidates.push((Slip::Swapped, swapped));
            }
        }
        let shortest = if window.len() > SURE {
            SURE
        } else {
            window.len() - 1
        };
        candidates.retain(|(_, candidate)| candidate != window && candidate.len() >= shortest);
        candidates.sort_unstable();
        candidates.dedup_by(|one, other| one.1 == other.1);
        for same in candidates.chunk_by(|one, other| one.0 == other.0) {
            let counted = same
                .iter()
                .map(|(slip, candidate)| (self.dictionary.count(candidate), *slip, candidate));
            let mut counted: Vec<_> = counted.filter(|(count, ..)| *count > 0).collect();
            counted.sort_by(|one, other| other.0.cmp(&one.0).then(one.2.cmp(other.2)));
            let is_whole = |(_, slip, candidate): &(usize, Slip, &Vec<char>)| {
                !slip.is_new() || self.is_within_word(candidate, place)
            };
            if let Some((_, slip, best)) = counted.into_iter().find(is_whole) {
                return Some((slip, best.iter().collect()));
            }
        }
        None
    }

    /// Whether the character at a place is part of a word: 展改革委 stands in the corpus, but is cut out of 发展改革委.
    fn is_within_word(&self, chars: &[char], place: usize) -> bool {
        let words = self.analyzer.words(chars);
        let around = words
            .iter()
            .find(|word| (word.start..word.end).contains(&place));
        around.is_some_and(|word| word.end - word.start > 1)
    }
}

/// Whether what ends at `end` denies what follows there: 打工没 in 打工没签合同 is no slip for 打工妹.
fn ends_in_denial(chars: &[char], end: usize) -> bool {
    let last = end.checked_sub(1).and_then(|at| chars.get(at));
    last.is_some_and(|c| DENYING.contains(c)) && chars.get(end).is_some_and(|c| is_han(*c))
}

/// Whether two stretches have a character in common.
fn shares(one: &[char], other: &str) -> bool {
    one.iter().any(|c| other.contains(*c))
}
