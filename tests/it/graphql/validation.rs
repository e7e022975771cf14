//! Documents that the specification forbids and the executor would run: each is refused with a message and a place.

use serde_json::{Value, json};

use super::sample::Sample;

/// The first error of a document: its code, its place, and what it says.
#[track_caller]
fn check(document: &str, (line, column): (u64, u64), part: &str) {
    let sample = Sample::of(Vec::new());
    let response = sample.execute(document, json!({}));
    assert!(!response.executed, "{}", response.body);
    let answer: Value = serde_json::from_str(&response.body).unwrap();
    let error = &answer["errors"][0];
    assert_eq!(
        error["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED",
        "{answer}"
    );
    assert_eq!(
        error["locations"],
        json!([{ "line": line, "column": column }]),
        "{answer}"
    );
    assert!(
        error["message"].as_str().unwrap().contains(part),
        "{answer}"
    );
}

#[test]
fn what_the_executor_would_run_is_refused() {
    for (document, place, part) in [
        ("{ __typename @nothing }", (1, 14), "`@nothing`"),
        ("{ __typename { id } }", (1, 3), "`String`"),
        (
            "{\n  tasks(first: 1) { totalCount }\n  tasks(first: 2) { totalCount }\n}",
            (3, 3),
            "`tasks`",
        ),
        (
            "{ serverInfo { x: version x: dataVersion } }",
            (1, 27),
            "`x`",
        ),
        (
            "query ($ids: [ID]!) { nodes(ids: $ids) { id } }",
            (1, 29),
            "`[ID!]!`",
        ),
        (
            "subscription { changes { kind } more: changes { kind } }",
            (1, 1),
            "one root field",
        ),
        (
            "query ($ids: [ID!]) { nodes(ids: [$ids]) { id } }",
            (1, 35),
            "`$ids` of type `[ID!]`",
        ),
        (
            "query ($id: ID) { nodes(ids: [$id]) { id } }",
            (1, 31),
            "`$id` of type `ID`",
        ),
        (
            "query ($t: [String]) { ...f } fragment f on Query { tasks(filter: { text: $t }) { totalCount } }",
            (1, 75),
            "`$t` of type `[String]`",
        ),
        (
            "query ($ids: [ID!] = null) { nodes(ids: $ids) { id } }",
            (1, 41),
            "`$ids` of type `[ID!]`",
        ),
        (
            "{ tasks(filter: { text: \"粮\", text: \"水\" }) { totalCount } }",
            (1, 30),
            "`text` stands twice",
        ),
    ] {
        check(document, place, part);
    }
}

#[test]
fn an_object_of_which_one_field_is_asked_for_has_one() {
    for by in ["{}", "{ id: null }", "{ id: \"a\", documentNumber: \"b\" }"] {
        let document = format!("{{ plan(by: {by}) {{ id }} }}");
        check(&document, (1, 12), "exactly one field of `PlanBy`");
    }
}

#[test]
fn variables_have_the_types_that_the_operation_says() {
    let sample = Sample::of(Vec::new());
    let check = |of: &str, field: &str, variables: Value, expected: Option<(&str, &str)>| {
        let document = format!("query ($x: {of}) {{ {field} }}");
        let response = sample.execute(&document, variables.clone());
        let answer: Value = serde_json::from_str(&response.body).unwrap();
        let Some((argument, message)) = expected else {
            assert_eq!(answer.get("errors"), None, "{document} {variables}");
            return;
        };
        let error = &answer["errors"][0];
        assert!(!response.executed, "{document} {variables}: {answer}");
        assert_eq!(error["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
        assert_eq!(error["extensions"]["argument"], argument, "{answer}");
        assert_eq!(error["message"], message);
    };
    let size = "tasks(first: $x) { totalCount }";
    for value in [json!({}), json!({ "x": null }), json!({ "x": 1 })] {
        check("Int", size, value, None);
    }
    for value in [
        json!("1"),
        json!(1.5),
        json!(3_000_000_000_u64),
        json!([1, 2]),
        json!({}),
    ] {
        let wrong = Some(("$x", "the variable `$x` is no Int"));
        check("Int", size, json!({ "x": value }), wrong);
    }
    let required = Some(("$x", "the variable `$x` is required and has no value"));
    check("Int!", size, json!({}), required);
    check("Int!", size, json!({ "x": null }), required);
    check("Int! = 2", size, json!({}), None);
    check("Int! = 2", size, json!({ "x": null }), required);

    let nodes = "nodes(ids: $x) { id }";
    check("[ID!]!", nodes, json!({ "x": ["a", 1] }), None);
    check("[ID!]!", nodes, json!({ "x": "a" }), None);
    let nothing = "the variable `$x[1]` is required and has no value";
    let wrong = Some(("$x[1]", nothing));
    check("[ID!]!", nodes, json!({ "x": ["a", null] }), wrong);
    let wrong = Some(("$x[0]", "the variable `$x[0]` is no ID"));
    check("[ID!]!", nodes, json!({ "x": [true] }), wrong);

    let filter = "tasks(filter: $x) { totalCount }";
    let units = |units: Value| json!({ "x": { "and": [{ "units": units }] } });
    check("TaskFilter", filter, units(json!({ "role": "LEAD" })), None);
    check("TaskFilter", filter, units(json!({ "role": null })), None);
    check(
        "TaskFilter",
        filter,
        units(json!({ "role": "lead" })),
        Some((
            "$x.and[0].units.role",
            "the variable `$x.and[0].units.role` is no Role",
        )),
    );
    check(
        "TaskFilter",
        filter,
        units(json!({ "roll": "LEAD" })),
        Some((
            "$x.and[0].units",
            "the variable `$x.and[0].units` has a field `roll`, which UnitMatch has not",
        )),
    );
    let by = "plan(by: $x) { id }";
    check(
        "PlanBy!",
        by,
        json!({ "x": { "documentNumber": "甲" } }),
        None,
    );
    for value in [
        json!({}),
        json!({ "id": null }),
        json!({ "id": "a", "documentNumber": "b" }),
    ] {
        let message = "the variable `$x` is no PlanBy: exactly one of its fields must have a value";
        check("PlanBy!", by, json!({ "x": value }), Some(("$x", message)));
    }
    let input = "network(filter: $x) { componentCount }";
    check(
        "NetworkFilter",
        input,
        json!({ "x": { "minWeight": 1 } }),
        None,
    );
    let wrong = Some(("$x.minWeight", "the variable `$x.minWeight` is no Float"));
    check(
        "NetworkFilter",
        input,
        json!({ "x": { "minWeight": "1" } }),
        wrong,
    );
}
