//! Which operation of `schema/operations` gives the rows of an answer, and with which variables.

use serde_json::{Map, Value, json};

use super::{filters, types};
use crate::engine::{
    AskOperation, CityMatch, Direction, IndicatorFilter, NetworkFilter, TaskDimension, TaskFilter,
    TopicGroup, TopicQuery, UnitFilter, UnitMatch, UnitOrder,
};
use crate::model::{PlanId, Role, UnitId};

/// An operation of `schema/operations` and its variables.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedOperation {
    /// The name of the operation, and of its file.
    pub name: &'static str,
    /// Its variables, an object.
    pub variables: Value,
}

impl From<&AskOperation> for NamedOperation {
    fn from(operation: &AskOperation) -> Self {
        let named = |name, variables| Self { name, variables };
        match operation {
            AskOperation::Tasks { filter, first } => named(
                "AskTasks",
                json!({ "filter": tasks(filter), "first": first }),
            ),
            AskOperation::TasksByUnits {
                filter,
                direction,
                first,
            } => named(
                "AskTasksByUnits",
                json!({
                    "filter": tasks(filter),
                    "direction": direction_word(*direction),
                    "first": first,
                }),
            ),
            AskOperation::TopicTasks(topic) => named("AskTopicTasks", searched(topic)),
            AskOperation::Deadlines { filter, first } => named(
                "AskDeadlines",
                json!({ "filter": tasks(filter), "first": first }),
            ),
            AskOperation::TopicDeadlines(topic) => named("AskTopicDeadlines", searched(topic)),
            AskOperation::Groups { filter, dimension } => named(
                "AskGroups",
                json!({ "filter": tasks(filter), "groupBy": [dimension_word(*dimension)] }),
            ),
            AskOperation::GroupCounts { groups, filter } => {
                named("AskGroupCounts", counted(groups, filter))
            }
            AskOperation::TopicGroups { topic, by } => {
                let name = match by {
                    TopicGroup::LeadUnit => "AskTopicLeads",
                    TopicGroup::Unit => "AskTopicUnits",
                    TopicGroup::Chapter => "AskTopicChapters",
                    TopicGroup::City => "AskTopicCities",
                };
                named(name, searched(topic))
            }
            AskOperation::Units {
                filter,
                order,
                first,
            } => named(
                "AskUnits",
                json!({ "filter": units(filter), "orderBy": unit_order(*order), "first": first }),
            ),
            AskOperation::Parts {
                filter,
                role,
                first,
            } => named(
                "AskParts",
                json!({ "filter": tasks(filter), "role": role.word(), "first": first }),
            ),
            AskOperation::TopicParts { topic, role } => {
                let mut variables = searched(topic);
                variables["role"] = json!(role.map(Role::word));
                named("AskTopicParts", variables)
            }
            AskOperation::Indicators { filter, first } => named(
                "AskIndicators",
                json!({ "filter": indicators(filter), "first": first }),
            ),
            AskOperation::TopicIndicators(topic) => named("AskTopicIndicators", searched(topic)),
            AskOperation::UnitCounts {
                units,
                role,
                filter,
            } => {
                let mut variables = counted(units, filter);
                variables["role"] = json!(role.map(Role::word));
                named("AskUnitCounts", variables)
            }
            AskOperation::UnitRoles { units, filter } => {
                named("AskUnitRoles", counted(units, filter))
            }
            AskOperation::Partners {
                unit,
                tasks: within,
                first,
            } => named(
                "AskPartners",
                json!({
                    "name": unit.to_string(),
                    "filter": { "tasks": tasks(within) },
                    "first": first,
                }),
            ),
            AskOperation::Pairs(filter) => named("AskPairs", pairs(filter)),
            AskOperation::Path { from, to, plans } => {
                named("AskPath", path(*from, *to, plans.as_ref()))
            }
            AskOperation::Plans(plans) => named("AskPlans", json!({ "ids": ids(Some(plans)) })),
            AskOperation::Names(unit) => named("AskNames", of_unit(*unit)),
            AskOperation::Successors(unit) => named("AskSuccessors", of_unit(*unit)),
            AskOperation::Predecessors(unit) => named("AskPredecessors", of_unit(*unit)),
        }
    }
}

// Of the filters only what a question can fill is written: the test of every operation would miss the rest.

fn counted<T: ToString>(of: &Vec<T>, filter: &TaskFilter) -> Value {
    json!({ "ids": ids(Some(of)), "filter": tasks(filter) })
}

fn of_unit(unit: UnitId) -> Value {
    json!({ "name": unit.to_string() })
}

fn pairs(filter: &NetworkFilter) -> Value {
    json!({ "filter": { "tasks": tasks(&filter.tasks), "minWeight": filter.min_weight } })
}

fn path(from: UnitId, to: UnitId, plans: Option<&Vec<PlanId>>) -> Value {
    json!({ "from": from.to_string(), "to": to.to_string(), "plans": ids(plans) })
}

fn searched(topic: &TopicQuery) -> Value {
    json!({ "query": topic.query, "filter": tasks(&topic.filter), "first": topic.first })
}

/// An object without the members that are null.
fn given<const N: usize>(members: [(&str, Value); N]) -> Value {
    let members = members.into_iter().filter(|(_, value)| !value.is_null());
    let members: Map<_, _> = members
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    Value::Object(members)
}

fn ids<T: ToString>(ids: Option<&Vec<T>>) -> Value {
    ids.map_or(Value::Null, |ids| {
        ids.iter().map(ToString::to_string).collect()
    })
}

fn tasks(filter: &TaskFilter) -> Value {
    let all = |filters: &Option<Vec<TaskFilter>>| match filters {
        Some(filters) => filters.iter().map(tasks).collect(),
        None => Value::Null,
    };
    given([
        ("plans", ids(filter.plans.as_ref())),
        ("chapters", json!(filter.chapters)),
        ("chapterIds", ids(filter.chapter_ids.as_ref())),
        ("sections", ids(filter.sections.as_ref())),
        ("numbers", json!(filter.numbers)),
        (
            "units",
            filter.units.as_ref().map_or(Value::Null, unit_match),
        ),
        (
            "cities",
            filter.cities.as_ref().map_or(Value::Null, city_match),
        ),
        ("hasIndicator", json!(filter.has_indicator)),
        ("isBinding", json!(filter.is_binding)),
        ("hasDeadline", json!(filter.has_deadline)),
        ("isOngoing", json!(filter.is_ongoing)),
        ("hasLead", json!(filter.has_lead)),
        ("hasAssignment", json!(filter.has_assignment)),
        ("text", json!(filter.text)),
        ("and", all(&filter.and)),
        ("or", all(&filter.or)),
        (
            "not",
            filter
                .not
                .as_ref()
                .map_or(Value::Null, |filter| tasks(filter)),
        ),
    ])
}

fn unit_match(units: &UnitMatch) -> Value {
    given([
        ("any", json!(units.any)),
        ("all", json!(units.all)),
        ("role", json!(units.role.map(Role::word))),
    ])
}

fn city_match(cities: &CityMatch) -> Value {
    json!({ "any": cities.any })
}

fn units(filter: &UnitFilter) -> Value {
    given([
        ("plans", ids(filter.plans.as_ref())),
        ("role", json!(filter.role.map(Role::word))),
    ])
}

fn indicators(filter: &IndicatorFilter) -> Value {
    given([
        ("text", json!(filter.text)),
        ("subjects", json!(filter.subjects)),
        ("unit", json!(filter.unit)),
        ("min", json!(filter.min)),
        ("max", json!(filter.max)),
        ("year", json!(filter.year)),
        ("isBinding", json!(filter.is_binding)),
        ("isAssignedByState", json!(filter.is_assigned_by_state)),
        ("tasks", filter.tasks.as_ref().map_or(Value::Null, tasks)),
    ])
}

fn unit_order(order: UnitOrder) -> Value {
    let field = filters::UnitOrderField::from(order.field);
    json!({ "field": word(field), "direction": direction_word(order.direction) })
}

fn dimension_word(dimension: TaskDimension) -> Value {
    word(types::TaskDimension::from(dimension))
}

fn direction_word(direction: Direction) -> Value {
    word(filters::OrderDirection::from(direction))
}

/// The word of the API for a value of one of its enums.
fn word(value: impl Into<async_graphql::Value>) -> Value {
    json!(value.into())
}
