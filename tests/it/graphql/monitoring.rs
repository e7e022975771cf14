//! Monitoring: who has to report and has, when, and how far targets are.

use plangraph::model::KeyRole;
use serde_json::{Value, json};

use super::sample::Sample;
use super::writing::{known, send};

const QUERY: &str = "query M($plan: ID!, $year: Int!) { monitoring(plan: $plan, year: $year) {
    plan { id } year dueOn isDue dueSpan { line quote }
    units { unit { id name kind } dueCount reportedCount lateCount tasks(first: 100) { totalCount nodes { id } } done: tasks(status: DONE) { totalCount } }
    indicators { indicator { id subject value } latest { value year } distance onTrack rule }
    orphanedReports { id } orphanedObservations { id } } }";

fn monitoring(sample: &Sample, year: i32) -> Value {
    let plan = sample.data("{ plans { nodes { id } } }")["plans"]["nodes"][0]["id"].clone();
    let mut answer = sample.answer(QUERY, json!({ "plan": plan, "year": year }));
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"]["monitoring"].take()
}

#[test]
fn the_notice_itself_says_by_when_reports_are_due() {
    let sample = Sample::bundled();
    let seen = monitoring(&sample, 2012);
    // 在每年2月底前将上年度进展情况送省发展改革委汇总.
    assert_eq!(seen["dueOn"], "2013-02-28");
    assert_eq!(seen["dueSpan"]["line"], 493);
    assert_eq!(monitoring(&sample, 2011)["dueOn"], "2012-02-29");
    let units = seen["units"].as_array().unwrap();
    assert!(units.len() > 50, "{}", units.len());
    let all = sample.data("{ units(first: 100) { nodes { id taskCount kind } } }");
    let counts = all["units"]["nodes"].as_array().unwrap();
    for row in units {
        let unit = counts.iter().find(|unit| unit["id"] == row["unit"]["id"]);
        let unit = unit.unwrap();
        assert_eq!(row["dueCount"], unit["taskCount"], "{row}");
        assert_eq!(row["tasks"]["totalCount"], row["dueCount"]);
        // The day is long over and nobody has reported.
        assert_eq!(row["lateCount"], row["dueCount"]);
        assert_eq!(row["reportedCount"], 0);
        assert!(!["PLACEHOLDER", "GROUP"].contains(&row["unit"]["kind"].as_str().unwrap()));
    }
    let due: Vec<_> = units.iter().map(|row| row["dueCount"].as_u64()).collect();
    assert!(due.is_sorted_by(|one, other| one >= other));
}

#[test]
fn of_a_year_in_which_none_is_due_nothing_is_late() {
    let sample = Sample::bundled();
    for (year, is_due) in [
        (1950, false),
        (2010, false),
        (2011, true),
        (2015, true),
        (2016, false),
    ] {
        let seen = monitoring(&sample, year);
        assert_eq!(seen["isDue"], is_due, "{year}");
        let units = seen["units"].as_array().unwrap();
        let late = units.iter().any(|row| row["lateCount"] != 0);
        assert_eq!(late, is_due, "{year}");
    }
}

#[test]
fn a_report_counts_for_its_unit_and_year_and_a_late_one_is_late() {
    let sample = Sample::bundled();
    let before = monitoring(&sample, 2012);
    let row = &before["units"][0];
    let (unit, task) = (&row["unit"]["id"], &row["tasks"]["nodes"][0]["id"]);
    let mutation = "mutation P($input: RecordProgressInput!) { recordProgress(input: $input) { userErrors { code } } }";
    let report = |year: i32, status: &str| {
        let input =
            json!({ "task": task, "unit": unit, "year": year, "status": status, "text": "完成" });
        let access = known(KeyRole::Curate, Vec::new());
        let answer = send(&sample, &access, mutation, json!({ "input": input }));
        assert_eq!(
            answer["data"]["recordProgress"]["userErrors"],
            json!([]),
            "{answer}"
        );
    };
    report(2012, "DELAYED");
    report(2012, "DONE");
    let after = monitoring(&sample, 2012);
    let row = &after["units"][0];
    assert_eq!(row["reportedCount"], 1);
    // It came in years after February 2013.
    assert_eq!(row["lateCount"], before["units"][0]["lateCount"]);
    assert_eq!(row["done"]["totalCount"], 1);
    assert_eq!(after["units"][1]["reportedCount"], 0);
    assert_eq!(monitoring(&sample, 2013)["units"][0]["reportedCount"], 0);
    // Of a year that is not over nothing is late, and what is reported is in time.
    report(2190, "ON_TRACK");
    let ahead = monitoring(&sample, 2190);
    assert_eq!(ahead["dueOn"], "2191-02-28");
    assert_eq!(
        (
            &ahead["units"][0]["reportedCount"],
            &ahead["units"][0]["lateCount"]
        ),
        (&json!(1), &json!(0))
    );
}

#[test]
fn a_target_is_compared_by_a_rule_that_is_told() {
    let sample = Sample::bundled();
    let before = monitoring(&sample, 2015);
    let targets = before["indicators"].as_array().unwrap();
    assert!(targets.len() > 50, "{}", targets.len());
    for target in targets {
        assert_eq!(target["latest"], Value::Null);
        assert!(!target["rule"].as_str().unwrap().is_empty());
    }
    let with_figure = |target: &&Value| target["indicator"]["value"].as_f64().is_some();
    let place = targets
        .iter()
        .position(|target| with_figure(&target))
        .unwrap();
    let target = &targets[place];
    let value = target["indicator"]["value"].as_f64().unwrap();
    let mutation = "mutation O($input: RecordObservationInput!) { recordObservation(input: $input) { userErrors { code } } }";
    let input = json!({ "indicator": target["indicator"]["id"], "year": 2015, "value": value });
    let access = known(KeyRole::Curate, Vec::new());
    let answer = send(&sample, &access, mutation, json!({ "input": input }));
    assert_eq!(
        answer["data"]["recordObservation"]["userErrors"],
        json!([]),
        "{answer}"
    );
    let after = monitoring(&sample, 2015);
    let target = &after["indicators"][place];
    assert_eq!(target["latest"], json!({ "value": value, "year": 2015 }));
    assert_eq!(
        (&target["distance"], &target["onTrack"]),
        (&json!(0.0), &json!(true)),
        "{target}"
    );
    assert_eq!(
        monitoring(&sample, 2014)["indicators"][place]["latest"],
        Value::Null
    );
}

#[test]
fn what_cannot_be_monitored_is_told() {
    let sample = Sample::bundled();
    for (arguments, code, argument) in [
        (
            "plan: \"plan_0000000000000000\", year: 2012",
            "UNKNOWN_PLAN",
            "plan",
        ),
        ("plan: \"方案\", year: 2012", "INVALID_ID", "plan"),
        (
            "plan: \"plan_0000000000000000\", year: 1",
            "BAD_USER_INPUT",
            "year",
        ),
    ] {
        let error = sample.error(&format!("{{ monitoring({arguments}) {{ year }} }}"));
        assert_eq!(
            (&error["code"], &error["argument"]),
            (&json!(code), &json!(argument)),
            "{arguments}"
        );
    }
}
