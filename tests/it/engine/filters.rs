//! Filters and counts against the plainest way to find the same: looking at every task.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use plangraph::engine::{CityMatch, TaskDimension, TaskFilter, TaskStatKey, UnitMatch, View};
use plangraph::model::{Assignment, Basis, CityId, NodeId, Role, Task, UnitId, Via};
use proptest::prelude::*;

use crate::graphql::sample::Sample;

const UNITS: &[&str] = &[
    "省发展改革委",
    "省财政厅",
    "省农委",
    "沈阳市",
    "省委有关部门",
    "省教育厅",
];
const CITIES: &[&str] = &["辽宁省", "大连市", "沈阳市", "瓦房店市", "朝阳市"];
const WORDS: &[&str] = &["建设", "农业", "97%", "铁路", "约束性指标", ""];

struct Bundled {
    view: View,
    tasks: Vec<Arc<Task>>,
}

static BUNDLED: LazyLock<Bundled> = LazyLock::new(|| {
    let view = Sample::bundled().engine.view();
    let ordinals: Vec<_> = (0..148).collect();
    let tasks = view.tasks(&ordinals).unwrap();
    assert_eq!(tasks.len(), 148);
    Bundled { view, tasks }
});

impl Bundled {
    fn unit(&self, name: &str) -> UnitId {
        self.view.find_unit(name, None).unwrap()
    }

    /// Whether a city is the one of this name or lies within it.
    fn is_within(&self, city: CityId, name: &str) -> bool {
        let gazetteer = self.view.gazetteer();
        let wanted = gazetteer.cities_named(name);
        let mut next = Some(city);
        while let Some(city) = next {
            if wanted.contains(&city) {
                return true;
            }
            next = gazetteer.city(city).and_then(|city| city.parent);
        }
        false
    }

    fn holds(&self, filter: &TaskFilter, task: &Task) -> bool {
        let plan = self.view.plan(task.id.plan).unwrap().unwrap();
        let chapter = plan
            .chapters
            .iter()
            .find(|chapter| chapter.id == task.chapter)
            .unwrap();
        let is = |wanted: Option<bool>, found: bool| wanted.is_none_or(|wanted| wanted == found);
        let titles = [&task.text, &chapter.title].into_iter();
        let sections = chapter
            .sections
            .iter()
            .filter(|section| Some(section.id) == task.section);
        let mut texts = titles
            .chain(sections.map(|section| &section.title))
            .chain(task.headings.iter().map(|heading| &heading.title));
        filter
            .chapters
            .as_ref()
            .is_none_or(|numbers| numbers.contains(&chapter.number))
            && filter
                .units
                .as_ref()
                .is_none_or(|units| self.has_units(units, task))
            && filter
                .cities
                .as_ref()
                .is_none_or(|cities| self.has_cities(cities, task))
            && is(filter.has_indicator, !task.indicators.is_empty())
            && is(
                filter.is_binding,
                task.indicators.iter().any(|it| it.is_binding),
            )
            && is(filter.has_deadline, !task.deadlines.is_empty())
            && is(filter.has_lead, !task.leads().is_empty())
            && is(
                filter.has_assignment,
                task.assignments.iter().any(|it| counts(it.basis)),
            )
            && filter
                .text
                .as_ref()
                .is_none_or(|text| texts.any(|it| it.contains(text)))
            && filter
                .and
                .iter()
                .flatten()
                .all(|filter| self.holds(filter, task))
            && filter
                .or
                .as_ref()
                .is_none_or(|any| any.iter().any(|it| self.holds(it, task)))
            && filter
                .not
                .as_ref()
                .is_none_or(|filter| !self.holds(filter, task))
    }

    fn has_units(&self, wanted: &UnitMatch, task: &Task) -> bool {
        let is_part = |it: &Assignment| {
            wanted.role.is_none_or(|role| it.role == role) && wanted.basis.contains(&it.basis)
        };
        if names_nothing(&wanted.any, &wanted.all, &wanted.none) {
            let is_plain = wanted.role.is_none() && wanted.has_usual_basis();
            return is_plain || task.assignments.iter().any(is_part);
        }
        let has = |name: &String| {
            let unit = self.unit(name);
            let mut parts = task.assignments.iter();
            parts.any(|it| it.unit == unit && is_part(it))
        };
        wanted
            .any
            .as_ref()
            .is_none_or(|names| names.iter().any(has))
            && wanted.all.iter().flatten().all(has)
            && !wanted.none.iter().flatten().any(has)
    }

    fn has_cities(&self, wanted: &CityMatch, task: &Task) -> bool {
        if names_nothing(&wanted.any, &wanted.all, &wanted.none) {
            let is_tied = |via| task.cities.iter().any(|link| link.via == via);
            return wanted.via.is_none_or(is_tied);
        }
        let has = |name: &String| {
            task.cities.iter().any(|link| {
                let is_there = if wanted.itself_only {
                    self.view
                        .gazetteer()
                        .cities_named(name)
                        .contains(&link.city)
                } else {
                    self.is_within(link.city, name)
                };
                wanted.via.is_none_or(|via| link.via == via) && is_there
            })
        };
        wanted
            .any
            .as_ref()
            .is_none_or(|names| names.iter().any(has))
            && wanted.all.iter().flatten().all(has)
            && !wanted.none.iter().flatten().any(has)
    }
}

type Names = Option<Vec<String>>;

/// Whether lists of names ask for nothing: `any` of none at all is a condition that never holds.
fn names_nothing(any: &Names, all: &Names, none: &Names) -> bool {
    let names = all.iter().chain(none).flatten();
    any.is_none() && names.count() == 0
}

/// Whether a part on this basis counts where nobody names one.
fn counts(basis: Basis) -> bool {
    matches!(basis, Basis::Stated | Basis::Rule | Basis::Corrected)
}

fn names(all: &'static [&'static str]) -> impl Strategy<Value = Option<Vec<String>>> {
    let names = prop::collection::vec(prop::sample::select(all), 0..3);
    prop::option::weighted(
        0.4,
        names.prop_map(|names| names.into_iter().map(str::to_owned).collect()),
    )
}

fn unit_match() -> impl Strategy<Value = UnitMatch> {
    let role = prop::sample::select(vec![Role::Lead, Role::Responsible, Role::Supporting]);
    let all = vec![
        Basis::Stated,
        Basis::Rule,
        Basis::Corrected,
        Basis::Inherited,
        Basis::Inferred,
    ];
    let basis = prop::sample::subsequence(all, 1..=5);
    (
        names(UNITS),
        names(UNITS),
        names(UNITS),
        prop::option::of(role),
        basis,
    )
        .prop_map(|(any, all, none, role, basis)| UnitMatch {
            any,
            all,
            none,
            role,
            basis,
        })
}

fn city_match() -> impl Strategy<Value = CityMatch> {
    let via = prop::option::of(prop::sample::select(vec![Via::Assigned, Via::Mentioned]));
    let names = (names(CITIES), names(CITIES), names(CITIES));
    (names, via, any::<bool>()).prop_map(|((any, all, none), via, itself_only)| CityMatch {
        any,
        all,
        none,
        via,
        itself_only,
    })
}

fn leaf() -> impl Strategy<Value = TaskFilter> {
    let flag = || prop::option::weighted(0.2, any::<bool>());
    let chapters = prop::option::weighted(0.3, prop::collection::vec(0_u32..17, 0..9));
    let text = prop::sample::select(WORDS).prop_map(str::to_owned);
    let matches = (
        prop::option::weighted(0.5, unit_match()),
        prop::option::weighted(0.3, city_match()),
    );
    let flags = (flag(), flag(), flag(), flag(), flag());
    (chapters, matches, flags, prop::option::weighted(0.3, text)).prop_map(
        |(chapters, (units, cities), flags, text)| TaskFilter {
            chapters,
            units,
            cities,
            has_indicator: flags.0,
            is_binding: flags.1,
            has_deadline: flags.2,
            has_lead: flags.3,
            has_assignment: flags.4,
            text,
            ..TaskFilter::default()
        },
    )
}

fn filter() -> impl Strategy<Value = TaskFilter> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        let list = || prop::option::of(prop::collection::vec(inner.clone(), 0..3));
        (leaf(), list(), list(), prop::option::of(inner.clone())).prop_map(
            |(leaf, and, or, not)| TaskFilter {
                and,
                or,
                not: not.map(Box::new),
                ..leaf
            },
        )
    })
}

proptest! {
    #[test]
    fn a_filter_means_the_tasks_that_it_says(filter in filter()) {
        let set = BUNDLED.view.task_set(&filter).unwrap();
        let expected: Vec<_> = BUNDLED
            .tasks
            .iter()
            .filter(|task| BUNDLED.holds(&filter, task))
            .map(|task| task.number - 1)
            .collect();
        prop_assert_eq!(set.iter().collect::<Vec<_>>(), expected);
    }
}

/// The number of tasks that fit both.
fn count(units: Option<UnitMatch>, cities: Option<CityMatch>) -> u64 {
    let filter = TaskFilter {
        units,
        cities,
        ..TaskFilter::default()
    };
    BUNDLED.view.task_set(&filter).unwrap().len()
}

#[test]
fn a_part_or_a_tie_of_whatever_unit_or_city_is_a_condition() {
    let part = |role, basis: &[Basis]| {
        Some(UnitMatch {
            role,
            basis: basis.to_vec(),
            ..UnitMatch::default()
        })
    };
    let tie = |via| {
        Some(CityMatch {
            via: Some(via),
            ..CityMatch::default()
        })
    };
    assert_eq!(count(part(Some(Role::Lead), Basis::COUNTED), None), 115);
    let inherited = count(part(None, &[Basis::Inherited]), None);
    let with = |wanted: Basis| {
        let tasks = BUNDLED.tasks.iter();
        let has = |task: &&Arc<Task>| task.assignments.iter().any(|it| it.basis == wanted);
        tasks.filter(has).count() as u64
    };
    assert_eq!(inherited, with(Basis::Inherited));
    let counted: Vec<_> = Basis::COUNTED.iter().rev().copied().collect();
    assert_eq!(count(part(None, &counted), Some(CityMatch::default())), 148);
    let (assigned, mentioned) = (tie(Via::Assigned), tie(Via::Mentioned));
    let (assigned, mentioned) = (count(None, assigned), count(None, mentioned));
    assert!(assigned > 0 && assigned < 148, "{assigned}");
    assert!(mentioned > 0 && mentioned < 148, "{mentioned}");
}

/// The values of a dimension that a task has, with the unit that is one, found from the task alone.
fn values(task: &Task, dimension: TaskDimension) -> Vec<TaskStatKey> {
    let node = |id: NodeId| TaskStatKey::Node(dimension, id);
    let counted = || task.assignments.iter().filter(|it| counts(it.basis));
    match dimension {
        TaskDimension::Plan => vec![node(NodeId::Plan(task.id.plan))],
        TaskDimension::Chapter => vec![node(NodeId::Chapter(task.chapter))],
        TaskDimension::Section => task
            .section
            .map(|id| node(NodeId::Section(id)))
            .into_iter()
            .collect(),
        TaskDimension::Unit => counted().map(|it| node(NodeId::Unit(it.unit))).collect(),
        TaskDimension::LeadUnit => task
            .leads()
            .into_iter()
            .map(|id| node(NodeId::Unit(id)))
            .collect(),
        TaskDimension::City => task
            .cities
            .iter()
            .map(|it| node(NodeId::City(it.city)))
            .collect(),
        TaskDimension::Role => counted().map(|it| TaskStatKey::Role(it.role)).collect(),
        TaskDimension::Region => {
            let plan = BUNDLED.view.plan(task.id.plan).unwrap().unwrap();
            let region = plan.region.map(|region| node(NodeId::City(region)));
            region.into_iter().collect()
        }
    }
}

#[test]
fn groups_hold_each_task_once() {
    use TaskDimension::{Chapter, City, LeadUnit, Plan, Region, Role, Section, Unit};
    let all = [Plan, Chapter, Section, Unit, LeadUnit, City, Role, Region];
    for one in all {
        for other in all.into_iter().filter(|other| *other != one) {
            // A role beside a unit is the role of that unit, which the next test is about.
            if [one, other].contains(&Role)
                && [one, other].iter().any(|it| matches!(it, Unit | LeadUnit))
            {
                continue;
            }
            let mut expected: BTreeMap<Vec<TaskStatKey>, BTreeSet<u32>> = BTreeMap::new();
            for task in &BUNDLED.tasks {
                for left in values(task, one) {
                    for right in values(task, other) {
                        expected
                            .entry(vec![left, right])
                            .or_default()
                            .insert(task.number);
                    }
                }
            }
            let stats = BUNDLED
                .view
                .task_stats(&TaskFilter::default(), &[one, other])
                .unwrap();
            assert!(stats.is_sorted_by_key(|stat| std::cmp::Reverse(stat.task_count)));
            let found: BTreeMap<_, _> = stats
                .into_iter()
                .map(|stat| (stat.keys, stat.task_count))
                .collect();
            let expected: BTreeMap<_, _> = expected
                .into_iter()
                .map(|(keys, tasks)| (keys, tasks.len() as u64))
                .collect();
            assert_eq!(found, expected, "{one:?} and {other:?}");
        }
    }
}

#[test]
fn a_role_beside_a_unit_is_the_role_of_that_unit() {
    for dimensions in [
        [TaskDimension::Unit, TaskDimension::Role],
        [TaskDimension::Role, TaskDimension::Unit],
    ] {
        let stats = BUNDLED
            .view
            .task_stats(&TaskFilter::default(), &dimensions)
            .unwrap();
        assert!(!stats.is_empty());
        for stat in stats {
            let mut keys = stat.keys.clone();
            keys.sort_unstable();
            let &[
                TaskStatKey::Node(_, NodeId::Unit(unit)),
                TaskStatKey::Role(role),
            ] = keys.as_slice()
            else {
                panic!("{keys:?}");
            };
            let tasks = |role| {
                let units = UnitMatch {
                    any: Some(vec![unit.to_string()]),
                    role,
                    ..UnitMatch::default()
                };
                let filter = TaskFilter {
                    units: Some(units),
                    ..TaskFilter::default()
                };
                BUNDLED.view.task_set(&filter).unwrap()
            };
            assert_eq!(stat.task_count, tasks(Some(role)).len());
        }
    }
}

#[test]
fn a_dimension_is_given_once() {
    let twice = [TaskDimension::Unit, TaskDimension::Unit];
    let error = BUNDLED
        .view
        .task_stats(&TaskFilter::default(), &twice)
        .unwrap_err();
    assert!(error.to_string().contains("twice"), "{error}");
}

#[test]
fn an_empty_list_beside_a_role_or_a_tie_leaves_it_as_it_is() {
    let led = |any, all, none| {
        let role = Some(Role::Lead);
        let units = UnitMatch {
            any,
            all,
            none,
            role,
            ..UnitMatch::default()
        };
        count(Some(units), None)
    };
    let tied = |any, all, none| {
        let via = Some(Via::Assigned);
        let cities = CityMatch {
            any,
            all,
            none,
            via,
            ..CityMatch::default()
        };
        count(None, Some(cities))
    };
    let empty = || Some(Vec::new());
    for (whole, lists) in [
        (
            led(None, None, None),
            [led(None, empty(), None), led(None, None, empty())],
        ),
        (
            tied(None, None, None),
            [tied(None, empty(), None), tied(None, None, empty())],
        ),
    ] {
        assert!(0 < whole && whole < 148);
        assert_eq!(lists, [whole; 2]);
    }
    assert_eq!(
        (led(empty(), None, None), tied(empty(), None, None)),
        (0, 0)
    );
}
