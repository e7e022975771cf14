//! The table of tasks: a row for each.

use super::{Records, distinct};
use crate::export::rows::{Cell, Row, Rows, names};
use crate::model::{Role, Task};

const HEADER: [&str; 15] = [
    "id",
    "plan",
    "number",
    "chapterNumber",
    "chapter",
    "section",
    "label",
    "text",
    "leads",
    "responsible",
    "supporting",
    "cities",
    "deadlines",
    "indicators",
    "line",
];

impl Records {
    pub(super) fn task_rows(&self) -> Rows<'_> {
        let rows = self.tasks().map(|task| Ok(self.task_row(&*task?)));
        Rows::new(names(&HEADER), self.task_count(), rows)
    }

    fn task_row(&self, task: &Task) -> Row {
        let units = |role| self.names_in(task, role);
        let cities = distinct(task.cities.iter().map(|link| self.city(link.city)));
        let deadlines = distinct(task.deadlines.iter().map(|it| it.text.as_str()));
        let phrases = distinct(task.indicators.iter().map(|it| it.phrase.as_str()));
        let chapter = self.chapter(task);
        vec![
            Cell::Text(task.id.to_string()),
            self.plan_title(task.id.plan).into(),
            task.number.into(),
            chapter.map_or(Cell::Empty, |chapter| chapter.number.into()),
            chapter.map_or("", |chapter| chapter.title.as_str()).into(),
            self.section(task).into(),
            task.label.as_deref().unwrap_or_default().into(),
            task.text.as_str().into(),
            Cell::Text(units(Role::Lead)),
            Cell::Text(units(Role::Responsible)),
            Cell::Text(units(Role::Supporting)),
            Cell::Text(cities),
            Cell::Text(deadlines),
            Cell::Text(phrases),
            task.span.range.line.into(),
        ]
    }
}
