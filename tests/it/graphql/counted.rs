//! What facets, figures and the matrix count under a city is what its filter lists.

use serde_json::{Value, json};

use super::sample::Sample;

const COUNTS: &str = r#"{ search(query: "改革", first: 0) { facets { cities { count id } } }
    taskStats(groupBy: [CITY]) { taskCount keys { id } }
    matrix(by: CITY) { rows { id } columns { id } cells { row column leadCount responsibleCount supportingCount } } }"#;

fn items<'a>(data: &'a Value, list: &str) -> impl Iterator<Item = &'a Value> {
    data.pointer(list).unwrap().as_array().unwrap().iter()
}

fn listed(sample: &Sample, filter: &Value) -> Value {
    let query = "query($filter: TaskFilter) { tasks(filter: $filter) { totalCount } }";
    let answer = sample.data_with(query, json!({ "filter": filter }));
    answer["tasks"]["totalCount"].clone()
}

fn found(sample: &Sample, filter: &Value) -> Value {
    let query = r#"query($filter: TaskFilter) { search(query: "改革", filter: $filter, first: 0) { totalCount } }"#;
    let answer = sample.data_with(query, json!({ "filter": filter }));
    answer["search"]["totalCount"].clone()
}

#[test]
fn what_is_counted_under_a_city_is_what_the_filter_of_the_city_itself_lists() {
    let sample = Sample::bundled();
    let data = sample.data(COUNTS);
    let itself = |id: &Value| json!({ "any": [id], "includeDescendants": false });
    let mut wider = 0;
    for group in items(&data, "/taskStats") {
        let id = &group["keys"][0]["id"];
        let alone = listed(&sample, &json!({ "cities": itself(id) }));
        assert_eq!(alone, group["taskCount"], "{id}");
        let with_places = listed(&sample, &json!({ "cities": { "any": [id] } }));
        wider += u32::from(with_places != alone);
    }
    assert!(wider > 0, "no city with places of its own");
    for facet in items(&data, "/search/facets/cities") {
        let id = &facet["id"];
        let filter = json!({ "cities": itself(id) });
        assert_eq!(found(&sample, &filter), facet["count"], "{id}");
    }
    let id =
        |list: &str, place: &Value| data.pointer(&format!("/matrix/{list}/{place}/id")).cloned();
    for cell in items(&data, "/matrix/cells") {
        let (unit, city) = (id("rows", &cell["row"]), id("columns", &cell["column"]));
        let city = itself(&city.unwrap());
        for (role, count) in [
            ("LEAD", "leadCount"),
            ("RESPONSIBLE", "responsibleCount"),
            ("SUPPORTING", "supportingCount"),
        ] {
            let units = json!({ "any": [unit], "role": role });
            let filter = json!({ "units": units, "cities": city });
            assert_eq!(listed(&sample, &filter), cell[count], "{cell} {role}");
        }
    }
}
