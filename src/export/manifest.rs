//! What a file holds, from which state of the data, and how it was asked for.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::address::address;
use super::words::{PROJECTIONS, WEIGHTINGS, name_of};
use super::{Content, Request};
use crate::engine::{View, now};
use crate::model::{Moment, UnitKind};

/// Where a file is from. It stands in the file itself, or beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest(Map<String, Value>);

impl Manifest {
    pub(super) fn of(view: &View, request: &Request, content: &Content) -> Self {
        let mut fields = Map::new();
        let mut add = |name: &str, value: Value| fields.insert(name.to_owned(), value);
        add(
            "program",
            json!(concat!("plangraph ", env!("CARGO_PKG_VERSION"))),
        );
        add("what", json!(request.what.word()));
        add("format", json!(request.format.word()));
        add("query", json!(address(request)));
        add("dataVersion", json!(view.data_version()));
        add("time", json!(Moment(now()).to_string()));
        let mut counts = Map::new();
        if let Content::Network(net) | Content::Both(net, _) = content {
            let filter = &request.filter;
            let basis = filter.basis.iter().map(|basis| basis.word());
            let kinds = UnitKind::ALL.iter().filter(|kind| filter.holds(**kind));
            let kinds = kinds.map(|kind| kind.word());
            add(
                "projection",
                json!(name_of(PROJECTIONS, &filter.projection)),
            );
            add("weighting", json!(name_of(WEIGHTINGS, &filter.weighting)));
            if let Some(weight) = filter.min_weight {
                add("minWeight", json!(weight));
            }
            add("basis", json!(basis.collect::<Vec<_>>()));
            if let Some(roles) = &filter.roles {
                let roles = roles.iter().map(|role| role.word());
                add("roles", json!(roles.collect::<Vec<_>>()));
            }
            add("kinds", json!(kinds.collect::<Vec<_>>()));
            add("isDirected", json!(net.is_directed));
            add("measures", json!("definitions of NetworkX 3.6"));
            counts.insert("nodes".to_owned(), json!(net.nodes.len()));
            counts.insert("edges".to_owned(), json!(net.edges.len()));
            counts.insert("totalWeight".to_owned(), json!(net.total_weight()));
            counts.insert("tasks".to_owned(), json!(net.task_count));
        }
        if let Content::Records(records) | Content::Both(_, records) = content {
            counts.insert("tasks".to_owned(), json!(records.task_count()));
            counts.insert("units".to_owned(), json!(records.unit_count()));
            counts.insert("indicators".to_owned(), json!(records.indicator_count()));
        }
        if let Content::Corrections((_, rows)) = content {
            counts.insert("corrections".to_owned(), json!(rows.len()));
        }
        if let Content::Evaluation(report) = content {
            fields.insert("year".to_owned(), json!(report.year));
            counts.insert("indicators".to_owned(), json!(report.targets.1.len()));
            counts.insert("units".to_owned(), json!(report.units.1.len()));
        }
        fields.insert("counts".to_owned(), Value::Object(counts));
        Self(fields)
    }

    /// As a JSON object on one line, in ASCII, so that it goes into a header too.
    #[must_use]
    pub fn ascii(&self) -> String {
        let mut text = String::new();
        for character in self.json().chars() {
            if character.is_ascii() {
                text.push(character);
            } else {
                let mut units = [0; 2];
                for unit in character.encode_utf16(&mut units) {
                    // Nothing can fail to be written into a string.
                    let _written = write!(text, "\\u{unit:04x}");
                }
            }
        }
        text
    }

    /// As a JSON object on one line.
    #[must_use]
    pub fn json(&self) -> String {
        Value::Object(self.0.clone()).to_string()
    }

    pub(super) fn value(&self) -> Value {
        Value::Object(self.0.clone())
    }

    /// Each field with its value as text.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&str, String)> {
        self.0.iter().map(|(name, value)| {
            let text = match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            (name.as_str(), text)
        })
    }
}
