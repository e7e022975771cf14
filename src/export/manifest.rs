//! What a file holds, from which state of the data, and how it was asked for.

use std::fmt::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};

use super::{Content, Request};
use crate::engine::{Projection, View, Weighting};

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
        add("query", json!(request.query));
        add("dataVersion", json!(view.data_version()));
        add("time", json!(now()));
        let mut counts = Map::new();
        if let Content::Network(net) | Content::Both(net, _) = content {
            add("projection", json!(projection(request.filter.projection)));
            add("weighting", json!(weighting(request.filter.weighting)));
            add("isDirected", json!(net.is_directed));
            add("measures", json!("definitions of NetworkX 3.6"));
            counts.insert("nodes".to_owned(), json!(net.nodes.len()));
            counts.insert("edges".to_owned(), json!(net.edges.len()));
            counts.insert("totalWeight".to_owned(), json!(net.total_weight()));
            counts.insert("tasks".to_owned(), json!(net.task_count));
        }
        if let Content::Records(records) | Content::Both(_, records) = content {
            counts.insert("tasks".to_owned(), json!(records.tasks.len()));
            counts.insert("units".to_owned(), json!(records.unit_count()));
            counts.insert("indicators".to_owned(), json!(records.indicators().count()));
        }
        if let Content::Corrections((_, rows)) = content {
            counts.insert("corrections".to_owned(), json!(rows.len()));
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

fn projection(projection: Projection) -> &'static str {
    match projection {
        Projection::CoResponsible => "CO_RESPONSIBLE",
        Projection::LeadToResponsible => "LEAD_TO_RESPONSIBLE",
    }
}

fn weighting(weighting: Weighting) -> &'static str {
    match weighting {
        Weighting::Count => "COUNT",
        Weighting::Newman => "NEWMAN",
        Weighting::Jaccard => "JACCARD",
        Weighting::Salton => "SALTON",
    }
}

/// The time in UTC as RFC 3339 writes it, to the second.
fn now() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = since.map_or(0, |since| since.as_secs());
    instant(seconds)
}

/// Howard Hinnant's days-to-date: years begin in March, so that a leap day is the last of its year.
pub(super) fn instant(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_written_as_an_instant() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_329_436_800, "2012-02-17T00:00:00Z"),
        ] {
            assert_eq!(instant(seconds), expected);
        }
    }
}
