//! From a syntax tree to groups of alternatives; `ladder` asks for them, from strict to loose.
//!
//! A group is one thing asked for: a word, a name, a quantity, with everything that means the same. Groups are counted,
//! never their overlapping tokens. Within a group the best alternative counts; over groups scores add up.

mod across;
mod groups;
mod ladder;
mod leaves;
mod stretches;
pub(super) mod traces;

use std::cell::OnceCell;
use std::sync::Arc;

use tantivy::Term;
use tantivy::query::{Query, TermQuery, TermSetQuery};
use tantivy::schema::{Field as Place, IndexRecordOption};

use super::analyzer::{Analyzer, plain};
use super::fields::Fields;
use super::ranking::Ranking;
use super::scoring::Key;
use super::weighed::Scored;
use super::{Expansion, Expression, Field, Form, Literal, MatchKind, Part, PlaceNames};
use crate::text::is_han;
pub(super) use ladder::shared;
pub(super) use leaves::{leaf, phrase, phrase_within};
pub(super) use stretches::LONGEST_NAME;

/// Characters from which on a word is one of several.
const LONG_WORD: usize = 4;

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
    /// What a score counts.
    pub(super) weight: f32,
    /// What its query is kept under; `None` when it is more than a term or a stretch.
    pub(super) key: Option<Key>,
    /// What it finds, once that is known.
    pub(super) found: OnceCell<Arc<Scored>>,
}

impl Leaf {
    /// The same, kept under a key.
    pub(super) fn kept(self, field: Place, text: String) -> Self {
        Self {
            key: Some((field, text)),
            ..self
        }
    }
}

/// One way to meet a group.
pub(super) struct Way {
    leaves: Vec<Leaf>,
    /// What it is ahead of others.
    lead: f32,
}

/// One thing asked for, in several ways.
pub(super) struct Group {
    ways: Vec<Way>,
    /// Ways that are asked only when the others find too little.
    loose: Vec<Way>,
    /// How much of the lesser ways counts.
    tie: f32,
    /// How much it tells beside others, where not all of them are met.
    telling: f32,
    /// Whether it tells what is looked for: a quantity or a name is met or it is not.
    is_topic: bool,
    /// Whether the corpus or the vocabulary knows it.
    is_known: bool,
    /// Whether the corpus says it, in its own words or in equal ones, and not only something wider.
    is_said: bool,
}

/// What is asked for.
pub(super) enum Plan {
    /// Whatever there is.
    Everything,
    /// These passages.
    Listed(Scored),
    /// One of these leaves.
    Exact(Vec<Leaf>),
    /// Words side by side.
    Words(Words),
    All(Vec<Plan>),
    Any(Vec<Plan>),
    Not(Box<Plan>),
}

/// Words side by side.
#[derive(Default)]
pub(super) struct Words {
    groups: Vec<Group>,
    /// Counted only in the score.
    optional: Vec<Group>,
    /// The whole stretches as typed.
    whole: Vec<Leaf>,
    /// Neighbouring words near one another; counted only in the score.
    pairs: Vec<Leaf>,
    /// Their neighbouring characters.
    grams: Vec<Vec<Leaf>>,
    /// Single characters of what nobody knows, when nothing else is asked for.
    traces: Vec<Group>,
    /// What must hold besides.
    also: Vec<Plan>,
}

/// Whether a name is one that the index knows whole.
pub(super) type IsName<'a> = &'a dyn Fn(&[char]) -> bool;

/// Makes plans.
pub(super) struct Planner<'a> {
    pub(super) fields: &'a Fields,
    pub(super) analyzer: &'a Analyzer,
    /// Parts that words without a field are looked for in.
    pub(super) parts: &'static [Part],
    pub(super) is_name: IsName<'a>,
    /// Whether a stretch is to stay text, whatever it means besides.
    pub(super) is_kept: &'a dyn Fn(&[char]) -> bool,
    /// Whether something of what is looked for holds these very characters.
    pub(super) holds: &'a dyn Fn(&[char]) -> bool,
    /// How many passages a term finds.
    pub(super) count: &'a dyn Fn(&Term) -> u64,
    /// Whether a query finds anything.
    pub(super) finds: &'a dyn Fn(&dyn Query) -> bool,
    /// Places that the query names.
    pub(super) places: &'a [PlaceNames],
    /// Words of the index that begin with a text.
    pub(super) words_with: &'a dyn Fn(&str) -> Vec<String>,
    /// Names in a field of whole names that hold a stretch.
    pub(super) names_with: &'a dyn Fn(Place, &[char]) -> Vec<Term>,
    /// The passages of a set of the request, each with the score 1.
    pub(super) among: &'a dyn Fn(usize) -> Scored,
    /// Whether words stand for themselves only.
    pub(super) is_literal: bool,
    pub(super) terms: Vec<String>,
    /// The words of what means the same and stands nowhere as it is.
    pub(super) joint: Vec<Vec<String>>,
    pub(super) expansions: Vec<Expansion>,
    /// Places that words of the query name.
    pub(super) named: Vec<String>,
}

impl Planner<'_> {
    pub(super) fn plan(&mut self, expression: &Expression) -> Plan {
        match expression {
            Expression::Nothing => Plan::Everything,
            Expression::Among(set) => Plan::Listed((self.among)(*set)),
            Expression::Literal(literal) if is_soft(literal) => self.words(&[expression]),
            Expression::Literal(literal) => self.exact(literal),
            Expression::Together(parts) => self.words(&parts.iter().collect::<Vec<_>>()),
            Expression::All(parts) => Plan::All(parts.iter().map(|part| self.plan(part)).collect()),
            Expression::Any(parts) => Plan::Any(parts.iter().map(|part| self.plan(part)).collect()),
            Expression::Not(inner) => {
                let kept = (self.terms.len(), self.joint.len(), self.expansions.len());
                // Who rules a word out does not rule out what only means the same.
                let outer = std::mem::replace(&mut self.is_literal, true);
                let plan = self.plan(inner);
                self.is_literal = outer;
                self.terms.truncate(kept.0);
                self.joint.truncate(kept.1);
                self.expansions.truncate(kept.2);
                Plan::Not(Box::new(plan))
            }
            Expression::Near {
                left,
                right,
                distance,
            } => self.near(left, right, *distance),
        }
    }

    fn word(&self, text: &str, how: MatchKind, factor: f32) -> Vec<Leaf> {
        if !self.parts.contains(&Part::Text) {
            return Vec::new();
        }
        let term = Term::from_field_text(self.fields.words, text);
        let query = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
        let weight = factor * self.ranking().word;
        let leaf = leaf(text.to_owned(), Part::Text, how, query, weight);
        vec![leaf.kept(self.fields.words, text.to_owned())]
    }

    fn everywhere(&self, chars: &[char], how: MatchKind, factor: f32) -> Vec<Leaf> {
        self.weights()
            .filter_map(|(part, weight)| self.phrase(chars, part, how, factor * weight))
            .collect()
    }

    fn phrase(&self, chars: &[char], part: Part, how: MatchKind, weight: f32) -> Option<Leaf> {
        // Every name would hold nothing.
        if chars.is_empty() {
            return None;
        }
        let field = self.fields.of(part);
        let text: String = chars.iter().collect();
        Some(match part {
            // Names stand whole: those that hold the stretch are looked up.
            Part::Lead | Part::Unit | Part::City | Part::Region | Part::Title => {
                let query = Box::new(TermSetQuery::new((self.names_with)(field, chars)));
                leaf(text, part, how, query, weight)
            }
            _ => {
                let query = phrase(field, &[(0, chars)])?;
                leaf(text.clone(), part, how, query, weight).kept(field, text)
            }
        })
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
                let known = planner.ranking().parts();
                let known = known.into_iter().find(|(other, _)| *other == part);
                known.map_or(planner.ranking().alias, |(_, weight)| weight)
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
                leaves.extend(self.word(&word, MatchKind::Prefix, 1.0));
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
            let field = self.fields.of(part);
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

    fn ranking(&self) -> &Ranking {
        &self.analyzer.settings.ranking
    }

    /// The parts that words are looked for in, with what they weigh.
    fn weights(&self) -> impl Iterator<Item = (Part, f32)> {
        let parts = self.ranking().parts().into_iter();
        parts.filter(|(part, _)| self.parts.contains(part))
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
            Some(Field::Responsible | Field::Supporting | Field::Unit) => vec![Part::Unit],
            Some(Field::City) => vec![Part::City],
            Some(Field::Chapter) => vec![Part::Heading],
            Some(Field::Indicator) => vec![Part::Indicator],
        }
    }
}

fn is_soft(literal: &Literal) -> bool {
    literal.form == Form::Words && literal.field.is_none()
}
