//! Type `Deadline`.

use async_graphql::{ID, Object};

use super::{Date, TextSpan};
use crate::model;

/// A deadline of a task or clause.
pub(crate) struct Deadline(pub(crate) model::Deadline);

/// When a task or a duty is due (时限).
#[Object(serial)]
impl Deadline {
    /// Its id, for `node`.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The words (原文用语): 2012年3月底前.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// The last day (日期); null for a recurring or ongoing deadline.
    async fn date(&self) -> Option<Date> {
        self.0.date.map(Date)
    }

    /// How often it falls due (周期), as an RFC 5545 RRULE; null for a single or ongoing deadline.
    async fn recurrence(&self) -> Option<&str> {
        self.0
            .recurrence
            .as_ref()
            .map(|recurrence| recurrence.0.as_str())
    }

    /// The days of a year on which it falls due (到期日), in order; empty when there is none.
    async fn due_dates(&self, #[graphql(desc = "The year (年份).")] year: i32) -> Vec<Date> {
        let Ok(year) = u16::try_from(year) else {
            return Vec::new();
        };
        let recurring = self.0.recurrence.iter().flat_map(|it| it.dates_in(year));
        let single = self.0.date.filter(|date| date.year() == year);
        recurring.chain(single).map(Date).collect()
    }

    /// Whether it has no end (长期、持续推进).
    async fn is_ongoing(&self) -> bool {
        self.0.is_ongoing
    }

    /// Where it stands (出处).
    async fn span(&self) -> TextSpan {
        (&self.0.span).into()
    }
}
