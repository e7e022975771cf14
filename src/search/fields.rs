//! What a passage looks like in the index.

use tantivy::schema::{
    FAST, Field as Place, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing,
    TextOptions,
};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{TantivyDocument, Term};

use super::analyzer::{Analyzer, Gram, grams, plain};
use super::{Kind, Part, Passage};
use crate::model::Role;

/// How far apart two values of one field stand, so that nothing matches across them.
const GAP: usize = 2;

/// Opens a name that is indexed whole.
pub(super) const WHOLE: char = '=';

/// The fields of the index.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub(super) schema: Schema,
    pub(super) group: Place,
    pub(super) id: Place,
    /// Words of a task's text.
    pub(super) words: Place,
    /// Grams of a task's text; so are those that follow, of what they name.
    pub(super) text: Place,
    pub(super) label: Place,
    pub(super) heading: Place,
    pub(super) lead: Place,
    pub(super) responsible: Place,
    pub(super) unit: Place,
    pub(super) city: Place,
    pub(super) indicator: Place,
    pub(super) name: Place,
}

/// The fast field with kind and ordinal.
pub(super) const KEY: &str = "key";

impl Fields {
    pub(super) fn new() -> Self {
        let text = |record| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_index_option(record);
            TextOptions::default().set_indexing_options(indexing)
        };
        let mut builder = Schema::builder();
        let group = builder.add_u64_field("group", INDEXED);
        builder.add_u64_field(KEY, FAST);
        let id = builder.add_text_field("id", STRING | STORED);
        let words = builder.add_text_field("words", text(IndexRecordOption::WithFreqs));
        let mut grams =
            |name| builder.add_text_field(name, text(IndexRecordOption::WithFreqsAndPositions));
        let (label, heading) = (grams("label"), grams("heading"));
        let (lead, responsible, unit) = (grams("lead"), grams("responsible"), grams("unit"));
        let (city, indicator, name) = (grams("city"), grams("indicator"), grams("name"));
        // Without the lengths of texts: a long task that says a thing often is not behind a short one that says it once.
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let options = TextOptions::default().set_indexing_options(indexing);
        let text = builder.add_text_field("text", options);
        let schema = builder.build();
        Self {
            schema,
            group,
            id,
            words,
            text,
            label,
            heading,
            lead,
            responsible,
            unit,
            city,
            indicator,
            name,
        }
    }

    /// The field with the grams of a part.
    pub(super) fn grams_of(&self, part: Part) -> Place {
        match part {
            Part::Text => self.text,
            Part::Label => self.label,
            Part::Heading => self.heading,
            Part::Lead => self.lead,
            Part::Unit => self.unit,
            Part::City => self.city,
            Part::Indicator => self.indicator,
            Part::Name => self.name,
        }
    }

    /// The document of a passage.
    pub(super) fn document(
        &self,
        analyzer: &Analyzer,
        group: u64,
        passage: &Passage,
    ) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_u64(self.group, group);
        if let Ok(key) = self.schema.get_field(KEY) {
            document.add_u64(key, key_of(passage.kind, passage.ordinal));
        }
        document.add_text(self.id, &passage.id);
        let text = plain(&passage.text);
        add(&mut document, self.words, analyzer.index_words(&text));
        add(&mut document, self.text, grams(&text));
        add(&mut document, self.label, names(passage.label.iter()));
        add(&mut document, self.heading, names(passage.headings.iter()));
        add(&mut document, self.city, names(passage.cities.iter()));
        add(
            &mut document,
            self.indicator,
            values(passage.indicators.iter()),
        );
        add(&mut document, self.name, names(passage.names.iter()));
        let of = |role: Option<Role>| {
            let units = passage
                .units
                .iter()
                .filter(move |unit| role.is_none_or(|role| unit.role == role));
            names(units.flat_map(|unit| &unit.names))
        };
        add(&mut document, self.lead, of(Some(Role::Lead)));
        add(&mut document, self.responsible, of(Some(Role::Responsible)));
        add(&mut document, self.unit, of(None));
        document
    }
}

/// Kind and ordinal as one number.
pub(super) fn key_of(kind: Kind, ordinal: u32) -> u64 {
    (kind as u64) << 32 | u64::from(ordinal)
}

/// Kind and ordinal of a number; `None` when it names no kind.
pub(super) fn of_key(key: u64) -> Option<(Kind, u32)> {
    let kinds = [
        Kind::Task,
        Kind::Unit,
        Kind::City,
        Kind::Chapter,
        Kind::Section,
        Kind::Indicator,
    ];
    let kind = kinds.into_iter().find(|kind| *kind as u64 == key >> 32)?;
    Some((kind, u32::try_from(key & u64::from(u32::MAX)).ok()?))
}

/// The term of a name that stands alone.
pub(super) fn whole(field: Place, name: &[char]) -> Term {
    let text: String = [WHOLE].into_iter().chain(name.iter().copied()).collect();
    Term::from_field_text(field, &text)
}

fn values<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<Gram> {
    collect(texts, false)
}

fn names<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<Gram> {
    collect(texts, true)
}

fn collect<'a>(texts: impl Iterator<Item = &'a String>, with_whole: bool) -> Vec<Gram> {
    let mut all = Vec::new();
    let mut first = 0;
    for text in texts {
        let chars = plain(text);
        if with_whole {
            let text = [WHOLE].iter().chain(&chars).collect();
            all.push(Gram {
                text,
                position: first,
            });
        }
        let moved = |gram: Gram| Gram {
            position: first + gram.position,
            ..gram
        };
        all.extend(grams(&chars).into_iter().map(moved));
        first += chars.len() + GAP;
    }
    all
}

fn add(document: &mut TantivyDocument, field: Place, grams: Vec<Gram>) {
    if grams.is_empty() {
        return;
    }
    let token = |gram: Gram| Token {
        position: gram.position,
        text: gram.text,
        ..Token::default()
    };
    let tokens = grams.into_iter().map(token).collect();
    document.add_pre_tokenized_text(
        field,
        PreTokenizedString {
            text: String::new(),
            tokens,
        },
    );
}
