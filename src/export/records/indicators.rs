//! The table of indicators: those in tasks first, task by task, then those outside, plan by plan.

use super::{Records, rows_of};
use crate::export::rows::{Cell, Row, Rows, names};
use crate::model::{Indicator, Role, Task};

const HEADER: [&str; 20] = [
    "id",
    "plan",
    "task",
    "taskNumber",
    "kind",
    "subject",
    "phrase",
    "value",
    "valueMax",
    "unit",
    "normalizedValue",
    "normalizedUnit",
    "comparator",
    "measure",
    "isBinding",
    "isAspirational",
    "periodStart",
    "periodEnd",
    "leads",
    "line",
];

impl Records {
    pub(super) fn indicator_rows(&self) -> Rows<'_> {
        let in_tasks = self.tasks().flat_map(|task| {
            rows_of(task, |task| {
                let row = |it| self.indicator_row(Some(task), it);
                task.indicators.iter().map(row).collect::<Vec<_>>()
            })
        });
        let outside = self.outside().map(|it| Ok(self.indicator_row(None, it)));
        let rows = in_tasks.chain(outside);
        Rows::new(names(&HEADER), self.indicator_count(), rows)
    }

    fn indicator_row(&self, task: Option<&Task>, indicator: &Indicator) -> Row {
        let year = |year: Option<u16>| year.map_or(Cell::Empty, |year| Cell::Whole(year.into()));
        vec![
            Cell::Text(indicator.id.to_string()),
            self.plan_title(indicator.id.plan).into(),
            task.map_or(Cell::Empty, |task| Cell::Text(task.id.to_string())),
            task.map_or(Cell::Empty, |task| task.number.into()),
            indicator.kind.word().into(),
            indicator.subject.as_str().into(),
            indicator.phrase.as_str().into(),
            Cell::maybe(indicator.value),
            Cell::maybe(indicator.value_max),
            indicator.unit.as_deref().unwrap_or_default().into(),
            Cell::maybe(indicator.normalized_value),
            indicator
                .normalized_unit
                .as_deref()
                .unwrap_or_default()
                .into(),
            indicator.comparator.word().into(),
            indicator.measure.word().into(),
            Cell::Truth(indicator.is_binding),
            Cell::Truth(indicator.is_aspirational),
            year(indicator.period_start),
            year(indicator.period_end),
            task.map_or(Cell::Empty, |task| {
                Cell::Text(self.names_in(task, Role::Lead))
            }),
            indicator.span.range.line.into(),
        ]
    }
}
