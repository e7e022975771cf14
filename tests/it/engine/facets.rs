//! Facets are counted from packed links; here they are compared with counts that walk every link.

use plangraph::engine::{TaskDimension, TaskFilter, TaskStatKey, UnitMatch, View};
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
