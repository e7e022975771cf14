//! Reminders: what falls due and is not done, held against what monitoring and deadlines tell.

use std::collections::BTreeMap;

use plangraph::graphql::Source;
use plangraph::model::KeyRole;
use serde_json::{Value, json};

use super::listening::source;
use super::sample::Sample;
use super::writing::{known, send};

const QUERY: &str = "query R($plans: [ID!], $unit: String, $from: Date, $until: Date, $after: String) {
  reminders(plans: $plans, unit: $unit, from: $from, until: $until, first: 100, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { kind dueOn daysLeft unit { id name } year openCount tasks(first: 1) { totalCount nodes { id } }
      deadline { id text } span { quote } } } }";

/// All reminders that the variables mean, page by page.
fn reminders(sample: &Sample, mut variables: Value) -> Vec<Value> {
    let mut all = Vec::new();
    loop {
        let answer = sample.answer(QUERY, variables.clone());
        let page = &answer["data"]["reminders"];
        all.extend(
            page["nodes"]
                .as_array()
                .unwrap_or_else(|| panic!("{answer}"))
                .clone(),
        );
        if page["pageInfo"]["hasNextPage"] == false {
            assert_eq!(page["totalCount"], all.len());
            return all;
        }
        variables["after"] = page["pageInfo"]["endCursor"].clone();
    }
}

fn of_kind<'a>(all: &'a [Value], kind: &str) -> Vec<&'a Value> {
    all.iter().filter(|it| it["kind"] == kind).collect()
}

#[test]
fn every_unit_is_reminded_of_what_it_owes() {
    let sample = Sample::bundled();
    let plan = sample.data("{ plans { nodes { id } } }")["plans"]["nodes"][0]["id"].clone();
    let february = json!({ "from": "2013-02-01", "until": "2013-02-28" });
    let owed = |sample: &Sample| -> BTreeMap<String, u64> {
        let all = reminders(sample, february.clone());
        let reports = of_kind(&all, "REPORT");
        for report in &reports {
            assert_eq!(
                (&report["dueOn"], &report["year"]),
                (&json!("2013-02-28"), &json!(2012))
            );
            assert_eq!(report["tasks"]["totalCount"], report["openCount"]);
            assert!(report["span"]["quote"].as_str().unwrap().contains("2月底"));
            assert!(report["daysLeft"].as_i64().unwrap() < 0);
        }
        let row = |it: &&Value| {
            Some((
                it["unit"]["id"].as_str()?.to_owned(),
                it["openCount"].as_u64()?,
            ))
        };
        reports.iter().filter_map(row).collect()
    };
    let told = |sample: &Sample| -> BTreeMap<String, u64> {
        let query = "query M($plan: ID!) { monitoring(plan: $plan, year: 2012) { units { unit { id } dueCount reportedCount } } }";
        let answer = sample.answer(query, json!({ "plan": plan }));
        let units = answer["data"]["monitoring"]["units"].as_array().unwrap();
        let row = |it: &Value| {
            let open = it["dueCount"].as_u64()? - it["reportedCount"].as_u64()?;
            (open > 0).then_some((it["unit"]["id"].as_str()?.to_owned(), open))
        };
        units.iter().filter_map(row).collect()
    };
    let before = owed(&sample);
    assert!(before.len() > 50, "{}", before.len());
    assert_eq!(before, told(&sample));
    // Whoever reports owes less.
    let all = reminders(&sample, february.clone());
    let first = of_kind(&all, "REPORT")[0];
    let unit = &first["unit"]["id"];
    let task = &first["tasks"]["nodes"][0]["id"];
    let mutation = "mutation P($input: RecordProgressInput!) { recordProgress(input: $input) { userErrors { code } } }";
    let input =
        json!({ "task": task, "unit": unit, "year": 2012, "status": "ON_TRACK", "text": "已开工" });
    let access = known(KeyRole::Curate, Vec::new());
    let answer = send(&sample, &access, mutation, json!({ "input": input }));
    assert_eq!(
        answer["data"]["recordProgress"]["userErrors"],
        json!([]),
        "{answer}"
    );
    let after = owed(&sample);
    assert_eq!(after, told(&sample));
    let of = |owed: &BTreeMap<String, u64>| owed.get(unit.as_str().unwrap()).copied().unwrap_or(0);
    assert_eq!(of(&after) + 1, of(&before));
    // One unit's own.
    let own = json!({ "from": "2013-02-01", "until": "2013-02-28", "unit": unit });
    let own = reminders(&sample, own);
    let own = of_kind(&own, "REPORT");
    assert_eq!(own.len(), usize::from(of(&after) > 0));
}

#[test]
fn every_day_of_a_deadline_is_told() {
    let sample = Sample::bundled();
    let years = 2011..=2015;
    let query =
        "query D($year: Int!) { tasks(filter: { hasDeadline: true }, first: 100) { nodes { id
        deadlines { id dueDates(year: $year) } } }
        plans { nodes { clauses { deadlines { id text dueDates(year: $year) } } } } }";
    let (mut tasks, mut duties) = (Vec::new(), Vec::new());
    for year in years {
        let answer = sample.answer(query, json!({ "year": year }))["data"].clone();
        for task in answer["tasks"]["nodes"].as_array().unwrap() {
            for deadline in task["deadlines"].as_array().unwrap() {
                for day in deadline["dueDates"].as_array().unwrap() {
                    tasks.push((day.clone(), deadline["id"].clone()));
                }
            }
        }
        for clause in answer["plans"]["nodes"][0]["clauses"].as_array().unwrap() {
            for deadline in clause["deadlines"].as_array().unwrap() {
                // This one sets the day of the reports, of which each unit is reminded.
                if !deadline["text"].as_str().unwrap().contains("每年2月底") {
                    let days = deadline["dueDates"].as_array().unwrap().iter();
                    duties.extend(days.map(|day| (day.clone(), deadline["id"].clone())));
                }
            }
        }
    }
    let window = json!({ "from": "2011-01-01", "until": "2015-12-31" });
    let all = reminders(&sample, window);
    let days = |kind: &str| {
        let found = of_kind(&all, kind).into_iter();
        let mut found: Vec<_> = found
            .map(|it| (it["dueOn"].clone(), it["deadline"]["id"].clone()))
            .collect();
        found.sort_by_key(words);
        found
    };
    for (kind, mut expected) in [("TASK", tasks), ("DUTY", duties)] {
        expected.sort_by_key(words);
        assert_eq!(days(kind), expected, "{kind}");
    }
    let order: Vec<_> = all
        .iter()
        .map(|it| it["dueOn"].as_str().unwrap().to_owned())
        .collect();
    assert!(order.is_sorted());
    // Reports on four years fall due within it: that on 2015 is due in 2016.
    let reports: std::collections::BTreeSet<_> = of_kind(&all, "REPORT")
        .iter()
        .map(|it| it["year"].as_u64())
        .collect();
    assert_eq!(reports, (2011..=2014).map(Some).collect());
}

fn words((day, deadline): &(Value, Value)) -> String {
    format!("{day} {deadline}")
}

#[test]
fn a_plan_whose_time_is_over_reminds_of_nothing() {
    let sample = Sample::bundled();
    assert_eq!(reminders(&sample, json!({})), Vec::<Value>::new());
    assert_eq!(
        reminders(
            &sample,
            json!({ "from": "2017-01-01", "until": "2026-12-31" })
        ),
        Vec::<Value>::new()
    );
}

#[test]
fn faults_are_told() {
    let sample = Sample::bundled();
    for (arguments, code, argument) in [
        (
            "from: \"2012-01-01\", until: \"2099-01-01\"",
            "BAD_USER_INPUT",
            "until",
        ),
        ("unit: \"省无此厅\"", "UNKNOWN_UNIT", "unit"),
        ("plans: [\"方案\"]", "INVALID_ID", "plans"),
        ("first: -1", "BAD_USER_INPUT", "first"),
    ] {
        let error = sample.error(&format!("{{ reminders({arguments}) {{ totalCount }} }}"));
        assert_eq!(
            (&error["code"], &error["argument"]),
            (&json!(code), &json!(argument)),
            "{arguments}"
        );
    }
}

#[test]
fn a_listener_says_whose_and_how_far_ahead() {
    let sample = Sample::bundled();
    let unit = sample.engine.view().find_unit("省财政厅", None).unwrap();
    let reminders = |unit, days| Source::Reminders {
        filter: plangraph::engine::ReminderFilter { plans: None, unit },
        days,
    };
    for (query, expected) in [
        (
            "subscription { reminders { kind } }",
            Ok(reminders(None, 30)),
        ),
        (
            "subscription { reminders(unit: \"省财政厅\", days: 7) { kind } }",
            Ok(reminders(Some(unit), 7)),
        ),
        (
            "subscription { reminders(days: -1) { kind } }",
            Err("BAD_USER_INPUT".to_owned()),
        ),
        (
            "subscription { reminders(unit: \"省无此厅\") { kind } }",
            Err("UNKNOWN_UNIT".to_owned()),
        ),
    ] {
        assert_eq!(source(&sample, query), expected, "{query}");
    }
}

#[test]
fn a_day_that_is_none_is_told_with_the_argument() {
    let sample = Sample::bundled();
    let check = |document: &str, variables: Value, argument: &str, message: &str| {
        let answer = sample.answer(document, variables);
        let error = &answer["errors"][0];
        assert_eq!(
            error["extensions"],
            json!({ "code": "BAD_USER_INPUT", "argument": argument }),
            "{answer}"
        );
        assert_eq!(error["message"], message);
    };
    let is_none = |what: &str| format!("{what} is no date such as 2012-02-17");
    let literal = |day: &str| format!("{{ reminders(until: {day}) {{ totalCount }} }}");
    for day in ["\"x\"", "\"2013-02-30\"", "5"] {
        check(&literal(day), json!({}), "until", &is_none(day));
    }
    let default = "query R($day: Date = \"x\") { reminders(from: $day) { totalCount } }";
    check(default, json!({}), "$day", &is_none("\"x\""));
    let variable = "query R($day: Date) { reminders(from: $day) { totalCount } }";
    for day in [json!("2013-2-1"), json!(5)] {
        let variables = json!({ "day": day });
        check(variable, variables, "$day", &is_none("the variable `$day`"));
    }
    let manifest = "mutation { ingestPlan(input: { name: \"a\", text: \"b\", manifest: { issuedOn: \"x\" } }) {
        userErrors { code } } }";
    check(
        manifest,
        json!({}),
        "input.manifest.issuedOn",
        &is_none("\"x\""),
    );
    let answer = sample.answer(variable, json!({ "day": null }));
    assert_eq!(answer.get("errors"), None, "{answer}");
    let answer = sample.answer(&literal("null"), json!({}));
    assert_eq!(answer.get("errors"), None, "{answer}");
}
