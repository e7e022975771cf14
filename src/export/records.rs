//! Tasks with everything that hangs on them, and the tables made of them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::chinese::in_chinese;
use super::choice::{Part, ordinals};
use super::{ExportError, Request, What, Wording};
use crate::engine::{Matrix, TaskFilter, View};
use crate::model::{
    Assignment, Chapter, Indicator, NodeId, Plan, PlanId, Role, Task, Unit, UnitId,
};

/// Tasks that are read at a time.
const PORTION: usize = 1_000;

/// Tasks ready to be written, with the plans and units that they name.
pub(super) struct Records {
    pub(super) tasks: Vec<Arc<Task>>,
    pub(super) plans: HashMap<PlanId, Arc<Plan>>,
    units: HashMap<UnitId, Arc<Unit>>,
    cities: HashMap<crate::model::CityId, String>,
    /// Indicators outside tasks belong to the answer when whole plans do.
    outside: Vec<Indicator>,
    matrix: Option<Matrix>,
    part: Part,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Text(String),
    /// A count, a year, a line.
    Whole(u32),
    Number(f64),
    Truth(bool),
    Empty,
}

impl Cell {
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Whole(number) => number.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Truth(is) => is.to_string(),
            Self::Empty => String::new(),
        }
    }

    fn maybe(number: Option<f64>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Whole(number)
    }
}

/// Column names and rows.
pub(super) type Table = (Vec<String>, Vec<Vec<Cell>>);

impl Records {
    pub(super) fn read(view: &View, request: &Request) -> Result<Self, ExportError> {
        let filter = &request.filter.tasks;
        let ordinals = ordinals(view, request)?;
        let mut tasks = Vec::with_capacity(ordinals.len());
        for portion in ordinals.chunks(PORTION) {
            view.check_time()?;
            tasks.extend(view.tasks(portion)?);
        }
        let of_plans = TaskFilter {
            plans: filter.plans.clone(),
            ..TaskFilter::default()
        };
        let is_whole = request.search.is_none() && *filter == of_plans;
        let ids: Vec<PlanId> = if is_whole {
            // A plan without tasks may have indicators.
            let all = view.snapshot().plans().map(|entry| entry.id);
            let is_asked = |id: &PlanId| filter.plans.as_ref().is_none_or(|it| it.contains(id));
            all.filter(is_asked).collect()
        } else {
            let mut ids: Vec<_> = tasks.iter().map(|task: &Arc<Task>| task.id.plan).collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        view.prefetch_plans(&ids)?;
        let (mut plans, mut outside) = (HashMap::new(), Vec::new());
        for id in ids {
            if let Some(plan) = view.plan(id)? {
                if is_whole {
                    outside.extend(plan.indicators.iter().cloned());
                }
                plans.insert(id, plan);
            }
        }
        let (mut units, mut cities) = (HashMap::new(), HashMap::new());
        for task in &tasks {
            for assignment in &task.assignments {
                if let Some(unit) = view.unit(assignment.unit) {
                    units.entry(assignment.unit).or_insert(unit);
                }
            }
            for link in &task.cities {
                if let Some(city) = view.gazetteer().city(link.city) {
                    cities.entry(link.city).or_insert_with(|| city.name.clone());
                }
            }
        }
        let needs_matrix = request.what == What::Responsibility
            || request.format == super::Format::Xlsx && request.what != What::Tasks;
        let matrix = needs_matrix
            .then(|| view.matrix(filter, request.by))
            .transpose()?;
        Ok(Self {
            tasks,
            plans,
            units,
            cities,
            outside,
            matrix,
            part: Part::of(view, filter.units.as_ref())?,
        })
    }

    /// The indicators with their tasks, those outside tasks last.
    pub(super) fn indicators(&self) -> impl Iterator<Item = (Option<&Arc<Task>>, &Indicator)> {
        let in_tasks = self.tasks.iter().flat_map(|task| {
            let indicators = task.indicators.iter();
            indicators.map(move |indicator| (Some(task), indicator))
        });
        in_tasks.chain(self.outside.iter().map(|indicator| (None, indicator)))
    }

    pub(super) fn unit(&self, id: UnitId) -> &str {
        self.units.get(&id).map_or("", |unit| unit.name.as_str())
    }

    pub(super) fn unit_count(&self) -> usize {
        self.units.len()
    }

    /// The units, by name.
    pub(super) fn units(&self) -> Vec<&Arc<Unit>> {
        let mut units: Vec<_> = self.units.values().collect();
        units.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
        units
    }

    pub(super) fn city(&self, id: crate::model::CityId) -> &str {
        self.cities.get(&id).map_or("", String::as_str)
    }

    pub(super) fn chapter(&self, task: &Task) -> Option<&Chapter> {
        let mut chapters = self.plans.get(&task.id.plan)?.chapters.iter();
        chapters.find(|chapter| chapter.id == task.chapter)
    }

    pub(super) fn section(&self, task: &Task) -> &str {
        let sections = self.chapter(task).map(|chapter| &chapter.sections);
        let mut sections = sections.into_iter().flatten();
        let own = sections.find(|section| Some(section.id) == task.section);
        own.map_or("", |section| section.title.as_str())
    }

    fn plan_title(&self, id: PlanId) -> &str {
        self.plans.get(&id).map_or("", |plan| plan.title.as_str())
    }

    /// The table of one kind of records, in the words asked for.
    pub(super) fn worded(&self, what: What, wording: Wording) -> Table {
        match wording {
            Wording::Api => self.table(what),
            Wording::Chinese => in_chinese(what, self.table(what)),
        }
    }

    /// The table of one kind of records, in the words of the API.
    pub(super) fn table(&self, what: What) -> Table {
        match what {
            What::Ledger | What::All => self.ledger(),
            What::Indicators => self.indicator_table(),
            What::Responsibility => self.responsibility(),
            What::Tasks | What::Network | What::Nodes | What::Corrections | What::Evaluation => {
                self.task_table()
            }
        }
    }

    fn task_table(&self) -> Table {
        let header = [
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
        let rows = self.tasks.iter().map(|task| {
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
        });
        (names(&header), rows.collect())
    }

    /// Each part of a unit in a task, by unit.
    fn ledger(&self) -> Table {
        let rows = self.ledgers().into_iter().flat_map(|(_, rows)| rows);
        (Self::ledger_header(), rows.collect())
    }

    /// The most rows that one of the tables of a workbook may have.
    pub(super) fn most_rows(&self, what: What) -> usize {
        let parts = || {
            let parts = self.tasks.iter().map(|task| task.assignments.len());
            parts.sum::<usize>()
        };
        match what {
            What::Tasks => self.tasks.len(),
            What::Indicators => self.indicators().count(),
            What::Responsibility
            | What::Network
            | What::Nodes
            | What::Corrections
            | What::Evaluation => 0,
            What::Ledger | What::All => self.indicators().count().max(parts()),
        }
    }

    fn ledger_header() -> Vec<String> {
        names(&[
            "unit",
            "role",
            "basis",
            "plan",
            "number",
            "chapter",
            "section",
            "label",
            "text",
            "partners",
            "indicators",
            "deadlines",
            "nameAsWritten",
            "line",
            "task",
        ])
    }

    /// The ledger of each unit that was asked for, the units by name.
    pub(super) fn ledger_tables(&self, wording: Wording) -> Vec<(UnitId, Table)> {
        let tables = self.ledgers().into_iter().map(|(unit, rows)| {
            let table = (Self::ledger_header(), rows);
            match wording {
                Wording::Api => (unit, table),
                Wording::Chinese => (unit, in_chinese(What::Ledger, table)),
            }
        });
        tables.collect()
    }

    /// The parts of each unit that was asked for, the units by name.
    fn ledgers(&self) -> Vec<(UnitId, Vec<Vec<Cell>>)> {
        let mut rows: BTreeMap<(&str, UnitId), Vec<Vec<Cell>>> = BTreeMap::new();
        for task in &self.tasks {
            let mut seen: Vec<(UnitId, Role)> = Vec::new();
            for assignment in &task.assignments {
                let own = (assignment.unit, assignment.role);
                let has_role = self.part.role.is_none_or(|role| role == assignment.role);
                if seen.contains(&own) || !has_role || !self.part.holds(assignment.unit) {
                    continue;
                }
                seen.push(own);
                let key = (self.unit(assignment.unit), assignment.unit);
                rows.entry(key)
                    .or_default()
                    .push(self.ledger_row(task, assignment));
            }
        }
        rows.into_iter()
            .map(|((_, unit), rows)| (unit, rows))
            .collect()
    }

    fn ledger_row(&self, task: &Task, assignment: &Assignment) -> Vec<Cell> {
        let others = task.assignments.iter();
        let others = others.filter(|other| other.unit != assignment.unit);
        let chapter = self.chapter(task);
        vec![
            self.unit(assignment.unit).into(),
            assignment.role.word().into(),
            assignment.basis.word().into(),
            self.plan_title(task.id.plan).into(),
            task.number.into(),
            chapter.map_or("", |chapter| chapter.title.as_str()).into(),
            self.section(task).into(),
            task.label.as_deref().unwrap_or_default().into(),
            task.text.as_str().into(),
            Cell::Text(distinct(others.map(|other| self.unit(other.unit)))),
            Cell::Text(distinct(
                task.indicators.iter().map(|it| it.phrase.as_str()),
            )),
            Cell::Text(distinct(task.deadlines.iter().map(|it| it.text.as_str()))),
            assignment.name_as_written.as_str().into(),
            assignment.span.range.line.into(),
            Cell::Text(task.id.to_string()),
        ]
    }

    fn indicator_table(&self) -> Table {
        let header = [
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
        let rows = self.indicators().map(|(task, indicator)| {
            let year =
                |year: Option<u16>| year.map_or(Cell::Empty, |year| Cell::Whole(year.into()));
            let word = |word: &dyn std::fmt::Debug| Cell::Text(upper(&format!("{word:?}")));
            vec![
                Cell::Text(indicator.id.to_string()),
                self.plan_title(indicator.id.plan).into(),
                task.map_or(Cell::Empty, |task| Cell::Text(task.id.to_string())),
                task.map_or(Cell::Empty, |task| task.number.into()),
                word(&indicator.kind),
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
                word(&indicator.comparator),
                word(&indicator.measure),
                Cell::Truth(indicator.is_binding),
                Cell::Truth(indicator.is_aspirational),
                year(indicator.period_start),
                year(indicator.period_end),
                task.map_or(Cell::Empty, |task| {
                    Cell::Text(self.names_in(task, Role::Lead))
                }),
                indicator.span.range.line.into(),
            ]
        });
        (names(&header), rows.collect())
    }

    /// Units by columns; a cell says L3R5S1: leads three, is responsible for five, supports one.
    fn responsibility(&self) -> Table {
        let Some(matrix) = &self.matrix else {
            return (Vec::new(), Vec::new());
        };
        let mut header = names(&["unit"]);
        header.extend(matrix.columns.iter().map(|column| self.column(*column)));
        let mut rows: Vec<Vec<Cell>> = matrix
            .rows
            .iter()
            .map(|unit| {
                let mut row = vec![Cell::Empty; matrix.columns.len() + 1];
                if let Some(first) = row.first_mut() {
                    *first = self.unit(*unit).into();
                }
                row
            })
            .collect();
        for cell in &matrix.cells {
            let letters = [
                ('L', cell.lead_count),
                ('R', cell.responsible_count),
                ('S', cell.supporting_count),
            ];
            let mut text = String::new();
            for (letter, count) in letters.iter().filter(|(_, count)| *count > 0) {
                text.push(*letter);
                text.push_str(&count.to_string());
            }
            let row = rows.get_mut(cell.row as usize);
            if let Some(place) = row.and_then(|row| row.get_mut(cell.column as usize + 1)) {
                *place = Cell::Text(text);
            }
        }
        (header, rows)
    }

    fn column(&self, id: NodeId) -> String {
        let chapter = |plan: PlanId| {
            self.plans
                .get(&plan)
                .into_iter()
                .flat_map(|it| &it.chapters)
        };
        let name = match id {
            NodeId::Plan(id) => Some(self.plan_title(id)),
            NodeId::Chapter(id) => chapter(id.plan)
                .find(|chapter| chapter.id == id)
                .map(|chapter| chapter.title.as_str()),
            NodeId::Section(id) => chapter(id.plan)
                .flat_map(|chapter| &chapter.sections)
                .find(|section| section.id == id)
                .map(|section| section.title.as_str()),
            NodeId::City(id) => Some(self.city(id)),
            _ => None,
        };
        name.map_or_else(|| id.to_string(), str::to_owned)
    }

    fn names_in(&self, task: &Task, role: Role) -> String {
        let own = task.assignments.iter().filter(|it| it.role == role);
        distinct(own.map(|it| self.unit(it.unit)))
    }
}

pub(super) fn names(header: &[&str]) -> Vec<String> {
    header.iter().map(|name| (*name).to_owned()).collect()
}

/// Texts once each, in their order, apart by 、 as notices do it.
fn distinct<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for text in texts {
        if !seen.contains(&text) {
            seen.push(text);
        }
    }
    seen.join("、")
}

/// `AtLeast` as the API writes it: `AT_LEAST`.
pub(super) fn upper(word: &str) -> String {
    let mut text = String::new();
    for (place, character) in word.chars().enumerate() {
        if place > 0 && character.is_uppercase() {
            text.push('_');
        }
        text.extend(character.to_uppercase());
    }
    text
}
