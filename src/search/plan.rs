//! From a syntax tree to groups of alternatives; `ladder` asks for them, from strict to loose.
//!
//! A group is one thing asked for: a word, a name, a quantity, with everything that means the same. Groups are counted,
//! never their overlapping tokens. Within a group the best alternative counts; over groups scores add up.

mod ladder;

use tantivy::Term;
use tantivy::query::{BoostQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field as Place, IndexRecordOption};

use super::analyzer::{Analyzer, Word, WordKind, cover, is_han, plain};
use super::fields::{Fields, whole};
use super::{Expansion, Expression, Field, Form, Literal, MatchKind, Part};

/// What a term adds to the score where it stands, beside its rarity.
const WEIGHTS: &[(Part, f32)] = &[
    (Part::Text, 0.5),
    (Part::Label, 1.0),
    (Part::Heading, 0.4),
    (Part::Indicator, 0.4),
    (Part::Name, 1.0),
];

const WORD_WEIGHT: f32 = 1.0;
const GRAM_WEIGHT: f32 = 0.5;
const PHRASE_WEIGHT: f32 = 2.0;
const NAME_WEIGHT: f32 = 1.0;
/// What a synonym counts beside the word itself.
const SYNONYM_WEIGHT: f32 = 0.5;
/// What the word itself is ahead of everything that only means the same.
const LITERAL_LEAD: f32 = 1.5;
/// How much of the lesser alternatives of a group counts.
const TIE: f32 = 0.1;
/// What a step of the ladder is ahead of the next: no sum of scores reaches it.
const STEP: f32 = 1_000.0;
/// The most words that one name or synonym is put together from.
const LONGEST_NAME: usize = 8;

/// How strictly groups are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Every group.
    Strict,
    /// Three groups of five.
    Most,
    /// One group.
    Any,
    /// Half of the neighbouring characters.
    Grams,
}

/// One term in one field.
pub(super) struct Leaf {
    pub(super) term: String,
    pub(super) part: Part,
    pub(super) how: MatchKind,
    pub(super) query: Box<dyn Query>,
}

/// One thing asked for, in several ways.
pub(super) struct Group {
    alternatives: Vec<(Vec<Leaf>, f32)>,
}

/// What is asked for.
pub(super) enum Plan {
    /// Whatever there is.
    Everything,
    /// One of these leaves.
    Exact(Vec<Leaf>),
    /// Words side by side.
    Words {
        groups: Vec<Group>,
        /// Counted only in the score.
        optional: Vec<Group>,
        /// The whole stretches as typed.
        whole: Vec<Leaf>,
        /// Their neighbouring characters, and those of what means the same.
        grams: Vec<Vec<Leaf>>,
        /// What must hold besides.
        also: Vec<Plan>,
    },
    All(Vec<Plan>),
    Any(Vec<Plan>),
    Not(Box<Plan>),
}

/// Whether a name is one that the index knows whole.
pub(super) type IsName<'a> = &'a dyn Fn(&[char]) -> bool;

/// Makes plans.
pub(super) struct Planner<'a> {
    pub(super) fields: &'a Fields,
    pub(super) analyzer: &'a Analyzer,
    /// Parts that words without a field are looked for in.
    pub(super) parts: Vec<Part>,
    pub(super) is_name: IsName<'a>,
    /// Words of the index that begin with a text.
    pub(super) words_with: &'a dyn Fn(&str) -> Vec<String>,
    pub(super) terms: Vec<String>,
    pub(super) expansions: Vec<Expansion>,
}

impl Planner<'_> {
    pub(super) fn plan(&mut self, expression: &Expression) -> Plan {
        match expression {
            Expression::Nothing => Plan::Everything,
            Expression::Literal(literal) if is_soft(literal) => self.words(&[expression]),
            Expression::Literal(literal) => self.exact(literal),
            Expression::Together(parts) => self.words(&parts.iter().collect::<Vec<_>>()),
            Expression::All(parts) => Plan::All(parts.iter().map(|part| self.plan(part)).collect()),
            Expression::Any(parts) => Plan::Any(parts.iter().map(|part| self.plan(part)).collect()),
            Expression::Not(inner) => {
                let kept = (self.terms.len(), self.expansions.len());
                let plan = self.plan(inner);
                self.terms.truncate(kept.0);
                self.expansions.truncate(kept.1);
                Plan::Not(Box::new(plan))
            }
            Expression::Near {
                left,
                right,
                distance,
            } => self.near(left, right, *distance),
        }
    }

    fn words(&mut self, parts: &[&Expression]) -> Plan {
        let (mut groups, mut optional) = (Vec::new(), Vec::new());
        let (mut whole, mut grams, mut also) = (Vec::new(), Vec::new(), Vec::new());
        let expanded = self.expansions.len();
        for part in parts {
            match part {
                Expression::Literal(literal) if is_soft(literal) => {
                    let chars = plain(&literal.text);
                    for stretch in chars.split(|c| *c == ' ') {
                        self.stretch(stretch, &mut groups, &mut optional, &mut whole);
                        grams.push(self.bigrams(stretch, GRAM_WEIGHT));
                    }
                }
                other => also.push(self.plan(other)),
            }
        }
        for synonym in self
            .expansions
            .iter()
            .skip(expanded)
            .flat_map(|one| &one.to)
        {
            let chars: Vec<char> = synonym.chars().collect();
            if chars.len() > 3 {
                grams.push(self.bigrams(&chars, SYNONYM_WEIGHT * GRAM_WEIGHT));
            }
        }
        if groups.is_empty() {
            groups.append(&mut optional);
        }
        Plan::Words {
            groups,
            optional,
            whole,
            grams,
            also,
        }
    }

    /// The groups of a stretch without spaces: names and known terms first, as long as they come, then words.
    fn stretch(
        &mut self,
        chars: &[char],
        groups: &mut Vec<Group>,
        optional: &mut Vec<Group>,
        whole: &mut Vec<Leaf>,
    ) {
        let words = self.analyzer.words(chars);
        let mut next = 0;
        while let Some(word) = words.get(next) {
            let longest = (2..=LONGEST_NAME).rev().find_map(|count| {
                let last = words.get(next + count - 1)?;
                let name = chars.get(word.start..last.end)?;
                let text: String = name.iter().collect();
                let is_known =
                    self.analyzer.settings.synonyms.contains_key(&text) || (self.is_name)(name);
                is_known
                    .then(|| Word {
                        text,
                        value: String::new(),
                        end: last.end,
                        kind: WordKind::Han,
                        ..word.clone()
                    })
                    .map(|word| (word, count))
            });
            let (word, count) = longest.unwrap_or_else(|| (word.clone(), 1));
            next += count;
            let is_minor = self.analyzer.settings.stopwords.contains(&word.text)
                || (word.kind == WordKind::Han && word.end - word.start == 1);
            let stretch = chars.get(word.start..word.end).unwrap_or_default();
            let group = self.group(&word, stretch);
            if is_minor {
                optional.push(group);
            } else {
                groups.push(group);
            }
        }
        if words.len() > 1 {
            self.terms.push(chars.iter().collect());
            for (part, _) in weights(&self.parts) {
                whole.extend(self.phrase(chars, part, MatchKind::Phrase, PHRASE_WEIGHT));
            }
        } else if words.is_empty() {
            // Nothing but marks: looked for as they stand.
            let leaves = self.everywhere(chars, MatchKind::Phrase, 1.0);
            if !leaves.is_empty() {
                groups.push(Group {
                    alternatives: vec![(leaves, 0.0)],
                });
            }
        }
    }

    fn group(&mut self, word: &Word, chars: &[char]) -> Group {
        self.terms.push(chars.iter().collect());
        let mut own = self.word(&word.text, MatchKind::Word);
        if word.kind == WordKind::Number {
            own = self.word(&word.value, MatchKind::Number);
            self.terms.push(word.text.clone());
            let parts = [Part::Label, Part::Heading, Part::Indicator, Part::Name];
            let among = weights(&self.parts)
                .filter(|(part, _)| parts.contains(part))
                .collect::<Vec<_>>();
            own.extend(
                among.into_iter().filter_map(|(part, weight)| {
                    self.phrase(chars, part, MatchKind::Number, weight)
                }),
            );
        } else {
            own.extend(self.everywhere(chars, MatchKind::Phrase, 1.0));
            own.extend(self.names(chars));
        }
        let mut alternatives = vec![(own, LITERAL_LEAD)];
        let synonyms = self.synonyms(&word.text, chars);
        if !synonyms.is_empty() {
            for synonym in &synonyms {
                let chars: Vec<char> = synonym.chars().collect();
                let mut leaves = self.everywhere(&chars, MatchKind::Synonym, SYNONYM_WEIGHT);
                leaves.extend(self.names(&chars));
                self.terms.push(synonym.clone());
                alternatives.push((leaves, 0.0));
            }
            self.expansions.push(Expansion {
                term: word.text.clone(),
                to: synonyms,
            });
        }
        Group { alternatives }
    }

    /// What means the same as a word; when nothing is known of it, the word with a part of it said otherwise.
    fn synonyms(&self, text: &str, chars: &[char]) -> Vec<String> {
        let known = &self.analyzer.settings.synonyms;
        if let Some(synonyms) = known.get(text) {
            return synonyms.clone();
        }
        let mut found = Vec::new();
        for start in 0..chars.len() {
            for end in start + 2..=chars.len() {
                let part: String = chars.get(start..end).unwrap_or_default().iter().collect();
                for synonym in known.get(&part).into_iter().flatten() {
                    let (before, after) = (chars.iter().take(start), chars.iter().skip(end));
                    let said = before.copied().chain(synonym.chars());
                    found.push(said.chain(after.copied()).collect());
                }
            }
        }
        found
    }

    fn word(&self, text: &str, how: MatchKind) -> Vec<Leaf> {
        if !self.parts.contains(&Part::Text) {
            return Vec::new();
        }
        let term = Term::from_field_text(self.fields.words, text);
        let query = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
        vec![leaf(text.to_owned(), Part::Text, how, query, WORD_WEIGHT)]
    }

    fn everywhere(&self, chars: &[char], how: MatchKind, factor: f32) -> Vec<Leaf> {
        weights(&self.parts)
            .filter_map(|(part, weight)| self.phrase(chars, part, how, factor * weight))
            .collect()
    }

    /// A name that stands for a unit or a place beside a task.
    fn names(&self, chars: &[char]) -> Vec<Leaf> {
        if !self.parts.contains(&Part::Text) || !(self.is_name)(chars) {
            return Vec::new();
        }
        let parts = [
            (Part::Unit, self.fields.unit),
            (Part::City, self.fields.city),
        ];
        let named = |(part, field): (Part, Place)| {
            let query = Box::new(TermQuery::new(
                whole(field, chars),
                IndexRecordOption::Basic,
            ));
            leaf(
                chars.iter().collect(),
                part,
                MatchKind::Alias,
                query,
                NAME_WEIGHT,
            )
        };
        parts.into_iter().map(named).collect()
    }

    fn phrase(&self, chars: &[char], part: Part, how: MatchKind, weight: f32) -> Option<Leaf> {
        let query = phrase(self.fields.grams_of(part), &[(0, chars)])?;
        Some(leaf(chars.iter().collect(), part, how, query, weight))
    }

    fn bigrams(&self, chars: &[char], weight: f32) -> Vec<Leaf> {
        let mut pairs: Vec<&[char]> = chars
            .windows(2)
            .filter(|pair| pair.iter().all(|c| is_han(*c)))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
            .into_iter()
            .filter_map(|pair| self.phrase(pair, Part::Text, MatchKind::Bigram, weight))
            .collect()
    }

    /// A literal that must stand as it is, or in a part that was named.
    fn exact(&mut self, literal: &Literal) -> Plan {
        let chars = plain(&literal.text);
        let parts = self.parts_of(literal.field);
        if chars.is_empty() {
            return Plan::Everything;
        }
        self.terms.push(chars.iter().collect());
        if literal.form == Form::Prefix {
            return self.prefix(&chars, &parts);
        }
        let leaves = |planner: &Self, chars: &[char]| -> Vec<Leaf> {
            let weight = |part| {
                weights(&[part])
                    .next()
                    .map_or(NAME_WEIGHT, |(_, weight)| weight)
            };
            parts
                .iter()
                .filter_map(|&part| planner.phrase(chars, part, MatchKind::Phrase, weight(part)))
                .collect()
        };
        let as_typed = Plan::Exact(leaves(self, &chars));
        let words = self.analyzer.words(&chars);
        if literal.form == Form::Phrase || words.len() < 2 {
            return as_typed;
        }
        let each = words
            .iter()
            .filter_map(|word| chars.get(word.start..word.end));
        let all = each.map(|word| Plan::Exact(leaves(self, word))).collect();
        Plan::Any(vec![as_typed, Plan::All(all)])
    }

    fn prefix(&mut self, chars: &[char], parts: &[Part]) -> Plan {
        let prefix: String = chars.iter().collect();
        let mut leaves = Vec::new();
        if parts.contains(&Part::Text) {
            for word in (self.words_with)(&prefix) {
                leaves.extend(self.word(&word, MatchKind::Prefix));
            }
        }
        let others = parts.iter().filter(|part| **part != Part::Text);
        leaves.extend(others.filter_map(|&part| self.phrase(chars, part, MatchKind::Prefix, 0.5)));
        Plan::Exact(leaves)
    }

    /// Both literals at every distance allowed, in either order: exact, and bounded by the lexer's cap.
    fn near(&mut self, left: &Literal, right: &Literal, distance: u32) -> Plan {
        let (one, other) = (plain(&left.text), plain(&right.text));
        self.terms
            .extend([one.iter().collect(), other.iter().collect()]);
        let mut leaves = Vec::new();
        for part in [Part::Text, Part::Label, Part::Heading] {
            let field = self.fields.grams_of(part);
            for gap in 0..=distance as usize {
                for (first, second) in [(&one, &other), (&other, &one)] {
                    let query = phrase(field, &[(0, first), (first.len() + gap, second)]);
                    let term = format!("{} NEAR {}", left.text, right.text);
                    leaves
                        .extend(query.map(|query| leaf(term, part, MatchKind::Phrase, query, 1.0)));
                }
            }
        }
        Plan::Exact(leaves)
    }

    fn parts_of(&self, field: Option<Field>) -> Vec<Part> {
        match field {
            None => {
                let stated = [Part::Text, Part::Label, Part::Heading, Part::Name];
                stated
                    .into_iter()
                    .filter(|part| self.parts.contains(part))
                    .collect()
            }
            Some(Field::Lead) => vec![Part::Lead],
            Some(Field::Responsible | Field::Unit) => vec![Part::Unit],
            Some(Field::City) => vec![Part::City],
            Some(Field::Chapter) => vec![Part::Heading],
            Some(Field::Indicator) => vec![Part::Indicator],
        }
    }
}

fn is_soft(literal: &Literal) -> bool {
    literal.form == Form::Words && literal.field.is_none()
}

fn weights(parts: &[Part]) -> impl Iterator<Item = (Part, f32)> {
    WEIGHTS
        .iter()
        .copied()
        .filter(|(part, _)| parts.contains(part))
}

fn leaf(term: String, part: Part, how: MatchKind, query: Box<dyn Query>, weight: f32) -> Leaf {
    Leaf {
        term,
        part,
        how,
        query: Box::new(BoostQuery::new(query, weight)),
    }
}

/// Stretches at fixed places of one field, each the very characters.
pub(super) fn phrase(field: Place, stretches: &[(usize, &[char])]) -> Option<Box<dyn Query>> {
    let mut terms: Vec<(usize, Term)> = Vec::new();
    for (first, chars) in stretches {
        for gram in cover(chars) {
            terms.push((
                first + gram.position,
                Term::from_field_text(field, &gram.text),
            ));
        }
    }
    match (terms.len(), terms.pop()) {
        (_, None) => None,
        (1, Some((_, only))) => Some(Box::new(TermQuery::new(only, IndexRecordOption::WithFreqs))),
        (_, Some(last)) => {
            terms.push(last);
            Some(Box::new(PhraseQuery::new_with_offset(terms)))
        }
    }
}
