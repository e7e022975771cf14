//! What things weigh in a ranking; the table `[ranking]` of `analyzer.toml` may say otherwise.

use super::{Part, SearchError};

/// Weights by name.
type Weights = [(&'static str, fn(&mut Ranking) -> &mut f32)];

/// What things weigh in a ranking.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ranking {
    /// A word of a task's text.
    pub(super) word: f32,
    /// A stretch of a task's text, of its label, of a title above it, of an indicator's subject, of a name.
    pub(super) text: f32,
    pub(super) label: f32,
    pub(super) heading: f32,
    pub(super) indicator: f32,
    pub(super) name: f32,
    /// Two neighbouring characters, where only these were met.
    pub(super) gram: f32,
    /// The whole stretch as typed.
    pub(super) phrase: f32,
    /// Two words of the query near one another.
    pub(super) pair: f32,
    /// A unit or place beside the task, by any of its names; that it leads.
    pub(super) alias: f32,
    pub(super) lead: f32,
    /// A place within the one named.
    pub(super) within: f32,
    /// A word within a long word, where that is found too seldom.
    pub(super) part: f32,
    /// The words of what means the same, where that stands nowhere as it is.
    pub(super) together: f32,
    /// A character of a word that stands nowhere; such a word as the short form of a longer one.
    pub(super) trace: f32,
    pub(super) short: f32,
    /// What means the same; what is only meant as well.
    pub(super) synonym: f32,
    pub(super) broader: f32,
    /// What means the same as a title or in one, where the word itself is only mentioned elsewhere.
    pub(super) title: f32,
    /// What the word itself is ahead of everything that means the same.
    pub(super) literal: f32,
    /// What means the same is ahead of what is only meant as well.
    pub(super) equal: f32,
    /// Two characters that are a word, where they are of two others.
    pub(super) across: f32,
    /// How much of the lesser ways to meet one word counts.
    pub(super) tie: f32,
}

impl Default for Ranking {
    fn default() -> Self {
        Self {
            word: 0.6,
            text: 1.0,
            label: 1.0,
            heading: 0.8,
            indicator: 0.4,
            name: 1.0,
            gram: 0.5,
            phrase: 2.0,
            pair: 0.5,
            alias: 1.0,
            lead: 0.5,
            within: 0.4,
            part: 0.3,
            together: 0.5,
            trace: 0.2,
            short: 0.5,
            synonym: 0.8,
            broader: 0.55,
            title: 2.4,
            literal: 1.5,
            equal: 1.0,
            across: 0.1,
            tie: 0.3,
        }
    }
}

const WEIGHTS: &Weights = &[
    ("word", |ranking| &mut ranking.word),
    ("text", |ranking| &mut ranking.text),
    ("label", |ranking| &mut ranking.label),
    ("heading", |ranking| &mut ranking.heading),
    ("indicator", |ranking| &mut ranking.indicator),
    ("name", |ranking| &mut ranking.name),
    ("gram", |ranking| &mut ranking.gram),
    ("phrase", |ranking| &mut ranking.phrase),
    ("pair", |ranking| &mut ranking.pair),
    ("alias", |ranking| &mut ranking.alias),
    ("lead", |ranking| &mut ranking.lead),
    ("within", |ranking| &mut ranking.within),
    ("part", |ranking| &mut ranking.part),
    ("together", |ranking| &mut ranking.together),
    ("trace", |ranking| &mut ranking.trace),
    ("short", |ranking| &mut ranking.short),
    ("synonym", |ranking| &mut ranking.synonym),
    ("broader", |ranking| &mut ranking.broader),
    ("title", |ranking| &mut ranking.title),
    ("literal", |ranking| &mut ranking.literal),
    ("equal", |ranking| &mut ranking.equal),
    ("across", |ranking| &mut ranking.across),
    ("tie", |ranking| &mut ranking.tie),
];

impl Ranking {
    /// The usual weights with those of `table`.
    pub(super) fn parse(table: &toml::Table) -> Result<Self, SearchError> {
        let mut ranking = Self::default();
        for (name, value) in table {
            let known = WEIGHTS.iter().find(|(known, _)| known == name);
            let number = value.as_float().or_else(|| value.as_integer().map(whole));
            match (known, number.map(narrow)) {
                (Some((_, weight)), Some(number)) if number >= 0.0 => {
                    *weight(&mut ranking) = number;
                }
                _ => return Err(fault(name)),
            }
        }
        Ok(ranking)
    }

    /// The parts whose stretches are looked for, with what they weigh.
    pub(super) fn parts(&self) -> [(Part, f32); 5] {
        [
            (Part::Text, self.text),
            (Part::Label, self.label),
            (Part::Heading, self.heading),
            (Part::Indicator, self.indicator),
            (Part::Name, self.name),
        ]
    }
}

fn fault(name: &str) -> SearchError {
    let names: Vec<_> = WEIGHTS.iter().map(|(name, _)| *name).collect();
    SearchError::Settings {
        file: "analyzer.toml",
        line: 1,
        fault: format!(
            "“{name}” of [ranking] is no weight: write a number from 0 for one of {}",
            names.join(", ")
        ),
    }
}

/// A weight is a small number: what does not fit is none.
fn whole(number: i64) -> f64 {
    u32::try_from(number).map_or(-1.0, f64::from)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "weights are small, and half a digit is enough"
)]
fn narrow(number: f64) -> f32 {
    number as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_and_others_refused() {
        let parse = |text: &str| Ranking::parse(&text.parse().unwrap());
        assert_eq!(parse("").unwrap(), Ranking::default());
        let read = parse("word = 3\ntie = 0.5").unwrap();
        assert_eq!(
            (read.word.to_string(), read.tie.to_string()),
            ("3".to_owned(), "0.5".to_owned())
        );
        for text in ["words = 1.0", "word = -1.0", "word = \"much\""] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_table_that_is_shipped_holds_the_usual_weights() {
        let file = include_str!("../../index/analyzer.toml");
        let table: toml::Table = file.parse().unwrap();
        let table = table["ranking"].as_table().unwrap();
        assert_eq!(table.len(), WEIGHTS.len());
        assert_eq!(Ranking::parse(table).unwrap(), Ranking::default());
    }
}
