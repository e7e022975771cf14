//! `plangraph show`: one plan, unit, city or task with its links.

use std::fmt::Display;

use serde_json::{Value, json};

use super::args::Show;
use super::card::{Card, Entry, Field};
use super::context::Context;
use super::plans::plan_named;
use super::{Outcome, messages, output};
use crate::config::Language;
use crate::engine::{CityMatch, Listing as _, QueryError, TaskFilter, TaskOrder, UnitMatch, View};
use crate::model::{
    Assignment, Basis, CityId, NodeId, Plan, PlanId, Task, TextSpan, UnitChange, UnitId,
};
use crate::text::opening;

/// The most characters of a task by which it is known.
const SHOWN: usize = 36;

pub(super) fn run(context: &Context, arguments: &Show) -> anyhow::Result<Outcome> {
    let view = context.engine()?.view();
    let language = context.language();
    let cards = match arguments.name.parse::<NodeId>() {
        Ok(id) => Vec::from([card_of(&view, language, id)?]),
        Err(_no_id) => cards_named(&view, &arguments.name)?,
    };
    for card in cards {
        if context.json {
            output::json(&card.json())?;
        } else {
            card.print(language)?;
        }
    }
    Ok(Outcome::Done)
}

fn card_of(view: &View, language: Language, id: NodeId) -> anyhow::Result<Card> {
    let card = match id {
        NodeId::Plan(id) => plan_card(view, id)?,
        NodeId::Unit(id) => unit_card(view, id)?,
        NodeId::City(id) => city_card(view, id)?,
        NodeId::Task(id) => match view.task(id)? {
            Some(task) => Some(task_card(view, &task)?),
            None => None,
        },
        part => anyhow::bail!(messages::not_shown(language, part)),
    };
    card.ok_or_else(|| anyhow::Error::msg(messages::no_such_thing(language, id)))
}

/// Plans before units before cities; a local government is shown with its city.
fn cards_named(view: &View, name: &str) -> anyhow::Result<Vec<Card>> {
    if let Some(plan) = plan_named(view, name)? {
        return Ok(plan_card(view, plan)?.into_iter().collect());
    }
    let unit = match view.find_unit(name, None) {
        Ok(unit) => unit,
        Err(error @ QueryError::UnknownUnit { .. }) => {
            let cities = view.cities_named(name).map_err(|_unknown_too| error)?;
            let cards = cities.into_iter().map(|city| city_card(view, city));
            return Ok(cards
                .collect::<Result<Vec<_>, _>>()?
                .into_iter()
                .flatten()
                .collect());
        }
        Err(error) => return Err(error.into()),
    };
    let mut cards: Vec<_> = unit_card(view, unit)?.into_iter().collect();
    if let Some(city) = view.unit(unit).and_then(|unit| unit.city) {
        cards.extend(city_card(view, city)?);
    }
    Ok(cards)
}

fn plan_card(view: &View, id: PlanId) -> Result<Option<Card>, QueryError> {
    let Some(plan) = view.plan(id)? else {
        return Ok(None);
    };
    let filter = TaskFilter::of_plans(Some(vec![id]));
    let chapters = plan.chapters.iter().map(|chapter| {
        let line = format!("{} {}", chapter.number, chapter.title);
        let (number, title) = (chapter.number, &chapter.title);
        Entry::new(
            line,
            json!({"id": chapter.id.to_string(), "number": number, "title": title}),
        )
    });
    let period = plan.period_start.zip(plan.period_end);
    let coverage = format!("{:.1} %", plan.coverage * 100.0);
    let card = Card::new("plan", id, plan.title.clone())
        .with(Field::DocumentNumber, plan.document_number.clone())
        .with(
            Field::Issuer,
            plan.issuer.map(|unit| unit_entry(view, unit)),
        )
        .with(Field::IssuedOn, plan.issued_on.map(|date| date.to_string()))
        .with(
            Field::Period,
            period.map(|(start, end)| {
                Entry::new(
                    format!("{start}–{end}"),
                    json!({"start": start, "end": end}),
                )
            }),
        )
        .with(
            Field::Region,
            plan.region.map(|city| city_entry(view, city)),
        )
        .with(Field::Coverage, [Entry::new(coverage, plan.coverage)])
        .with(Field::Chapters, chapters)
        .with(
            Field::Attachments,
            plan.attachments
                .iter()
                .map(|attachment| attachment.title.clone()),
        )
        .with(Field::Tasks, task_entries(view, &filter, None)?);
    Ok(Some(card))
}

fn unit_card(view: &View, id: UnitId) -> Result<Option<Card>, QueryError> {
    let Some(unit) = view.unit(id) else {
        return Ok(None);
    };
    let filter = TaskFilter {
        units: Some(UnitMatch {
            basis: Basis::ALL.to_vec(),
            ..UnitMatch::any_of(vec![id.to_string()])
        }),
        ..TaskFilter::default()
    };
    let became = view.successors(id);
    let was = view.predecessors(id);
    let cities = view.cities_of_unit(id)?;
    let jurisdiction = unit.jurisdiction.map(|city| city_entry(view, city));
    let card = Card::new("unit", id, unit.name.clone())
        .with(Field::FullName, unit.full_name.clone())
        .with(Field::Aliases, unit.aliases.clone())
        .with(Field::Jurisdiction, jurisdiction)
        .with(
            Field::Successors,
            became.iter().map(|change| step(view, change, change.to)),
        )
        .with(
            Field::Predecessors,
            was.iter().map(|change| step(view, change, change.from)),
        )
        .with(
            Field::Cities,
            cities.into_iter().map(|city| city_entry(view, city)),
        )
        .with(Field::Tasks, task_entries(view, &filter, Some(id))?);
    Ok(Some(card))
}

fn city_card(view: &View, id: CityId) -> Result<Option<Card>, QueryError> {
    let Some(city) = view.gazetteer().city(id) else {
        return Ok(None);
    };
    let filter = TaskFilter {
        cities: Some(CityMatch::any_of(vec![id.to_string()])),
        ..TaskFilter::default()
    };
    let units = view.units_of_city(id)?;
    let units = units.items().map(|(unit, count)| {
        let name = unit_name(view, *unit);
        let mut value = thing(unit, &name);
        value["taskCount"] = json!(count);
        Entry::new(format!("{name}  {count}"), value)
    });
    let card = Card::new("city", id, city.name.clone())
        .with(Field::Code, [format!("{:06}", id.code)])
        .with(
            Field::Parent,
            city.parent.map(|parent| city_entry(view, parent)),
        )
        .with(Field::Units, units)
        .with(Field::Tasks, task_entries(view, &filter, None)?);
    Ok(Some(card))
}

fn task_card(view: &View, task: &Task) -> Result<Card, QueryError> {
    let plan = view.plan(task.id.plan)?;
    let chapters = plan.iter().flat_map(|plan| &plan.chapters);
    let chapter = chapters.clone().find(|chapter| chapter.id == task.chapter);
    let section = chapters
        .flat_map(|chapter| &chapter.sections)
        .find(|section| Some(section.id) == task.section);
    let assignments = task.assignments.iter().map(|assignment| {
        let role = role_on_basis(assignment);
        let unit = unit_name(view, assignment.unit);
        Entry::new(
            format!("{role}  {unit}  {}", place(&assignment.span)),
            json!({
                "role": assignment.role.word(),
                "basis": assignment.basis.word(),
                "unit": thing(assignment.unit, &unit),
                "nameAsWritten": assignment.name_as_written,
                "line": assignment.span.range.line,
            }),
        )
    });
    let cities = task.cities.iter().map(|link| {
        let name = city_name(view, link.city);
        let mut value = thing(link.city, &name);
        value["line"] = json!(link.span.range.line);
        Entry::new(format!("{name}  {}", place(&link.span)), value)
    });
    let quoted = |words: &str, span: &TextSpan| {
        let value = json!({"text": words, "line": span.range.line});
        Entry::new(format!("{words}  {}", place(span)), value)
    };
    let indicators = task.indicators.iter();
    let indicators = indicators.map(|it| quoted(&it.phrase, &it.span));
    let deadlines = task.deadlines.iter();
    let deadlines = deadlines.map(|it| quoted(&it.text, &it.span));
    let name = task
        .label
        .clone()
        .unwrap_or_else(|| opening(&task.text, SHOWN));
    Ok(Card::new("task", task.id, name)
        .with(
            Field::Plan,
            plan.iter().map(|plan: &std::sync::Arc<Plan>| {
                Entry::new(
                    plan.title.as_str(),
                    json!({"id": plan.id.to_string(), "title": plan.title}),
                )
            }),
        )
        .with(Field::Chapter, chapter.map(|chapter| chapter.title.clone()))
        .with(Field::Section, section.map(|section| section.title.clone()))
        .with(Field::Text, [task.text.clone()])
        .with(Field::Assignments, assignments)
        .with(Field::Cities, cities)
        .with(Field::Indicators, indicators)
        .with(Field::Deadlines, deadlines))
}

/// One entry per task; beside a unit, with the roles that it has.
fn task_entries(
    view: &View,
    filter: &TaskFilter,
    unit: Option<UnitId>,
) -> Result<Vec<Entry>, QueryError> {
    let list = view.task_list(filter, TaskOrder::default())?;
    let ordinals: Vec<_> = list
        .slice(0..list.len())
        .into_iter()
        .map(|(_, task)| task)
        .collect();
    let tasks = view.tasks(&ordinals)?;
    let entries = tasks.iter().map(|task| {
        let parts = task.assignments.iter();
        let own: Vec<_> = parts.filter(|part| Some(part.unit) == unit).collect();
        let mut roles: Vec<_> = own.iter().map(|part| role_on_basis(part)).collect();
        roles.dedup();
        let roles = roles.join("、");
        let text = opening(&task.text, SHOWN);
        let mut value = json!({
            "id": task.id.to_string(),
            "line": task.span.range.line,
            "text": task.text,
        });
        if unit.is_some() {
            let part =
                |part: &&Assignment| json!({"role": part.role.word(), "basis": part.basis.word()});
            value["parts"] = own.iter().map(part).collect();
        }
        let line = format!("{}  {}  {roles}  {text}", task.id, place(&task.span));
        Entry::new(line, value)
    });
    Ok(entries.collect())
}

fn role_on_basis(assignment: &Assignment) -> String {
    let role = assignment.role.noun();
    let basis = match assignment.basis {
        Basis::Stated => "",
        Basis::Rule => "（依规则）",
        Basis::Inherited => "（沿用）",
        Basis::Inferred => "（推断）",
        Basis::Corrected => "（更正）",
    };
    format!("{role}{basis}")
}

/// A step of a reorganisation, seen from the other unit.
fn step(view: &View, change: &UnitChange, other: UnitId) -> Entry {
    let name = unit_name(view, other);
    let mut value = thing(other, &name);
    value["date"] = json!(change.date.to_string());
    value["source"] = json!(change.source);
    let line = format!("{name}  {}  {}", change.date, change.source);
    Entry::new(line, value)
}

/// Something that has an id and a name.
fn thing(id: impl Display, name: &str) -> Value {
    json!({"id": id.to_string(), "name": name})
}

fn unit_entry(view: &View, id: UnitId) -> Entry {
    let name = unit_name(view, id);
    let value = thing(id, &name);
    Entry::new(name, value)
}

fn city_entry(view: &View, id: CityId) -> Entry {
    let name = city_name(view, id);
    let value = thing(id, &name);
    Entry::new(name, value)
}

fn unit_name(view: &View, id: UnitId) -> String {
    view.unit(id)
        .map_or_else(|| id.to_string(), |unit| unit.name.clone())
}

fn city_name(view: &View, id: CityId) -> String {
    let city = view.gazetteer().city(id);
    city.map_or_else(|| id.to_string(), |city| city.name.clone())
}

/// The line that a span begins on.
fn place(span: &TextSpan) -> String {
    format!("L{}", span.range.line)
}
