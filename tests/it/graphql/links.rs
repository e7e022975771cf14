//! Links of units and cities, counted in more than one way.

use plangraph::model::Date;
use serde_json::{Value, json};

use super::sample::{Sample, plan};

#[test]
fn counts_agree_however_they_are_asked_for() {
    let sample = Sample::bundled();
    let data = sample.data(
        "{ units(first: 100) { nodes { id taskCount
            lead: taskCount(role: LEAD)
            narrowed: taskCount(filter: {})
            tasks(first: 0) { totalCount } leadTasks: tasks(role: LEAD, first: 0) { totalCount }
            chapters { taskCount leadCount } } }
          byUnit: taskStats(groupBy: [UNIT]) { keys { id } taskCount leadCount } }",
    );
    let stats = data["byUnit"].as_array().unwrap();
    for unit in data["units"]["nodes"].as_array().unwrap() {
        let sum = |field: &str| {
            let chapters = unit["chapters"].as_array().unwrap().iter();
            chapters
                .map(|chapter| chapter[field].as_u64().unwrap())
                .sum::<u64>()
        };
        let all = &unit["taskCount"];
        assert_eq!(unit["tasks"]["totalCount"], *all, "{unit}");
        assert_eq!(unit["narrowed"], *all, "{unit}");
        assert_eq!(json!(sum("taskCount")), *all, "{unit}");
        assert_eq!(unit["leadTasks"]["totalCount"], unit["lead"], "{unit}");
        assert_eq!(json!(sum("leadCount")), unit["lead"], "{unit}");
        let stat = stats
            .iter()
            .find(|stat| stat["keys"][0]["id"] == unit["id"]);
        let counted = stat.map_or(json!(0), |stat| stat["taskCount"].clone());
        assert_eq!(counted, *all, "{unit}");
    }
}

#[test]
fn a_city_counts_its_places_unless_it_alone_is_meant() {
    let sample = Sample::bundled();
    let data = sample.data(
        "{ city(by: { name: \"辽宁省\" }) { name
            children { tasks { totalCount } }
            all: tasks { totalCount } null: tasks(includeDescendants: null) { totalCount }
            itself: tasks(includeDescendants: false) { totalCount }
            assigned: tasks(via: ASSIGNED) { totalCount } } }",
    );
    let city = &data["city"];
    let count = |name: &str| city[name]["totalCount"].as_u64().unwrap();
    let children = city["children"].as_array().unwrap().iter();
    let most = children
        .map(|child| child["tasks"]["totalCount"].as_u64().unwrap())
        .max()
        .unwrap();
    assert_eq!(count("all"), count("null"));
    assert!(count("all") >= most && most > 0);
    assert!(count("itself") < count("all"));
    assert!(count("assigned") < count("all"));
}

#[test]
fn divisions_below_are_those_in_force_now_or_in_the_year_of_a_plan() {
    let query = "{ city(by: { name: \"大连市\" }) { children { name since until } } }";
    // 普兰店市 is a district since 2015.
    let check = |sample: Sample, expected: &[(&str, Value, Value)]| {
        let data = sample.data(query);
        let children = data["city"]["children"].as_array().unwrap().iter();
        let children = children.filter(|child| child["name"].as_str().unwrap().contains("店"));
        let found: Vec<_> = children
            .map(|it| {
                (
                    it["name"].as_str().unwrap(),
                    it["since"].clone(),
                    it["until"].clone(),
                )
            })
            .collect();
        assert_eq!(found, expected);
    };
    let district = ("普兰店区", json!(2015), Value::Null);
    let city = ("普兰店市", Value::Null, json!(2015));
    let other = ("瓦房店市", Value::Null, Value::Null);
    check(Sample::of(Vec::new()), &[district.clone(), other.clone()]);
    let mut facts = plan(1, 2);
    facts.plan.issued_on = Date::new(2012, 2, 17);
    check(Sample::of(vec![facts]), &[district, other, city]);
}

#[test]
fn filters_are_set_algebra() {
    let sample = Sample::bundled();
    let count = |filter: &str| {
        let data = sample.data(&format!("{{ tasks(filter: {filter}) {{ totalCount }} }}"));
        data["tasks"]["totalCount"].as_u64().unwrap()
    };
    let (one, other) = (
        "{ units: { any: [\"省财政厅\"] } }",
        "{ hasIndicator: true }",
    );
    let all = count("{}");
    assert_eq!(all, 148);
    assert_eq!(count("{ hasLead: true }"), 115);
    assert_eq!(count(one) + count(&format!("{{ not: {one} }}")), all);
    let (either, both) = (
        count(&format!("{{ or: [{one}, {other}] }}")),
        count(&format!("{{ and: [{one}, {other}] }}")),
    );
    assert_eq!(either + both, count(one) + count(other));
    assert_eq!(count("{ or: [] }"), 0);
    assert_eq!(count("{ and: [] }"), all);
    assert_eq!(count("{ chapters: [1] }"), 13);
    assert_eq!(count("{ chapters: [-1, 99] }"), 0);
}

#[test]
fn a_plan_has_no_units_that_it_does_not_name() {
    let sample = Sample::bundled();
    let data = sample.data(
        "{ units { totalCount } all: units(filter: { includeUnused: true }) { totalCount }
           plans { nodes { named: units { totalCount }
             unused: units(filter: { includeUnused: true }) { totalCount } } } }",
    );
    let plan = &data["plans"]["nodes"][0];
    assert_eq!(plan["named"], data["units"]);
    // The issuer, which has no part in a task, and none of the bodies that only the gazetteer knows.
    let counted = |key: &str| plan[key]["totalCount"].as_u64().unwrap();
    assert_eq!(counted("unused"), counted("named") + 1);
    assert!(data["all"]["totalCount"].as_u64() > data["units"]["totalCount"].as_u64());
}
