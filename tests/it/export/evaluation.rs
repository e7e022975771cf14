//! The evaluation of a plan: every number of the report is what the API tells, and stands beside the words that it rests on.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use plangraph::engine::{NetworkFilter, TaskFilter};
use plangraph::export::{Export, ExportError, Format, Request, What};
use plangraph::model::KeyRole;
use serde_json::{Value, json};

use super::request;
use crate::graphql::sample::Sample;
use crate::graphql::writing::{known, send};

fn evaluation(format: Format, year: Option<u16>) -> Request {
    Request {
        year,
        ..request(
            What::Evaluation,
            format,
            plangraph::engine::Projection::default(),
        )
    }
}

fn bytes(sample: &Sample, format: Format, year: Option<u16>) -> Vec<u8> {
    let export = Export::prepare(&sample.engine.view(), evaluation(format, year)).unwrap();
    let mut out = Vec::new();
    export.write(&mut out).unwrap();
    out
}

/// The rows of a sheet by the names of its columns.
fn sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Vec<BTreeMap<String, Data>> {
    let range = book.worksheet_range(name).unwrap();
    let mut rows = range.rows();
    let names: Vec<_> = rows
        .next()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    rows.map(|row| names.iter().cloned().zip(row.iter().cloned()).collect())
        .collect()
}

/// What two units reported on 2012 and what was observed of one target, all written in this year.
fn with_reports() -> (Sample, Value) {
    let sample = Sample::bundled();
    let monitoring = monitoring(&sample, 2012);
    let access = known(KeyRole::Curate, Vec::new());
    let write = |mutation: &str, input: Value| {
        let answer = send(&sample, &access, mutation, json!({ "input": input }));
        assert_eq!(answer["data"]["made"]["userErrors"], json!([]), "{answer}");
    };
    for (place, status) in [(0, "DONE"), (1, "DELAYED")] {
        let row = &monitoring["units"][place];
        write(
            "mutation P($input: RecordProgressInput!) { made: recordProgress(input: $input) { userErrors { code } } }",
            json!({ "task": row["tasks"]["nodes"][0]["id"], "unit": row["unit"]["id"], "year": 2012,
                "status": status, "text": "新建|改建\n完成<一半>" }),
        );
    }
    let targets = monitoring["indicators"].as_array().unwrap();
    let target = targets
        .iter()
        .find(|it| {
            it["indicator"]["value"]
                .as_f64()
                .is_some_and(|value| value > 0.0)
                && it["indicator"]["periodEnd"] == 2015
        })
        .unwrap();
    for (year, value) in [(2011, 1.5), (2012, 2.5), (2014, 9.0)] {
        write(
            "mutation O($input: RecordObservationInput!) { made: recordObservation(input: $input) { userErrors { code } } }",
            json!({ "indicator": target["indicator"]["id"], "year": year, "value": value, "source": "统计公报" }),
        );
    }
    let id = target["indicator"]["id"].clone();
    (sample, id)
}

fn monitoring(sample: &Sample, year: u16) -> Value {
    let query = "query M($year: Int!, $plan: ID!) { monitoring(plan: $plan, year: $year) { dueOn
        units { unit { id name } dueCount reportedCount lateCount tasks(first: 1) { nodes { id } } }
        indicators { indicator { id subject value periodEnd span { line quote } } latest { value } distance onTrack } } }";
    let plan = sample.data("{ plans { nodes { id } } }")["plans"]["nodes"][0]["id"].clone();
    let answer = sample.answer(query, json!({ "plan": plan, "year": year }));
    answer["data"]["monitoring"].clone()
}

fn number(cell: &Data) -> Option<f64> {
    match cell {
        Data::Float(number) => Some(*number),
        _ => None,
    }
}

#[test]
fn a_workbook_has_every_number_of_the_api_with_its_words() {
    let (sample, observed) = with_reports();
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes(&sample, Format::Xlsx, Some(2013)))).unwrap();
    let told = monitoring(&sample, 2013);
    let targets = sheet(&mut book, "指标");
    let expected = told["indicators"].as_array().unwrap();
    assert_eq!(targets.len(), expected.len());
    for (row, target) in targets.iter().zip(expected) {
        assert_eq!(
            row["指标"],
            Data::String(target["indicator"]["subject"].as_str().unwrap().to_owned())
        );
        assert_eq!(
            row["目标原文"].to_string(),
            target["indicator"]["span"]["quote"].as_str().unwrap()
        );
        assert_eq!(
            number(&row["行"]),
            target["indicator"]["span"]["line"].as_f64()
        );
        assert_eq!(
            number(&row["最新完成值"]),
            target["latest"]["value"].as_f64()
        );
        assert_eq!(number(&row["距目标"]), target["distance"].as_f64());
        let on_track = match target["onTrack"].as_bool() {
            Some(true) => "是",
            Some(false) => "否",
            None => "不能判断",
        };
        assert_eq!(row["是否达到进度"].to_string(), on_track);
        assert!(!row["判断规则"].to_string().is_empty());
    }
    // What was observed later is not in it, what was observed before is, with where it is from.
    let place = expected
        .iter()
        .position(|it| it["indicator"]["id"] == observed)
        .unwrap();
    let history = targets[place]["历年完成值及来源"].to_string();
    assert!(
        history.contains("2011年 1.5") && history.contains("2012年 2.5"),
        "{history}"
    );
    assert!(
        history.contains("统计公报") && !history.contains("2014"),
        "{history}"
    );

    let units = sheet(&mut book, "单位");
    let duties = sheet(&mut book, "单位任务");
    for year in [2011, 2012, 2013] {
        let told = monitoring(&sample, year);
        for unit in told["units"].as_array().unwrap() {
            let name = unit["unit"]["name"].as_str().unwrap();
            let row = units.iter().find(|row| row["单位"] == name).unwrap();
            for (column, field) in [
                ("应报", "dueCount"),
                ("已报", "reportedCount"),
                ("逾期", "lateCount"),
            ] {
                assert_eq!(
                    number(&row[&format!("{year}年度{column}")]),
                    unit[field].as_f64(),
                    "{name} {year}"
                );
            }
            // Each count is a count of rows, and each row has the words that it rests on.
            let own: Vec<_> = duties.iter().filter(|row| row["单位"] == name).collect();
            assert_eq!(
                own.len() as u64,
                unit["dueCount"].as_u64().unwrap(),
                "{name}"
            );
            let told = |row: &BTreeMap<String, Data>| row[&format!("{year}年度")].to_string();
            let reported = own
                .iter()
                .filter(|row| !told(row).starts_with("未报送"))
                .count();
            assert_eq!(reported as u64, unit["reportedCount"].as_u64().unwrap());
            let late = own.iter().filter(|row| told(row).ends_with("逾期")).count();
            assert_eq!(late as u64, unit["lateCount"].as_u64().unwrap());
        }
    }
    for row in &duties {
        for column in ["任务原文", "单位原文", "责任语句原文"] {
            assert!(!row[column].to_string().is_empty(), "{row:?}");
        }
        let (name, statement) = (row["单位原文"].to_string(), row["责任语句原文"].to_string());
        let first = name.split('；').next().unwrap();
        assert!(statement.contains(first), "{name}: {statement}");
    }
    let demands = sheet(&mut book, "依据");
    assert!(
        demands
            .iter()
            .any(|row| row["原文"].to_string().contains("中期评估报告"))
    );
    assert!(
        demands
            .iter()
            .any(|row| row["原文"].to_string().contains("2月底"))
    );
}

/// What is left out is said beside the counts, so that they add up to what the plan has.
#[test]
fn an_evaluation_says_what_its_counts_leave_out() {
    let sample = Sample::bundled();
    let data = sample.data(
        "{ indicators { totalCount } others: indicators(filter: {kinds: [SCOPE, THRESHOLD]}) { totalCount }
           units(first: 100) { totalCount nodes { kind taskCount } } }",
    );
    assert!(data["units"]["totalCount"].as_u64().unwrap() <= 100);
    let units = data["units"]["nodes"].as_array().unwrap().iter();
    let units = units.filter(|unit| unit["taskCount"] != 0);
    let (others, units): (Vec<_>, Vec<_>) = units
        .map(|unit| unit["kind"].as_str().unwrap())
        .partition(|kind| ["PLACEHOLDER", "GROUP"].contains(kind));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(&sample, Format::Xlsx, None))).unwrap();
    let facts = sheet(&mut book, "概况");
    let row = |name: &str| {
        let row = facts.iter().find(|row| row["项目"] == name).unwrap();
        (row["内容"].to_string(), row["依据"].to_string())
    };
    let count = |name: &str| data[name]["totalCount"].as_u64().unwrap();
    let (targets, told) = row("指标数");
    assert_eq!(targets, (count("indicators") - count("others")).to_string());
    assert!(
        told.contains(&format!("数字{}个未计入", count("others"))),
        "{told}"
    );
    let (reporting, told) = row("报送单位数");
    assert_eq!(reporting, units.len().to_string());
    assert!(
        told.contains(&format!("单位{}个未计入", others.len())),
        "{told}"
    );
}

/// The rows of the first table below a heading.
fn rows(text: &str, heading: &str) -> Vec<Vec<String>> {
    let (_, below) = text.split_once(&format!("\n{heading}\n\n")).unwrap();
    let lines = below.lines().take_while(|line| line.starts_with("| "));
    let cells = |line: &str| {
        // A bar of the text is escaped.
        let line = line.replace("\\|", "\u{1}");
        let cells = line.trim_matches('|').split('|');
        cells
            .map(|cell| cell.trim().replace('\u{1}', "|"))
            .collect()
    };
    lines.skip(2).map(cells).collect()
}

#[test]
fn markdown_tells_the_same_and_text_stays_text() {
    let (sample, _) = with_reports();
    let text = String::from_utf8(bytes(&sample, Format::Markdown, None)).unwrap();
    // Without a year it is the one in the middle of 2011 to 2015.
    assert!(text.starts_with("# ") && text.contains("2013年实施情况评估报告"));
    assert!(text.contains("dataVersion"));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(&sample, Format::Xlsx, None))).unwrap();
    for (heading, name) in [("## 三、指标", "指标"), ("## 四、单位", "单位")] {
        let (table, sheet) = (rows(&text, heading), book.worksheet_range(name).unwrap());
        assert_eq!(table.len() + 1, sheet.height(), "{name}");
        assert!(table.iter().all(|row| row.len() == sheet.width()), "{name}");
    }
    assert!(text.contains("新建\\|改建<br>完成\\<一半\\>"));
}

#[test]
fn a_report_that_makes_no_sense_is_refused() {
    let sample = Sample::bundled();
    let refused = |request: Request| {
        Export::prepare(&sample.engine.view(), request)
            .err()
            .unwrap()
    };
    let part = Request {
        filter: NetworkFilter {
            tasks: TaskFilter {
                chapters: Some(vec![1]),
                ..TaskFilter::default()
            },
            ..NetworkFilter::default()
        },
        ..evaluation(Format::Markdown, None)
    };
    assert!(matches!(refused(part), ExportError::Whole));
    let ledger = Request {
        year: Some(2013),
        what: What::Ledger,
        ..evaluation(Format::Xlsx, None)
    };
    assert!(matches!(refused(ledger), ExportError::NoYear));
    let table = evaluation(Format::Csv, None);
    assert!(matches!(refused(table), ExportError::NotTogether { .. }));
    let nothing = Sample::of(Vec::new());
    let outcome = Export::prepare(&nothing.engine.view(), evaluation(Format::Markdown, None));
    assert!(matches!(outcome.err().unwrap(), ExportError::OnePlan));
}
