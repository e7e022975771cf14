//! Where a query finds nothing within a filter, the filter narrows what it finds without: no facet opens an empty page.

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

/// The filters that choices of one value of a facet are.
fn choices(facets: &Facets) -> Vec<TaskFilter> {
    let all = TaskFilter::default;
    let unit = |id: UnitId, role| UnitMatch {
        any: Some(vec![id.to_string()]),
        role,
        ..UnitMatch::default()
    };
    let plans = facets.plans.iter().map(|&(id, _)| {
        let plans = Some(vec![id]);
        TaskFilter { plans, ..all() }
    });
    let chapters = facets.chapters.iter().map(|&(id, _)| {
        let chapter_ids = Some(vec![id]);
        TaskFilter {
            chapter_ids,
            ..all()
        }
    });
    let units = facets.units.iter().map(|&(id, _)| {
        let units = Some(unit(id, None));
        TaskFilter { units, ..all() }
    });
    let leads = facets.lead_units.iter().map(|&(id, _)| {
        let units = Some(unit(id, Some(Role::Lead)));
        TaskFilter { units, ..all() }
    });
    let cities = facets.cities.iter().map(|&(id, _)| {
        let cities = Some(CityMatch {
            any: Some(vec![id.to_string()]),
            itself_only: true,
            ..CityMatch::default()
        });
        TaskFilter { cities, ..all() }
    });
    let all = plans.chain(chapters).chain(units).chain(leads);
    all.chain(cities).collect()
}

#[test]
fn a_facet_that_is_chosen_opens_no_empty_page() {
    let view = bundled().engine.view();
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
        let chosen = choices(&view.facets_of(&whole, ALL).unwrap());
        assert!(!chosen.is_empty(), "{query}");
        for filter in chosen {
            let found = ask(&view, query, &filter, 0, ALL);
            let at = format!("{query} {filter:?}");
            assert!(found.total > 0, "{at}");
            assert_eq!(found.hits.len() as u64, found.total, "{at}");
            assert_eq!(found.tasks.len(), found.total, "{at}");
            let close = found.hits.iter().filter(|hit| hit.is_close).count();
            assert_eq!(found.close, close as u64, "{at}");
            let second = ask(&view, query, &filter, 1, 1).hits;
            let expected: Vec<_> = ordinals(&found.hits).into_iter().skip(1).take(1).collect();
            assert_eq!(ordinals(&second), expected, "{at}");
        }
    }
}
