//! The one filter of tasks: names are resolved once, then every row of a segment is tested.
//!
//! A filter compiles to a predicate on rows and to a bound on plans: a plan that cannot hold a match is never read.
//! What comes out is a [`TaskSet`] of ordinals.

mod texts;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::{QueryError, TaskSet, View};
use crate::model::{Basis, ChapterId, CityId, PlanId, Role, SectionId, UnitId, Via};
use crate::store::{Link, PlanEntry, Segment, TaskRow};
use crate::text::fold::fold;
use texts::Texts;

/// Which tasks are meant. Every part that is given must hold; an empty filter means all tasks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct TaskFilter {
    /// Tasks of these plans.
    pub plans: Option<Vec<PlanId>>,
    /// Tasks of chapters with these numbers.
    pub chapters: Option<Vec<u32>>,
    /// Tasks of these chapters.
    pub chapter_ids: Option<Vec<ChapterId>>,
    /// Tasks of these sections.
    pub sections: Option<Vec<SectionId>>,
    /// Tasks with these numbers within their plans.
    pub numbers: Option<Vec<u32>>,
    /// Tasks in which these units have a part.
    pub units: Option<UnitMatch>,
    /// Tasks tied to these cities or to places within them.
    pub cities: Option<CityMatch>,
    /// Tasks with or without an indicator.
    pub has_indicator: Option<bool>,
    /// Tasks with or without a binding indicator.
    pub is_binding: Option<bool>,
    /// Tasks with or without a deadline.
    pub has_deadline: Option<bool>,
    /// Tasks with or without a deadline that has no end.
    pub is_ongoing: Option<bool>,
    /// Tasks with or without a lead by statement, rule or correction; a placeholder counts.
    pub has_lead: Option<bool>,
    /// Tasks with or without a unit by statement, rule or correction.
    pub has_assignment: Option<bool>,
    /// A literal stretch of the text or of the title of chapter, section or a heading, compared after folding.
    pub text: Option<String>,
    /// All of these hold.
    pub and: Option<Vec<TaskFilter>>,
    /// One of these holds.
    pub or: Option<Vec<TaskFilter>>,
    /// This does not hold.
    pub not: Option<Box<TaskFilter>>,
}

impl TaskFilter {
    /// The tasks of these plans, of all when `None`.
    #[must_use]
    pub fn of_plans(plans: Option<Vec<PlanId>>) -> Self {
        Self {
            plans,
            ..Self::default()
        }
    }

    /// Whether it takes plans whole: it asks for no more of a task than that it is of one of them.
    #[must_use]
    pub fn is_of_plans(&self) -> bool {
        *self == Self::of_plans(self.plans.clone())
    }
}

/// Units by id, name, alias, former or later name; a name stands for every unit that bears it.
///
/// A role, or bases other than the default, without any unit mean a part of whatever unit. An empty list of `any` holds for
/// no task; of `all` and `none` it is no condition, as if it were not there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnitMatch {
    /// At least one of these has a part.
    pub any: Option<Vec<String>>,
    /// Each of these has a part.
    pub all: Option<Vec<String>>,
    /// None of these has a part.
    pub none: Option<Vec<String>>,
    /// Only parts of this role count.
    pub role: Option<Role>,
    /// Only parts on one of these bases count.
    pub basis: Vec<Basis>,
}

impl Default for UnitMatch {
    fn default() -> Self {
        Self {
            any: None,
            all: None,
            none: None,
            role: None,
            basis: Basis::COUNTED.to_vec(),
        }
    }
}

impl UnitMatch {
    /// At least one of these has a part.
    #[must_use]
    pub fn any_of(names: Vec<String>) -> Self {
        Self {
            any: Some(names),
            ..Self::default()
        }
    }

    /// Whether the bases are those that count when nobody names any.
    #[must_use]
    pub fn has_usual_basis(&self) -> bool {
        self.basis.iter().all(|basis| basis.counts())
            && Basis::COUNTED
                .iter()
                .all(|basis| self.basis.contains(basis))
    }
}

/// Cities by id, code, name or short name; places within a city count for it unless that is ruled out.
///
/// A kind of tie without any city means a tie to whatever city. Empty lists mean what those of [`UnitMatch`] do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct CityMatch {
    /// At least one of these is tied to the task.
    pub any: Option<Vec<String>>,
    /// Each of these is tied to the task.
    pub all: Option<Vec<String>>,
    /// None of these is tied to the task.
    pub none: Option<Vec<String>>,
    /// Only ties of this kind count.
    pub via: Option<Via>,
    /// Only ties to the cities themselves count, not those to places within.
    pub itself_only: bool,
}

impl CityMatch {
    /// At least one of these is tied to the task.
    #[must_use]
    pub fn any_of(names: Vec<String>) -> Self {
        Self {
            any: Some(names),
            ..Self::default()
        }
    }
}

impl View {
    /// The tasks that a filter means.
    pub fn task_set(&self, filter: &TaskFilter) -> Result<TaskSet, QueryError> {
        let test = self.compile(filter)?;
        let plans = self.plans_within(&test.bound());
        let mut set = TaskSet::new();
        if matches!(&test, Test::All(tests) if tests.is_empty()) {
            for entry in plans {
                set.insert_range(entry.ordinals());
            }
            return Ok(set);
        }
        self.segments(&plans, |entry, segment| {
            let words = Texts::of(self, entry);
            for (row, number) in segment.tasks.iter().zip(1..) {
                if test.holds(segment, row, number, &words)? {
                    set.insert(entry.ordinal(number));
                }
            }
            Ok(())
        })?;
        Ok(set)
    }

    fn plans_within(&self, bound: &Bound) -> Vec<Arc<PlanEntry>> {
        self.plans_that(|entry| match bound {
            Bound::All => true,
            Bound::Plans(ids) => ids.contains(&entry.id),
            Bound::Cities(ids) => entry.cities.iter().any(|city| ids.contains(city)),
        })
    }

    fn compile(&self, filter: &TaskFilter) -> Result<Test, QueryError> {
        let mut tests = Vec::new();
        if let Some(plans) = &filter.plans {
            self.check_plans(plans)?;
            tests.push(Test::Plans(plans.iter().copied().collect()));
        }
        if let Some(numbers) = &filter.chapters {
            tests.push(Test::ChapterNumbers(numbers.clone()));
        }
        if let Some(ids) = &filter.chapter_ids {
            tests.push(Test::Chapters(ids.iter().copied().collect()));
        }
        if let Some(ids) = &filter.sections {
            tests.push(Test::Sections(ids.iter().copied().collect()));
        }
        if let Some(numbers) = &filter.numbers {
            tests.push(Test::Numbers(numbers.clone()));
        }
        if let Some(units) = &filter.units {
            self.compile_units(units, &mut tests)?;
        }
        if let Some(cities) = &filter.cities {
            self.compile_cities(cities, &mut tests)?;
        }
        let flags = [
            (filter.has_indicator, Flag::Indicator),
            (filter.is_binding, Flag::Binding),
            (filter.has_deadline, Flag::Deadline),
            (filter.is_ongoing, Flag::Ongoing),
            (filter.has_lead, Flag::Lead),
            (filter.has_assignment, Flag::Assignment),
        ];
        for (wanted, flag) in flags {
            tests.extend(wanted.map(|wanted| Test::Flag(flag, wanted)));
        }
        for filter in filter.and.iter().flatten() {
            tests.push(self.compile(filter)?);
        }
        if let Some(filters) = &filter.or {
            let any: Result<_, _> = filters.iter().map(|filter| self.compile(filter)).collect();
            tests.push(Test::Any(any?));
        }
        if let Some(filter) = &filter.not {
            tests.push(Test::Not(Box::new(self.compile(filter)?)));
        }
        // The only test that reads task texts comes last: by then most rows are out.
        if let Some(text) = &filter.text {
            tests.push(Test::Text(fold(text)));
        }
        Ok(Test::All(tests))
    }

    fn compile_units(&self, wanted: &UnitMatch, tests: &mut Vec<Test>) -> Result<(), QueryError> {
        let (role, basis) = (wanted.role, wanted.basis.clone());
        let part = |units: Vec<UnitId>| {
            let plans = units
                .iter()
                .filter_map(|unit| self.snapshot().unit(*unit))
                .flat_map(|entry| entry.uses.iter().map(|used| used.plan))
                .collect();
            Test::Unit {
                units: units.into_iter().collect(),
                role,
                basis: basis.clone(),
                plans,
            }
        };
        let names = [&wanted.any, &wanted.all, &wanted.none];
        let named = named(names, |name| self.units_bearing(name), part)?;
        if named.is_empty() && (role.is_some() || !wanted.has_usual_basis()) {
            tests.push(Test::Part { role, basis });
        }
        tests.extend(named);
        Ok(())
    }

    fn compile_cities(&self, wanted: &CityMatch, tests: &mut Vec<Test>) -> Result<(), QueryError> {
        let via = wanted.via;
        let tie = |cities: Vec<CityId>| Test::City {
            cities: cities.into_iter().collect(),
            via,
        };
        let meant = |name: &str| {
            if wanted.itself_only {
                self.cities_named(name)
            } else {
                Ok(self.cities_within(name)?.into_iter().collect())
            }
        };
        let named = named([&wanted.any, &wanted.all, &wanted.none], meant, tie)?;
        if named.is_empty() {
            tests.extend(via.map(Test::Tie));
        }
        tests.extend(named);
        Ok(())
    }
}

/// The tests for the names of a match, where `meant` finds whom one means: none when nobody is named, for an empty list of
/// `all` or `none` asks for nothing, one of `any` holds for no task.
fn named<Id>(
    [any, all, none]: [&Option<Vec<String>>; 3],
    meant: impl Fn(&str) -> Result<Vec<Id>, QueryError>,
    test: impl Fn(Vec<Id>) -> Test,
) -> Result<Vec<Test>, QueryError> {
    let mut tests = Vec::new();
    if let Some(names) = any {
        let ids: Result<Vec<_>, _> = names.iter().map(|name| meant(name)).collect();
        tests.push(test(ids?.into_iter().flatten().collect()));
    }
    for name in all.iter().flatten() {
        tests.push(test(meant(name)?));
    }
    for name in none.iter().flatten() {
        tests.push(Test::Not(Box::new(test(meant(name)?))));
    }
    Ok(tests)
}

/// A compiled filter.
enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Plans(HashSet<PlanId>),
    ChapterNumbers(Vec<u32>),
    Chapters(HashSet<ChapterId>),
    Sections(HashSet<SectionId>),
    Numbers(Vec<u32>),
    Unit {
        units: BTreeSet<UnitId>,
        role: Option<Role>,
        basis: Vec<Basis>,
        plans: HashSet<PlanId>,
    },
    /// A part of whatever unit.
    Part {
        role: Option<Role>,
        basis: Vec<Basis>,
    },
    City {
        cities: HashSet<CityId>,
        via: Option<Via>,
    },
    /// A tie to whatever city.
    Tie(Via),
    Flag(Flag, bool),
    Text(String),
}

#[derive(Clone, Copy)]
enum Flag {
    Indicator,
    Binding,
    Deadline,
    Ongoing,
    Lead,
    Assignment,
}

/// Plans outside which a test never holds.
enum Bound {
    All,
    Plans(HashSet<PlanId>),
    Cities(HashSet<CityId>),
}

impl Test {
    /// A bound that is cheap to find; what it lets through is tested row by row.
    fn bound(&self) -> Bound {
        match self {
            Self::Plans(plans) | Self::Unit { plans, .. } => Bound::Plans(plans.clone()),
            Self::Chapters(ids) => Bound::Plans(ids.iter().map(|id| id.plan).collect()),
            Self::Sections(ids) => Bound::Plans(ids.iter().map(|id| id.plan).collect()),
            Self::City { cities, .. } => Bound::Cities(cities.clone()),
            Self::All(tests) => {
                let mut bound = Bound::All;
                for test in tests {
                    bound = match (bound, test.bound()) {
                        (bound, Bound::All) => bound,
                        (Bound::Plans(one), Bound::Plans(other)) => {
                            Bound::Plans(one.intersection(&other).copied().collect())
                        }
                        (Bound::Plans(plans), _) => Bound::Plans(plans),
                        (_, bound) => bound,
                    };
                }
                bound
            }
            Self::Any(tests) => {
                let mut plans = HashSet::new();
                for test in tests {
                    match test.bound() {
                        Bound::Plans(more) => plans.extend(more),
                        Bound::All | Bound::Cities(_) => return Bound::All,
                    }
                }
                Bound::Plans(plans)
            }
            Self::Not(_)
            | Self::ChapterNumbers(_)
            | Self::Numbers(_)
            | Self::Part { .. }
            | Self::Tie(_)
            | Self::Flag(..)
            | Self::Text(_) => Bound::All,
        }
    }

    fn holds(
        &self,
        segment: &Segment,
        row: &TaskRow,
        number: u32,
        words: &Texts<'_>,
    ) -> Result<bool, QueryError> {
        Ok(match self {
            Self::All(tests) => {
                for test in tests {
                    if !test.holds(segment, row, number, words)? {
                        return Ok(false);
                    }
                }
                true
            }
            Self::Any(tests) => {
                for test in tests {
                    if test.holds(segment, row, number, words)? {
                        return Ok(true);
                    }
                }
                false
            }
            Self::Not(test) => !test.holds(segment, row, number, words)?,
            Self::Plans(plans) => plans.contains(&row.id.plan),
            Self::ChapterNumbers(numbers) => numbers.contains(&(row.chapter + 1)),
            Self::Chapters(ids) => segment.chapter_of(row).is_some_and(|id| ids.contains(&id)),
            Self::Sections(ids) => segment.section_of(row).is_some_and(|id| ids.contains(&id)),
            Self::Numbers(numbers) => numbers.contains(&number),
            Self::Unit {
                units, role, basis, ..
            } => row.links.iter().any(|link| {
                counts(*link, *role, basis)
                    && segment.unit_of(link).is_some_and(|id| units.contains(&id))
            }),
            Self::Part { role, basis } => row.links.iter().any(|link| counts(*link, *role, basis)),
            Self::Tie(via) => row.places.iter().any(|place| place.via == *via),
            Self::City { cities, via } => row.places.iter().any(|place| {
                via.is_none_or(|via| place.via == via)
                    && segment
                        .city_of(place)
                        .is_some_and(|id| cities.contains(&id))
            }),
            Self::Flag(flag, wanted) => {
                let found = match flag {
                    Flag::Indicator => !row.indicators.is_empty(),
                    Flag::Binding => row.indicators.iter().any(|indicator| indicator.is_binding),
                    Flag::Deadline => row.has_deadline,
                    Flag::Ongoing => row.has_deadline && words.is_ongoing(number)?,
                    Flag::Lead => row.has_lead(),
                    Flag::Assignment => row.unit_count() > 0,
                };
                found == *wanted
            }
            Self::Text(wanted) => words.contain(number, wanted)?,
        })
    }
}

/// Whether a part is one of this role (any when `None`) on one of these bases.
fn counts(link: Link, role: Option<Role>, basis: &[Basis]) -> bool {
    role.is_none_or(|role| link.role == role) && basis.contains(&link.basis)
}
