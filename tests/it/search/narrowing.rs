//! A filter narrows what its query finds without it, so that a facet opens as many hits as it counts.

use plangraph::engine::{
    CityMatch, Facets, Hit, SearchAnswer, SearchKind, SearchRequest, TaskFilter, UnitMatch, View,
};
use plangraph::model::{Role, UnitId};

use super::judged::bundled;

/// More than there are values of any kind, and tasks.
const ALL: usize = 10_000;

fn ask(view: &View, query: &str, filter: &TaskFilter, offset: usize, limit: usize) -> SearchAnswer {
    let request = SearchRequest {
        query: query.to_owned(),
        kinds: vec![SearchKind::Task],
        filter: filter.clone(),
        keep_as_text: Vec::new(),
    };
    view.search(&request, offset, limit).unwrap()
}

fn ordinals(hits: &[Hit]) -> Vec<u32> {
    hits.iter().map(|hit| hit.ordinal).collect()
}

/// The filter that a choice of one value of a facet is.
fn choices(facets: &Facets) -> Vec<(TaskFilter, u32)> {
    let all = TaskFilter::default;
    let unit = |id: UnitId, role| UnitMatch {
        any: Some(vec![id.to_string()]),
        role,
        ..UnitMatch::default()
    };
    let plans = facets.plans.iter().map(|&(id, count)| {
        let plans = Some(vec![id]);
        (TaskFilter { plans, ..all() }, count)
    });
    let chapters = facets.chapters.iter().map(|&(id, count)| {
        let chapter_ids = Some(vec![id]);
        (
            TaskFilter {
                chapter_ids,
                ..all()
            },
            count,
        )
    });
    let units = facets.units.iter().map(|&(id, count)| {
        let units = Some(unit(id, None));
        (TaskFilter { units, ..all() }, count)
    });
    let leads = facets.lead_units.iter().map(|&(id, count)| {
        let units = Some(unit(id, Some(Role::Lead)));
        (TaskFilter { units, ..all() }, count)
    });
    let cities = facets.cities.iter().map(|&(id, count)| {
        let cities = Some(CityMatch {
            any: Some(vec![id.to_string()]),
            itself_only: true,
            ..CityMatch::default()
        });
        (TaskFilter { cities, ..all() }, count)
    });
    let all = plans.chain(chapters).chain(units).chain(leads);
    all.chain(cities).collect()
}

#[test]
fn a_facet_that_is_chosen_has_as_many_hits_as_it_counts() {
    let view = bundled().engine.view();
    let mut filled = 0;
    for query in [
        "粮食",
        "看病难",
        "省农委牵头 粮食",
        "建设",
        "省农委参与",
        "农业 旅游",
        "“农业”",
    ] {
        let whole = ask(&view, query, &TaskFilter::default(), 0, ALL);
        filled += u32::from(whole.close < whole.total);
        let chosen = choices(&view.facets_of(&whole, ALL).unwrap());
        assert!(!chosen.is_empty(), "{query}");
        for (filter, count) in chosen {
            let found = ask(&view, query, &filter, 0, ALL);
            let at = format!("{query} {filter:?}");
            assert_eq!(found.total, u64::from(count), "{at}");
            assert_eq!(found.hits.len() as u64, found.total, "{at}");
            assert_eq!(found.tasks.len(), found.total, "{at}");
            let close = found.hits.iter().filter(|hit| hit.is_close).count();
            assert_eq!(found.close, close as u64, "{at}");
            // Each is a hit of the whole, as close as there, and pages are pages of them.
            let mut hits = found.hits.iter();
            let is_as_before = |hit: &Hit| {
                let mut before = whole.hits.iter();
                before.any(|it| (it.ordinal, it.is_close) == (hit.ordinal, hit.is_close))
            };
            assert!(hits.all(is_as_before), "{at}");
            let second = ask(&view, query, &filter, 1, 1).hits;
            let expected: Vec<_> = ordinals(&found.hits).into_iter().skip(1).take(1).collect();
            assert_eq!(ordinals(&second), expected, "{at}");
        }
    }
    assert!(filled > 1, "nothing was filled up");
}

#[test]
fn a_filter_that_leaves_nothing_of_what_was_found_is_searched_within() {
    let view = bundled().engine.view();
    let found = |filter: &TaskFilter| ask(&view, "粮食", filter, 0, 0).tasks;
    let whole = found(&TaskFilter::default());
    let others = (1..20).map(|number| TaskFilter {
        chapters: Some(vec![number]),
        ..TaskFilter::default()
    });
    let others = others.filter(|filter| whole.common(&view.task_set(filter).unwrap()).is_empty());
    let anew = others.filter(|filter| !found(filter).is_empty());
    assert!(anew.count() > 0);
}
