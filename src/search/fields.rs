//! What a passage looks like in the index.

use tantivy::schema::{
    FAST, Field as Place, INDEXED, IndexRecordOption, STORED, Schema, TextFieldIndexing,
    TextOptions,
};
use tantivy::{TantivyDocument, Term};

use super::analyzer::Analyzer;
use super::tokens::{Cut, END, WHOLE};
use super::{Kind, Part, Passage};
use crate::model::Role;
use crate::text::fold::fold;

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
    /// Whole names of units and places beside a task.
    pub(super) lead: Place,
    pub(super) unit: Place,
    pub(super) city: Place,
    /// Whole names of the divisions that a plan is made for.
    pub(super) region: Place,
    /// Words of the title of a plan, and [`EVERY_TITLE`].
    pub(super) title: Place,
    pub(super) indicator: Place,
    pub(super) name: Place,
}

/// The name that every title has, beside its words: none.
pub(super) const EVERY_TITLE: &[char] = &[];

/// The fast field with kind and ordinal.
pub(super) const KEY: &str = "key";

impl Fields {
    pub(super) fn new() -> Self {
        let text = |cut: Cut, record, has_length| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(cut.name())
                .set_fieldnorms(has_length)
                .set_index_option(record);
            TextOptions::default().set_indexing_options(indexing)
        };
        let (frequencies, positions) = (
            IndexRecordOption::WithFreqs,
            IndexRecordOption::WithFreqsAndPositions,
        );
        let mut builder = Schema::builder();
        let group = builder.add_u64_field("group", INDEXED);
        builder.add_u64_field(KEY, FAST);
        let id = builder.add_text_field("id", STORED);
        let words = builder.add_text_field("words", text(Cut::Words, frequencies, true));
        // Without the lengths of texts: a long task that says a thing often is not behind a short one that says it once.
        let grams = builder.add_text_field("text", text(Cut::Grams, positions, false));
        let mut titles =
            |name| builder.add_text_field(name, text(Cut::NamesAndGrams, positions, true));
        let (label, heading, name) = (titles("label"), titles("heading"), titles("name"));
        let indicator = builder.add_text_field("indicator", text(Cut::Grams, positions, true));
        let mut names =
            |name| builder.add_text_field(name, text(Cut::Names, IndexRecordOption::Basic, false));
        let (lead, unit, city) = (names("lead"), names("unit"), names("city"));
        let (region, title) = (names("region"), names("title"));
        let schema = builder.build();
        Self {
            schema,
            group,
            id,
            words,
            text: grams,
            label,
            heading,
            lead,
            unit,
            city,
            region,
            title,
            indicator,
            name,
        }
    }

    /// The field that holds a part: grams, but for units and places, whose names stand whole.
    pub(super) fn of(&self, part: Part) -> Place {
        match part {
            Part::Text => self.text,
            Part::Label => self.label,
            Part::Heading => self.heading,
            Part::Lead => self.lead,
            Part::Unit => self.unit,
            Part::City => self.city,
            Part::Region => self.region,
            Part::Title => self.title,
            Part::Indicator => self.indicator,
            Part::Name => self.name,
        }
    }

    /// The document of a passage; `title` is what its plan's title says, a word to a line.
    pub(super) fn document(
        &self,
        analyzer: &Analyzer,
        group: u64,
        passage: &Passage,
        title: &str,
    ) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_u64(self.group, group);
        if let Ok(key) = self.schema.get_field(KEY) {
            document.add_u64(key, key_of(passage.kind, passage.ordinal));
        }
        if let Some(id) = passage.id {
            document.add_text(self.id, id.to_string());
        }
        let text = fold(&passage.text);
        let mut words = String::with_capacity(2 * text.len());
        analyzer.each_index_word(&text, |word| put(&mut words, word));
        document.add_text(self.words, words);
        document.add_text(self.text, text);
        let label = passage.label.as_slice();
        let texts = [
            (self.label, label),
            (self.heading, &passage.headings),
            (self.city, &passage.cities),
            (self.region, &passage.regions),
            (self.indicator, &passage.indicators),
            (self.name, &passage.names),
        ];
        for (field, texts) in texts {
            add_lines(&mut document, field, texts.iter().map(|text| fold(text)));
        }
        if !passage.titles.is_empty() {
            add_lines(&mut document, self.title, [title, ""].into_iter());
        }
        let leads = passage.units.iter().filter(|unit| unit.role == Role::Lead);
        add_lines(
            &mut document,
            self.lead,
            leads.map(|unit| unit.names.lines()),
        );
        let units = passage.units.iter();
        add_lines(
            &mut document,
            self.unit,
            units.map(|unit| unit.names.lines()),
        );
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

/// Gives a field its texts, if there are any.
fn add_lines<T: AsRef<str>>(
    document: &mut TantivyDocument,
    field: Place,
    texts: impl Iterator<Item = T>,
) {
    let mut lines = String::new();
    texts.for_each(|text| put(&mut lines, text.as_ref()));
    if !lines.is_empty() {
        document.add_text(field, lines);
    }
}

/// Adds a line.
fn put(lines: &mut String, line: &str) {
    if !lines.is_empty() {
        lines.push(END);
    }
    lines.push_str(line);
}
