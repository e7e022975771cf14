//! The number of store reads depends on the shape of a query, not on the length of its lists.

use super::sample::{Sample, plan};

/// Reads of the store for `query` with `SIZE` in it replaced.
fn reads(sample: &Sample, query: &str, size: usize) -> u64 {
    let before = sample.engine.store_reads();
    sample.data(&query.replace("SIZE", &size.to_string()));
    sample.engine.store_reads() - before
}

#[track_caller]
fn check(query: &str) {
    let sample = Sample::of(vec![plan(1, 120), plan(2, 120)]);
    let (few, many) = (reads(&sample, query, 5), reads(&sample, query, 50));
    assert_eq!(few, many, "{query}");
    assert!(many <= 10, "{many} reads for {query}");
}

#[test]
fn a_page_of_tasks_with_everything() {
    check(
        "{ tasks(first: SIZE) { totalCount nodes { id text span { quote }
            plan { title } chapter { title plan { id } } section { title chapter { title } }
            assignments { role span { quote } unit { name jurisdiction { name } } }
            leads { name } cities { city { name parent { name } } } indicators { value chapter { title } }
            deadlines { text } commitments { word } } } }",
    );
}

#[test]
fn a_page_of_tasks_in_another_order_and_by_a_filter() {
    check(
        "{ tasks(first: SIZE, orderBy: { field: UNIT_COUNT }, filter: { units: { any: [\"省发展改革委\"] } })
            { nodes { text plan { title } } } }",
    );
}

#[test]
fn a_page_of_indicators_with_their_tasks() {
    check(
        "{ indicators(first: SIZE) { nodes { value task { text } plan { title } chapter { title } } } }",
    );
}

#[test]
fn a_page_of_units() {
    check("{ units(first: SIZE) { nodes { name aliases taskCount jurisdiction { name } } } }");
}

#[test]
fn units_with_their_tasks_cities_and_chapters() {
    check(
        "{ units(first: SIZE) { nodes { name cities { name } chapters { chapter { title } taskCount }
            tasks(first: 3) { totalCount nodes { text } } } } }",
    );
}

#[test]
fn chapters_with_their_tasks() {
    let sample = Sample::of(vec![plan(1, 20), plan(2, 120)]);
    let query = |digest: u64| {
        format!(
            "{{ plan(by: {{ id: \"plan_{digest:016x}\" }}) {{ chapters {{ title bodySpan {{ quote }}
                tasks {{ nodes {{ text }} }}
                sections {{ title tasks {{ nodes {{ text section {{ title }} }} }} }} }} }} }}"
        )
    };
    let (two, twelve) = (reads(&sample, &query(1), 0), reads(&sample, &query(2), 0));
    assert_eq!(two, twelve);
    assert!(twelve <= 10, "{twelve} reads");
}

#[test]
fn many_ids_at_once() {
    let sample = Sample::of(vec![plan(1, 120)]);
    let query = |count: u64| {
        let ids: Vec<_> = (1..=count)
            .map(|task| format!("\"task_{:016x}{task:016x}\"", 1))
            .collect();
        format!(
            "{{ nodes(ids: [{}]) {{ id ... on Task {{ text plan {{ title }} }} }} }}",
            ids.join(",")
        )
    };
    assert_eq!(reads(&sample, &query(5), 0), reads(&sample, &query(100), 0));
}

#[test]
fn a_count_reads_no_task() {
    let sample = Sample::of(vec![plan(1, 120)]);
    assert_eq!(
        reads(&sample, "{ tasks { totalCount } units { totalCount } }", 0),
        0
    );
}

#[test]
fn fields_of_an_object_stand_in_the_order_of_the_query() {
    // A task is waited for until its neighbours have asked for theirs.
    let query = "{ indicators(first: 1) { nodes { task { text plan { title } id } value id } } }";
    let body = Sample::bundled()
        .execute(query, serde_json::Value::Null)
        .body;
    let fields = ["task", "text", "plan", "title", "id", "value", "id"];
    let mut rest = body.as_str();
    for field in fields {
        let behind = rest.split_once(&format!("\"{field}\":"));
        rest = behind
            .unwrap_or_else(|| panic!("{field} stands elsewhere: {body}"))
            .1;
    }
}

#[test]
fn what_bears_one_title_in_several_plans_is_told_apart() {
    let mut other = plan(2, 2);
    "重点工程分工".clone_into(&mut other.plan.title);
    let sample = Sample::of(vec![plan(1, 2), other]);
    let data = sample.data("{ matrix(by: CHAPTER) { columns { name distinctName } } }");
    let columns = data["matrix"]["columns"].as_array().unwrap();
    let texts = |key: &str| -> Vec<&str> {
        columns
            .iter()
            .map(|column| column[key].as_str().unwrap())
            .collect()
    };
    assert_eq!(texts("name"), ["第1章", "第1章"]);
    assert_eq!(
        texts("distinctName"),
        ["第1章【任务分工】", "第1章【重点工程分工】"]
    );
}
