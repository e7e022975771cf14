//! One thing with its links, for people or for machines.

use std::fmt::Display;

use serde_json::{Map, Value, json};

use super::output;
use crate::config::Language;

/// What is said of one thing.
pub(super) struct Card {
    kind: &'static str,
    id: String,
    name: String,
    rows: Vec<(Field, Vec<Entry>)>,
}

/// A value of a row: in lines for people, and in its parts for machines.
pub(super) struct Entry {
    line: String,
    value: Value,
}

impl Entry {
    pub(super) fn new(line: impl Into<String>, value: impl Into<Value>) -> Self {
        Self {
            line: line.into(),
            value: value.into(),
        }
    }
}

impl From<String> for Entry {
    fn from(text: String) -> Self {
        Self::new(text.as_str(), text.as_str())
    }
}

/// Whether a row has one value or may have several, which makes a list of it for machines even when it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    One,
    Several,
}

macro_rules! fields {
    ($($variant:ident = $key:literal, $holds:ident, $english:literal, $chinese:literal;)+) => {
        /// What a row of a card is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Field { $($variant),+ }

        impl Field {
            /// Its key in JSON, and its labels.
            fn words(self) -> (&'static str, &'static str, &'static str) {
                match self { $(Self::$variant => ($key, $english, $chinese)),+ }
            }

            fn holds(self) -> Holds {
                match self { $(Self::$variant => Holds::$holds),+ }
            }
        }
    };
}

fields! {
    DocumentNumber = "documentNumber", One, "document number", "文号";
    Issuer = "issuer", One, "issuer", "发文机关";
    IssuedOn = "issuedOn", One, "issued on", "成文日期";
    Period = "period", One, "period", "规划期";
    Region = "region", One, "region", "适用地区";
    Coverage = "coverage", One, "understood", "理解率";
    Chapters = "chapters", Several, "chapters", "章";
    Attachments = "attachments", Several, "attachments", "附件";
    FullName = "fullName", One, "full name", "全称";
    Aliases = "aliases", Several, "aliases", "别名";
    Jurisdiction = "jurisdiction", One, "jurisdiction", "所属地区";
    Successors = "successors", Several, "became", "后续机构";
    Predecessors = "predecessors", Several, "was", "前身机构";
    Cities = "cities", Several, "cities", "地区";
    Code = "code", One, "GB/T 2260 code", "行政区划代码";
    Parent = "parent", One, "part of", "上级地区";
    Plan = "plan", One, "plan", "文件";
    Chapter = "chapter", One, "chapter", "章";
    Section = "section", One, "section", "节";
    Text = "text", One, "text", "正文";
    Assignments = "assignments", Several, "assignments", "分工";
    Indicators = "indicators", Several, "indicators", "指标";
    Deadlines = "deadlines", Several, "deadlines", "期限";
    Units = "units", Several, "units", "单位";
    Tasks = "tasks", Several, "tasks", "任务";
}

impl Card {
    pub(super) fn new(kind: &'static str, id: impl Display, name: impl Into<String>) -> Self {
        Self {
            kind,
            id: format!("{id}"),
            name: name.into(),
            rows: Vec::new(),
        }
    }

    /// Adds a row, unless there is nothing to say in it.
    #[must_use]
    pub(super) fn with<V: Into<Entry>>(
        mut self,
        field: Field,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let values: Vec<_> = values.into_iter().map(Into::into).collect();
        if !values.is_empty() {
            self.rows.push((field, values));
        }
        self
    }

    pub(super) fn print(&self, language: Language) -> anyhow::Result<()> {
        output::line(format_args!("{}  {}", self.name, self.id))?;
        for (field, values) in &self.rows {
            let (_, english, chinese) = field.words();
            let label = match language {
                Language::En => english,
                Language::Zh => chinese,
            };
            let lines: Vec<_> = values.iter().flat_map(|value| value.line.lines()).collect();
            match lines.as_slice() {
                [line] => output::line(format_args!("  {label}: {line}"))?,
                lines => {
                    output::line(format_args!("  {label} ({}):", lines.len()))?;
                    for line in lines {
                        output::line(format_args!("    {line}"))?;
                    }
                }
            }
        }
        Ok(())
    }

    pub(super) fn json(&self) -> Value {
        let mut object = Map::new();
        object.insert("kind".to_owned(), json!(self.kind));
        object.insert("id".to_owned(), json!(self.id));
        object.insert("name".to_owned(), json!(self.name));
        for (field, values) in &self.rows {
            let mut values = values.iter().map(|value| value.value.clone());
            let value = match field.holds() {
                Holds::One => values.next().unwrap_or_default(),
                Holds::Several => values.collect(),
            };
            object.insert(field.words().0.to_owned(), value);
        }
        Value::Object(object)
    }
}
