//! Facets are counted from packed links; here they are compared with counts that walk every link.

use plangraph::engine::{
    CityMatch, QueryError, SearchKind, SearchRequest, TaskDimension, TaskFilter, TaskSet,
    TaskStatKey, UnitMatch, View,
};
use plangraph::model::{NodeId, Role};

use crate::graphql::sample::{Sample, plan};

/// More than there are values of any kind.
const ALL: usize = 10_000;

fn nodes<Id: Copy>(counts: &[(Id, u32)], node: fn(Id) -> NodeId) -> Vec<(NodeId, u64)> {
    counts
        .iter()
        .map(|(id, count)| (node(*id), u64::from(*count)))
        .collect()
}

fn check(view: &View, filter: &TaskFilter) {
    let counted = |dimension| {
        let stats = view.task_stats(filter, &[dimension]).unwrap();
        let counts = stats.into_iter().map(|stat| match stat.keys.as_slice() {
            [TaskStatKey::Node(_, id)] => (*id, stat.task_count),
            keys => panic!("{keys:?}"),
        });
        counts.collect::<Vec<_>>()
    };
    let tasks = view.task_set(filter).unwrap();
    let facets = view.facets(&tasks, ALL).unwrap();
    let plans = nodes(&facets.plans, NodeId::Plan);
    assert_eq!(plans, counted(TaskDimension::Plan), "{filter:?}");
    let chapters = nodes(&facets.chapters, NodeId::Chapter);
    assert_eq!(chapters, counted(TaskDimension::Chapter), "{filter:?}");
    let leads = nodes(&facets.lead_units, NodeId::Unit);
    assert_eq!(leads, counted(TaskDimension::LeadUnit), "{filter:?}");
    let units = nodes(&facets.units, NodeId::Unit);
    assert_eq!(units, counted(TaskDimension::Unit), "{filter:?}");
    let cities = nodes(&facets.cities, NodeId::City);
    assert_eq!(cities, counted(TaskDimension::City), "{filter:?}");
    // A short list is the beginning of the long one.
    let few = view.facets(&tasks, 3).unwrap();
    assert_eq!(
        few.units,
        facets.units.into_iter().take(3).collect::<Vec<_>>()
    );
    assert_eq!(
        few.chapters,
        facets.chapters.into_iter().take(3).collect::<Vec<_>>()
    );
}

#[test]
fn a_search_that_is_asked_again_is_answered_alike() {
    let sample = Sample::bundled();
    let view = sample.engine.view();
    for (query, offset) in [
        ("农业", 0),
        ("农业", 10),
        ("省农委牵头 粮食", 0),
        ("天翻地覆", 0),
    ] {
        let request = SearchRequest {
            query: query.to_owned(),
            kinds: vec![SearchKind::Task],
            ..SearchRequest::default()
        };
        let ask = || view.find(&request, offset, 10, true).unwrap();
        let (first, again) = (ask(), ask());
        assert_eq!(first.hits, again.hits, "{query}");
        let whole = view.find(&request, 0, offset + 10, true).unwrap().hits;
        assert_eq!(
            again.hits,
            whole.get(offset..).unwrap_or_default(),
            "{query}"
        );
        assert_eq!(
            (first.total, first.close),
            (again.total, again.close),
            "{query}"
        );
        assert_eq!(first.tasks, again.tasks, "{query}");
        let facets = view.facets(&first.tasks, 7).unwrap();
        assert_eq!(view.facets_of(&first, 7).unwrap(), facets, "{query}");
        assert_eq!(view.facets_of(&again, 7).unwrap(), facets, "{query}");
        assert_eq!(
            view.facets_of(&again, 2).unwrap(),
            view.facets(&first.tasks, 2).unwrap()
        );
        assert_eq!(
            view.facets_of(&again, 1_000).unwrap(),
            view.facets(&first.tasks, 1_000).unwrap()
        );
    }
}

/// The tasks that a search for `query` within `filter` finds.
fn found(view: &View, query: &str, filter: &TaskFilter) -> TaskSet {
    let request = SearchRequest {
        query: query.to_owned(),
        kinds: vec![SearchKind::Task],
        filter: filter.clone(),
        keep_as_text: Vec::new(),
    };
    view.search(&request, 0, 0).unwrap().tasks
}

#[test]
fn a_search_within_a_filter_finds_what_both_hold() {
    let sample = Sample::of(vec![plan(1, 120), plan(2, 50)]).with_bundled();
    let view = sample.engine.view();
    let some = view.snapshot().plans().map(|entry| entry.first + 3);
    let tasks = view.tasks(&some.collect::<Vec<_>>()).unwrap();
    let all = TaskFilter::default;
    let dalian = CityMatch {
        any: Some(vec!["大连".to_owned()]),
        ..CityMatch::default()
    };
    let filters = [
        TaskFilter {
            plans: Some(vec![tasks[1].id.plan]),
            ..all()
        },
        TaskFilter {
            chapter_ids: Some(vec![tasks[0].chapter]),
            ..all()
        },
        TaskFilter {
            sections: Some(tasks.iter().filter_map(|task| task.section).collect()),
            ..all()
        },
        TaskFilter {
            cities: Some(dalian),
            ..all()
        },
        TaskFilter {
            has_deadline: Some(true),
            ..all()
        },
        TaskFilter {
            has_assignment: Some(false),
            ..all()
        },
        TaskFilter {
            is_binding: Some(true),
            ..all()
        },
        TaskFilter {
            text: Some("1".to_owned()),
            ..all()
        },
    ];
    let negated = filters.iter().map(|filter| TaskFilter {
        not: Some(Box::new(filter.clone())),
        ..all()
    });
    let either = TaskFilter {
        or: Some(filters.to_vec()),
        ..all()
    };
    for filter in filters.iter().cloned().chain(negated).chain([either]) {
        for query in ["任务", "建设"] {
            let expected = found(&view, query, &all()).common(&view.task_set(&filter).unwrap());
            assert_eq!(found(&view, query, &filter), expected, "{query} {filter:?}");
            // The second time the set of the filter is kept.
            assert_eq!(found(&sample.engine.view(), query, &filter), expected);
        }
    }
    // What was kept belongs to the state before.
    sample.engine.delete(tasks[1].id.plan).unwrap();
    let gone = &filters[0];
    assert!(!found(&view, "任务", gone).is_empty());
    let now = sample.engine.view().task_set(gone);
    assert!(matches!(now, Err(QueryError::UnknownPlan(_))), "{now:?}");
}

#[test]
fn packed_links_count_what_links_do() {
    let led = TaskFilter {
        units: Some(UnitMatch {
            any: Some(vec!["省农委".to_owned()]),
            role: Some(Role::Responsible),
            ..UnitMatch::default()
        }),
        ..TaskFilter::default()
    };
    let filters = [
        TaskFilter::default(),
        led,
        TaskFilter {
            chapters: Some(vec![2, 5]),
            ..TaskFilter::default()
        },
        TaskFilter {
            or: Some(Vec::new()),
            ..TaskFilter::default()
        },
    ];
    let sample = Sample::of(vec![plan(1, 120), plan(2, 50), plan(3, 7)]).with_bundled();
    for filter in &filters {
        check(&sample.engine.view(), filter);
    }
    let first = sample.engine.view().snapshot().plans().next().unwrap().id;
    sample.engine.delete(first).unwrap();
    for filter in &filters {
        check(&sample.engine.view(), filter);
    }
}
