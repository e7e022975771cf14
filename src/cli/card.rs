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
    rows: Vec<(Field, Vec<String>)>,
}

macro_rules! fields {
    ($($variant:ident = $key:literal, $english:literal, $chinese:literal;)+) => {
        /// What a row of a card is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Field { $($variant),+ }

        impl Field {
            /// Its key in JSON, and its labels.
            fn words(self) -> (&'static str, &'static str, &'static str) {
                match self { $(Self::$variant => ($key, $english, $chinese)),+ }
            }
        }
    };
}

fields! {
    DocumentNumber = "documentNumber", "document number", "文号";
    Issuer = "issuer", "issuer", "发文机关";
    IssuedOn = "issuedOn", "issued on", "成文日期";
    Period = "period", "period", "规划期";
    Region = "region", "region", "适用地区";
    Coverage = "coverage", "understood", "理解率";
    Chapters = "chapters", "chapters", "章";
    Attachments = "attachments", "attachments", "附件";
    FullName = "fullName", "full name", "全称";
    Aliases = "aliases", "aliases", "别名";
    Jurisdiction = "jurisdiction", "jurisdiction", "所属地区";
    Successors = "successors", "became", "后续机构";
    Predecessors = "predecessors", "was", "前身机构";
    Cities = "cities", "cities", "地区";
    Code = "code", "GB/T 2260 code", "行政区划代码";
    Parent = "parent", "part of", "上级地区";
    Plan = "plan", "plan", "文件";
    Chapter = "chapter", "chapter", "章";
    Section = "section", "section", "节";
    Text = "text", "text", "正文";
    Assignments = "assignments", "assignments", "分工";
    Indicators = "indicators", "indicators", "指标";
    Deadlines = "deadlines", "deadlines", "期限";
    Units = "units", "units", "单位";
    Tasks = "tasks", "tasks", "任务";
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
    pub(super) fn with(mut self, field: Field, values: impl IntoIterator<Item = String>) -> Self {
        let values: Vec<_> = values.into_iter().collect();
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
            match values.as_slice() {
                [value] => output::line(format_args!("  {label}: {value}"))?,
                values => {
                    output::line(format_args!("  {label} ({}):", values.len()))?;
                    for value in values {
                        output::line(format_args!("    {value}"))?;
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
            object.insert(field.words().0.to_owned(), json!(values));
        }
        Value::Object(object)
    }
}
