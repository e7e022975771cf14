//! Filters and orders as clients write them, and what they mean to the engine.

use std::str::FromStr;

use async_graphql::{Enum, ID, InputObject, OneofObject};

use super::error::{Code, Fault, Result};
use super::types::{Basis, IndicatorKind, Projection, Role, UnitKind, Via, Weighting};
use crate::engine;

/// Which tasks are meant (任务筛选). Every part that is given must hold; an empty filter means all tasks.
#[derive(Debug, Clone, Default, InputObject)]
pub(crate) struct TaskFilter {
    /// Ids of plans (方案): tasks of one of these; null for all plans.
    plans: Option<Vec<ID>>,
    /// Numbers of chapters (章), from 1: tasks of chapters with one of these numbers, in any plan; null for all.
    chapters: Option<Vec<i32>>,
    /// Ids of chapters (章): tasks of one of these; null for all.
    chapter_ids: Option<Vec<ID>>,
    /// Ids of sections (节): tasks of one of these; null for all.
    sections: Option<Vec<ID>>,
    /// Numbers of tasks (任务序号), from 1 within each plan: tasks with one of these; null for all.
    numbers: Option<Vec<i32>>,
    /// Units (单位) that have a part in the task; null for any.
    units: Option<UnitMatch>,
    /// Cities (市、县) that the task is tied to; null for any.
    cities: Option<CityMatch>,
    /// Tasks with (true) or without (false) an indicator (指标); null for both.
    has_indicator: Option<bool>,
    /// Tasks with (true) or without (false) a binding indicator (约束性指标); null for both.
    is_binding: Option<bool>,
    /// Tasks with (true) or without (false) a deadline (时限); null for both.
    has_deadline: Option<bool>,
    /// Tasks with (true) or without (false) a deadline that has no end (长期坚持、持续推进); null for both.
    is_ongoing: Option<bool>,
    /// Tasks with (true) or without (false) a lead unit (牵头单位) by statement, rule or correction; a placeholder counts;
    /// null for both.
    has_lead: Option<bool>,
    /// Tasks with (true) or without (false) a unit that has a part by statement, rule or correction (承担单位); null for both.
    has_assignment: Option<bool>,
    /// A literal stretch of the text (文字), or of the title of its chapter, its section or a heading between, compared after
    /// normalisation; null for any.
    text: Option<String>,
    /// All of these hold (且); null for no further condition.
    and: Option<Vec<TaskFilter>>,
    /// At least one of these holds (或); null for no further condition, an empty list holds for no task.
    or: Option<Vec<TaskFilter>>,
    /// This does not hold (非); null for no further condition.
    not: Option<Box<TaskFilter>>,
}

/// Units (单位) by id, name, alias, former or later name. A name stands for every unit that bears it, in all jurisdictions. `role`
/// without any unit means tasks in which whatever unit has such a part, and so does a `basis` other than the default.
#[derive(Debug, Clone, InputObject)]
pub(crate) struct UnitMatch {
    /// At least one of these has a part in the task; null for no such condition, an empty list
    /// holds for no task.
    any: Option<Vec<String>>,
    /// Each of these has a part in the task; null or an empty list for no such condition.
    all: Option<Vec<String>>,
    /// None of these has a part in the task; null or an empty list for no such condition.
    none: Option<Vec<String>>,
    /// Only parts of this role (牵头、责任、配合) count; null for any role.
    role: Option<Role>,
    /// Only parts on one of these bases (依据) count; null as if left out.
    #[graphql(default_with = "Some(vec![Basis::Stated, Basis::Rule, Basis::Corrected])")]
    basis: Option<Vec<Basis>>,
}

/// Cities (市、县) by id, GB/T 2260 code, name or short name. `via` without any city means tasks with such a tie to whatever city.
#[derive(Debug, Clone, InputObject)]
pub(crate) struct CityMatch {
    /// The task is tied to at least one of these; null for no such condition, an empty list
    /// holds for no task.
    any: Option<Vec<String>>,
    /// The task is tied to each of these; null or an empty list for no such condition.
    all: Option<Vec<String>>,
    /// The task is tied to none of these; null or an empty list for no such condition.
    none: Option<Vec<String>>,
    /// Only ties of this kind count; null for both kinds.
    via: Option<Via>,
    /// Whether ties to places within a city count for it too (含下级行政区); false for the city itself alone, as facets, figures
    /// and the matrix count; null as if left out.
    #[graphql(default_with = "Some(true)")]
    include_descendants: Option<bool>,
}

/// Which units are meant (单位筛选). Every part that is given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub(crate) struct UnitFilter {
    /// A literal stretch of the name, the full name or an alias (名称), compared after normalisation; null for any.
    text: Option<String>,
    /// Units of these kinds (类别); null for all.
    kinds: Option<Vec<UnitKind>>,
    /// Units of the division (行政区) with this id, name or code; null for all.
    jurisdiction: Option<String>,
    /// Ids of plans (方案): units that one of these names; null for all plans.
    plans: Option<Vec<ID>>,
    /// Units that have a part of this role (牵头、责任、配合) in some task by statement, rule or correction; null for any.
    role: Option<Role>,
    /// Also units without a part in any task (未承担任务的单位): issuers, and without `plans` bodies that no plan names; null
    /// as if left out.
    #[graphql(default_with = "Some(false)")]
    include_unused: Option<bool>,
}

/// Which indicators are meant (指标筛选). Every part that is given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub(crate) struct IndicatorFilter {
    /// Ids of plans (方案): indicators of one of these; null for all plans.
    plans: Option<Vec<ID>>,
    /// A literal stretch of subject or phrase (文字), compared after normalisation; null for any.
    text: Option<String>,
    /// Indicators with one of these subjects (指标名称), compared after normalisation; null for any.
    subjects: Option<Vec<String>>,
    /// Indicators of these kinds (类别); null for all.
    kinds: Option<Vec<IndicatorKind>>,
    /// The unit of measurement as printed or without its scale (计量单位): %, 万亩, 亩; null for any.
    unit: Option<String>,
    /// The least value, in the unit without its scale (下限); null for no bound.
    min: Option<f64>,
    /// The greatest value, in the unit without its scale (上限); null for no bound.
    max: Option<f64>,
    /// A year that the period of the indicator holds (年份); null for any.
    year: Option<i32>,
    /// Binding indicators (约束性, true) or the others (false); null for both.
    is_binding: Option<bool>,
    /// Indicators whose figure the state sets (系国家分解指标, true) or the others (false); null for both.
    is_assigned_by_state: Option<bool>,
    /// Indicators of these tasks (任务); null for all, also those outside tasks.
    tasks: Option<TaskFilter>,
}

/// Which way a list runs (排序方向).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
#[graphql(remote = "engine::Direction")]
pub(crate) enum OrderDirection {
    /// The smallest first (升序).
    #[graphql(name = "ASC")]
    #[default]
    Ascending,
    /// The largest first (降序).
    #[graphql(name = "DESC")]
    Descending,
}

/// What a list of tasks is sorted by (任务排序项).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "engine::TaskOrderField")]
pub(crate) enum TaskOrderField {
    /// Plans as they were accepted, tasks as they are printed (文件顺序).
    Document,
    /// Number of units that have a part by statement, rule or correction (单位数).
    UnitCount,
    /// The earliest dated deadline (时限); tasks without one come last in both directions.
    Deadline,
}

/// The order of a list of tasks (任务排序).
#[derive(Debug, Clone, Copy, InputObject)]
pub(crate) struct TaskOrder {
    /// What the list is sorted by (排序项).
    field: TaskOrderField,
    /// Which way (方向).
    #[graphql(default_with = "OrderDirection::Ascending")]
    direction: OrderDirection,
}

/// What a list of units is sorted by (单位排序项).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "engine::UnitOrderField")]
pub(crate) enum UnitOrderField {
    /// The name, by code point (名称).
    Name,
    /// Number of tasks that the unit leads (牵头任务数).
    LeadCount,
    /// Number of tasks in which the unit has a part (任务数).
    TaskCount,
    /// Number of units with which it shares a task (合作单位数), in the network of the plans chosen with its defaults.
    Degree,
}

/// The order of a list of units (单位排序).
#[derive(Debug, Clone, Copy, InputObject)]
pub(crate) struct UnitOrder {
    /// What the list is sorted by (排序项).
    field: UnitOrderField,
    /// Which way (方向).
    #[graphql(default_with = "OrderDirection::Descending")]
    direction: OrderDirection,
}

/// What names a plan (方案); exactly one is given.
#[derive(Debug, Clone, OneofObject)]
pub(crate) enum PlanBy {
    /// The id of the plan (方案编号).
    Id(ID),
    /// Its own document number (文号), in any bracket form.
    DocumentNumber(String),
    /// SHA-256 of its bytes as given, in hexadecimal digits (源文件校验值).
    #[graphql(name = "sourceSha256")]
    SourceSha256(String),
}

/// What names a division (行政区); exactly one is given.
#[derive(Debug, Clone, OneofObject)]
pub(crate) enum CityBy {
    /// The id of the division (行政区编号).
    Id(ID),
    /// Its GB/T 2260 code (行政区划代码): 210200; of several with one code the one in force is meant.
    Code(String),
    /// Its name or short name (名称): 大连市, 大连.
    Name(String),
}

/// Which network of units is meant (单位网络筛选). Every part that is given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub(crate) struct NetworkFilter {
    /// Only these tasks make edges (任务); null for all.
    tasks: Option<TaskFilter>,
    /// Which units an edge joins (投影方式); null as if left out.
    #[graphql(default_with = "Some(Projection::CoResponsible)")]
    projection: Option<Projection>,
    /// What the weight of an edge is (权重); null as if left out.
    #[graphql(default_with = "Some(Weighting::Count)")]
    weighting: Option<Weighting>,
    /// Units of these kinds are nodes (单位类别); null for all but
    /// `LOCAL_GOVERNMENT` and `PLACEHOLDER`.
    kinds: Option<Vec<UnitKind>>,
    /// The least weight of an edge (最小权重); units whose edges are all lighter stay as nodes; null for no bound.
    min_weight: Option<f64>,
    /// Only parts on one of these bases (依据) count; null as if left out.
    #[graphql(default_with = "Some(vec![Basis::Stated, Basis::Rule, Basis::Corrected])")]
    basis: Option<Vec<Basis>>,
    /// Only parts of one of these roles (角色) count; null for any.
    roles: Option<Vec<Role>>,
}

/// The id in `argument`, which must be the id of a `kind`.
pub(crate) fn parse_id<T: FromStr>(id: &str, kind: &str, argument: &str) -> Result<T> {
    id.parse().map_err(|_not_an_id| {
        let message = no_id_of(id, kind);
        Fault::new(Code::InvalidId, message).at(argument)
    })
}

/// What is said of an id that is not that of a `kind`.
pub(crate) fn no_id_of(id: &str, kind: &str) -> String {
    let article = if kind.starts_with(['a', 'i']) {
        "an"
    } else {
        "a"
    };
    format!("“{id}” is not the id of {article} {kind}")
}

pub(crate) fn parse_ids<T: FromStr>(
    ids: Option<Vec<ID>>,
    kind: &str,
    argument: &str,
) -> Result<Option<Vec<T>>> {
    ids.map(|ids| ids.iter().map(|id| parse_id(id, kind, argument)).collect())
        .transpose()
}

impl TryFrom<TaskFilter> for engine::TaskFilter {
    type Error = Fault;

    fn try_from(filter: TaskFilter) -> Result<Self> {
        let all = |filters: Option<Vec<TaskFilter>>| {
            filters
                .map(|filters| filters.into_iter().map(Self::try_from).collect())
                .transpose()
        };
        // A number that no chapter or task can have names none.
        let numbers = |numbers: Vec<i32>| {
            let numbers = numbers.into_iter();
            numbers
                .map(|number| u32::try_from(number).unwrap_or(0))
                .collect()
        };
        Ok(Self {
            plans: parse_ids(filter.plans, "plan", "filter.plans")?,
            chapters: filter.chapters.map(numbers),
            chapter_ids: parse_ids(filter.chapter_ids, "chapter", "filter.chapterIds")?,
            sections: parse_ids(filter.sections, "section", "filter.sections")?,
            numbers: filter.numbers.map(numbers),
            units: filter.units.map(Into::into),
            cities: filter.cities.map(Into::into),
            has_indicator: filter.has_indicator,
            is_binding: filter.is_binding,
            has_deadline: filter.has_deadline,
            is_ongoing: filter.is_ongoing,
            has_lead: filter.has_lead,
            has_assignment: filter.has_assignment,
            text: filter.text,
            and: all(filter.and)?,
            or: all(filter.or)?,
            not: filter
                .not
                .map(|filter| Self::try_from(*filter).map(Box::new))
                .transpose()?,
        })
    }
}

impl From<UnitMatch> for engine::UnitMatch {
    fn from(units: UnitMatch) -> Self {
        let UnitMatch {
            any,
            all,
            none,
            role,
            basis,
        } = units;
        let basis = basis.map(|basis| basis.into_iter().map(Into::into).collect());
        let otherwise = Self::default();
        Self {
            any,
            all,
            none,
            role: role.map(Into::into),
            basis: basis.unwrap_or(otherwise.basis),
        }
    }
}

impl From<CityMatch> for engine::CityMatch {
    fn from(cities: CityMatch) -> Self {
        let CityMatch {
            any,
            all,
            none,
            via,
            include_descendants,
        } = cities;
        Self {
            any,
            all,
            none,
            via: via.map(Into::into),
            itself_only: include_descendants == Some(false),
        }
    }
}

impl TryFrom<UnitFilter> for engine::UnitFilter {
    type Error = Fault;

    fn try_from(filter: UnitFilter) -> Result<Self> {
        Ok(Self {
            text: filter.text,
            kinds: filter
                .kinds
                .map(|kinds| kinds.into_iter().map(Into::into).collect()),
            jurisdiction: filter.jurisdiction,
            plans: parse_ids(filter.plans, "plan", "filter.plans")?,
            role: filter.role.map(Into::into),
            include_unused: filter.include_unused.unwrap_or_default(),
        })
    }
}

impl TryFrom<IndicatorFilter> for engine::IndicatorFilter {
    type Error = Fault;

    fn try_from(filter: IndicatorFilter) -> Result<Self> {
        // A year that no period can hold is in none.
        let year = |year: i32| u16::try_from(year).unwrap_or(0);
        Ok(Self {
            plans: parse_ids(filter.plans, "plan", "filter.plans")?,
            text: filter.text,
            subjects: filter.subjects,
            kinds: filter
                .kinds
                .map(|kinds| kinds.into_iter().map(Into::into).collect()),
            unit: filter.unit,
            min: filter.min,
            max: filter.max,
            year: filter.year.map(year),
            is_binding: filter.is_binding,
            is_assigned_by_state: filter.is_assigned_by_state,
            tasks: filter.tasks.map(TryInto::try_into).transpose()?,
        })
    }
}

impl TryFrom<NetworkFilter> for engine::NetworkFilter {
    type Error = Fault;

    fn try_from(filter: NetworkFilter) -> Result<Self> {
        let otherwise = Self::default();
        let kinds = filter.kinds.map(|kinds| kinds.into_iter().map(Into::into));
        let basis = filter.basis.map(|basis| basis.into_iter().map(Into::into));
        let roles = filter.roles.map(|roles| roles.into_iter().map(Into::into));
        Ok(Self {
            tasks: filter.tasks.unwrap_or_default().try_into()?,
            projection: filter.projection.map(Into::into).unwrap_or_default(),
            weighting: filter.weighting.map(Into::into).unwrap_or_default(),
            kinds: kinds.map(Iterator::collect),
            min_weight: filter.min_weight,
            basis: basis.map_or(otherwise.basis, Iterator::collect),
            roles: roles.map(Iterator::collect),
        })
    }
}

impl From<TaskOrder> for engine::TaskOrder {
    fn from(order: TaskOrder) -> Self {
        Self {
            field: order.field.into(),
            direction: order.direction.into(),
        }
    }
}

impl From<UnitOrder> for engine::UnitOrder {
    fn from(order: UnitOrder) -> Self {
        Self {
            field: order.field.into(),
            direction: order.direction.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_has_its_article() {
        let check = |kind, expected: &str| assert_eq!(no_id_of("x", kind), expected);
        check("plan", "“x” is not the id of a plan");
        check("unit", "“x” is not the id of a unit");
        check("indicator", "“x” is not the id of an indicator");
    }
}
