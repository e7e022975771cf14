//! Questions in Chinese: what is understood of them, and that the operation named gives the same rows.

mod counted;
mod documents;
mod everyday;
mod indicators;
mod numbers;
mod places;
mod ranked;
mod refused;
mod tasks;
mod ties;
mod units;
mod whether;

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use plangraph::engine::{IngestOptions, Submission};
use plangraph::model::PlanManifest;
use plangraph::store::MemoryStore;
use serde_json::{Value, json};

use super::sample::{Sample, operation, plan, run};
use crate::support::index;

/// The bundled notice behind the index that the program uses.
static SAMPLE: LazyLock<Sample> = LazyLock::new(|| sample().with_bundled());

fn sample() -> Sample {
    Sample::with_index(Arc::new(MemoryStore::new()), index())
}

fn ask(sample: &Sample, question: &str) -> Value {
    run(sample, "Ask", json!({ "question": question }))["ask"].take()
}

fn list<'a>(value: &'a Value, pointer: &str) -> impl Iterator<Item = &'a Value> {
    let found = value.pointer(pointer).and_then(Value::as_array);
    found.unwrap_or_else(|| panic!("{pointer}: {value}")).iter()
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap().to_owned()
}

fn once(ids: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    ids.filter(|id| seen.insert(id.clone())).collect()
}

/// The ids of the rows that an operation stands for, as a client reads them from its data.
fn ids_of(name: &str, data: &Value) -> Vec<String> {
    let nodes = |pointer| list(data, pointer).map(id).collect();
    let inner = |pointer, member: &str| {
        let outer: Vec<_> = list(data, pointer).collect();
        outer
            .into_iter()
            .flat_map(|node| node[member].as_array().unwrap().clone())
            .collect::<Vec<_>>()
    };
    let parts = |pointer| {
        let parts = inner(pointer, "assignments").into_iter();
        let counted = parts.filter(|part| part["basis"] == "STATED" || part["basis"] == "RULE");
        once(counted.map(|part| id(&part["unit"])))
    };
    let keys = || list(data, "/taskStats").map(|group| id(&group["keys"][0]));
    match name {
        "AskTasks" | "AskTasksByUnits" => nodes("/tasks/nodes"),
        "AskTopicTasks" | "AskTopicIndicators" => nodes("/search/nodes"),
        "AskDeadlines" => inner("/tasks/nodes", "deadlines").iter().map(id).collect(),
        "AskTopicDeadlines" => inner("/search/nodes", "deadlines").iter().map(id).collect(),
        "AskGroups" => keys().take(100).collect(),
        "AskTopicLeads" => nodes("/search/facets/leadUnits"),
        "AskTopicChapters" => nodes("/search/facets/chapters"),
        "AskTopicCities" => nodes("/search/facets/cities"),
        "AskTopicUnits" => {
            let leads = list(data, "/search/facets/leadUnits");
            once(leads.chain(list(data, "/search/facets/units")).map(id))
        }
        "AskUnits" => nodes("/units/nodes"),
        "AskParts" => parts("/tasks/nodes"),
        "AskTopicParts" => parts("/search/nodes"),
        "AskIndicators" => nodes("/indicators/nodes"),
        "AskUnitCounts" | "AskUnitRoles" | "AskGroupCounts" | "AskPlans" => nodes("/nodes"),
        "AskPath" => list(data, "/path/hops").map(|hop| id(&hop["to"])).collect(),
        "AskNames" => list(data, "").map(id).collect(),
        "AskPartners" => {
            let edges = list(data, "/0/collaborators/edges");
            edges.map(|edge| id(&edge["node"])).collect()
        }
        "AskSuccessors" => inner("", "successors")
            .iter()
            .map(|change| id(&change["unit"]))
            .collect(),
        "AskPredecessors" => inner("", "predecessors")
            .iter()
            .map(|change| id(&change["unit"]))
            .collect(),
        other => panic!("no test knows the rows of {other}"),
    }
}

/// Checks that an answer's operation gives the same rows; the data that it gave.
fn same_rows(sample: &Sample, answer: &Value) -> Value {
    let name = answer["operation"].as_str().unwrap();
    let variables: Value = serde_json::from_str(answer["variables"].as_str().unwrap()).unwrap();
    let mut data = run(sample, name, variables);
    if data.get("unit").is_some() {
        data = json!([data["unit"].take()]);
    }
    let rows: Vec<_> = list(answer, "/rows").map(|row| id(&row["node"])).collect();
    assert_eq!(rows, ids_of(name, &data), "{answer}");
    if name == "AskUnitRoles" {
        // What a row says are the numbers that its operation counts.
        let nodes = list(&data, "/nodes");
        for (row, node) in list(answer, "/rows").zip(nodes) {
            let text = row["text"].as_str().unwrap();
            // Whoever leads is responsible too.
            let responsible = node["responsibleCount"].as_u64().unwrap();
            let only_responsible = responsible - node["leadCount"].as_u64().unwrap();
            let said = format!(
                "参与 {} 项，其中牵头 {} 项、负责而不牵头 {only_responsible} 项、只配合 {} 项",
                node["taskCount"], node["leadCount"], node["supportingCount"],
            );
            assert!(text.ends_with(&said), "{text}: {said}");
        }
    }
    data
}

/// Checks that a question is understood whole, as this operation with these variables but for the size of its page.
fn check(questions: &[&str], name: &str, variables: &Value) {
    for question in questions {
        let answer = ask(&SAMPLE, question);
        assert_eq!(answer["operation"], name, "{question}: {answer}");
        assert_eq!(answer["notUnderstood"], json!([]), "{question}");
        let mut given: Value = serde_json::from_str(answer["variables"].as_str().unwrap()).unwrap();
        given.as_object_mut().unwrap().remove("first");
        assert_eq!(&given, variables, "{question}");
        same_rows(&SAMPLE, &answer);
    }
}

/// The answer says this, in so many rows that its operation gives too.
#[track_caller]
fn says(question: &str, expected: &str, rows: usize) {
    let answer = ask(&SAMPLE, question);
    assert_eq!(answer["summary"], expected, "{question}");
    assert_eq!(list(&answer, "/rows").count(), rows, "{question}");
    same_rows(&SAMPLE, &answer);
}

fn in_role(unit: &str, role: &str) -> Value {
    json!({ "units": { "any": [unit], "role": role } })
}

fn responsible(unit: &str) -> Value {
    json!({ "or": [in_role(unit, "LEAD"), in_role(unit, "RESPONSIBLE")] })
}

fn part(unit: &str) -> Value {
    json!({ "units": { "any": [unit] } })
}

fn within(filter: &Value) -> Value {
    json!({ "filter": filter })
}

fn about(query: &str, filter: &Value) -> Value {
    json!({ "query": query, "filter": filter })
}

#[test]
fn nothing_that_is_understood_is_dropped() {
    let meaning = |question: &str| {
        let answer = ask(&SAMPLE, question);
        (answer["operation"].clone(), answer["variables"].clone())
    };
    for question in [
        "省农委牵头的任务有哪些",
        "省农委牵头、省水利厅参与的任务有哪些",
        "不由省农委、省水利厅牵头的任务",
        "不涉及大连和沈阳的任务",
        "第五章有多少任务没有牵头单位",
        "第五章第三节有哪些任务",
        "第五章哪些任务有完成时限",
        "第十四章有哪些任务没有责任单位",
        "加快教育现代化进程一节由谁牵头",
        "省农委和省水利厅谁牵头的饮水安全任务多",
        "省农委在饮水安全方面和谁合作最多",
        "第五章省交通厅和谁合作最多",
        "第五章牵头任务最多的前三个单位",
        "除了省发展改革委，谁牵头的任务最多",
        "第五章哪个市承担的任务最多",
        "省环保厅负责哪些约束性指标",
        "2015年森林覆盖率的目标是多少",
        "有完成时限的任务由谁牵头",
        "涉及大连的铁路建设什么时候完成",
        "第五章的铁路建设由谁牵头，哪些单位配合",
        "铁路建设2015年由谁负责",
        "省农委牵头、省气象局或省质监局参与的任务",
        "省农委2012年底前要完成哪些任务",
        "省环保厅负责的国家下达的指标",
        "第十章没有指标的任务",
        "省财政厅是不是参与第五章",
        "第六章参与单位最多的任务",
        "第七章超过90%的约束性指标",
        "第五章省水利厅牵头几项、参与几项",
        "第五章牵头超过2项的单位",
        "第六章责任单位超过10个的任务",
        "牵头任务最多的三个单位",
        "省环保厅负责的超过10%的指标",
    ] {
        let answer = ask(&SAMPLE, question);
        assert_ne!(answer["operation"], Value::Null, "{question}: {answer}");
        same_rows(&SAMPLE, &answer);
        for term in list(&answer, "/understood") {
            let place = |end: &str| term["range"][end].as_u64().unwrap();
            let (start, end) = (place("start"), place("end"));
            let without = question.chars().zip(0..);
            let without = without.filter(|(_, at)| *at < start || end <= *at);
            let without: String = without.map(|(character, _)| character).collect();
            assert_ne!(
                meaning(question),
                meaning(&without),
                "{question}: {without}"
            );
        }
    }
}

#[test]
fn every_row_is_proved_by_the_text_at_its_spans() {
    let data = SAMPLE.data("{ plans { nodes { sourceText } } }");
    let text: Vec<char> = data["plans"]["nodes"][0]["sourceText"]
        .as_str()
        .unwrap()
        .chars()
        .collect();
    for question in [
        "省农委牵头的任务有哪些",
        "哪些任务涉及大连市和省财政厅",
        "森林覆盖率的目标是多少",
        "省交通厅和谁合作最多",
        "第五章有多少任务没有牵头单位",
        "谁负责饮水安全",
        "哪个城市的任务最多",
        "哪个单位牵头的任务最多",
        "哪一章任务最多",
    ] {
        let answer = ask(&SAMPLE, question);
        let rows: Vec<_> = list(&answer, "/rows").collect();
        assert!(!rows.is_empty(), "{question}");
        for row in rows {
            let evidence = row["evidence"].as_array().unwrap();
            assert!(!evidence.is_empty(), "{question}: {row}");
            for span in evidence {
                let at = |end: &str| usize::try_from(span[end].as_u64().unwrap()).unwrap();
                let there: String = text[at("start")..at("end")].iter().collect();
                assert_eq!(span["quote"], json!(there), "{question}");
            }
        }
    }
}

#[test]
fn a_name_of_several_divisions_stands_for_all_of_them() {
    // Two plans of one province: chapters of both, and counts over both.
    let sample = Sample::of(vec![plan(1, 20), plan(2, 10)]);
    let answer = ask(&sample, "省发展改革委牵头多少任务");
    assert!(
        answer["summary"].as_str().unwrap().contains("共 30 项"),
        "{answer}"
    );
    let answer = ask(&sample, "辽宁省有多少任务");
    let variables: Value = serde_json::from_str(answer["variables"].as_str().unwrap()).unwrap();
    assert_eq!(
        variables["filter"]["plans"].as_array().unwrap().len(),
        2,
        "{answer}"
    );
    same_rows(&sample, &answer);
}

#[test]
fn bodies_of_several_divisions_are_compared_only_when_it_is_said_whose_they_are() {
    let notice = |name: &str, title: &str, number: &str| {
        Submission {
        name: name.to_owned(),
        bytes: format!(
            "{title}人民政府关于印发任务分工的通知\n\n{number}\n\n一、水利\n\n1.新建水库3座。\n牵头单位：省水利厅\n责任单位：省财政厅\n"
        )
        .into(),
        manifest: PlanManifest::default(),
    }
    };
    let sample = Sample::of(Vec::new());
    let notices = [
        notice("a.txt", "辽宁省", "辽政发〔2012〕1号"),
        notice("b.txt", "吉林省", "吉政发〔2012〕1号"),
    ];
    let reports = (sample.engine).ingest(&notices, IngestOptions::default(), &mut |_| {});
    assert!(reports.iter().all(Result::is_ok), "{reports:?}");
    let operation = |question: &str| ask(&sample, question)["operation"].take();
    for question in [
        "省水利厅和省财政厅谁牵头的任务多",
        "省水利厅和谁合作最多",
        "省水利厅后来改成什么了",
        "这个方案有多少任务",
    ] {
        assert_eq!(operation(question), Value::Null, "{question}");
    }
    for question in [
        "辽宁省水利厅和吉林省水利厅谁牵头的任务多",
        "吉林省水利厅和谁合作最多",
        "吉林省水利厅后来改成什么了",
    ] {
        let answer = ask(&sample, question);
        assert_ne!(answer["operation"], Value::Null, "{question}: {answer}");
        same_rows(&sample, &answer);
    }
}

#[test]
fn a_question_to_one_plan_is_answered_from_it() {
    let sample = sample().with_bundled();
    let notice = Submission {
        name: "other.txt".to_owned(),
        bytes: "关于印发任务分工的通知\n\n一、水利\n\n1.新建水库3座。\n牵头单位：省农委\n责任单位：省水利厅\n"
            .into(),
        manifest: PlanManifest::default(),
    };
    let reports = (sample.engine).ingest(&[notice], IngestOptions::default(), &mut |_| {});
    assert!(reports.iter().all(Result::is_ok), "{reports:?}");
    let plans = sample.data("{ plans { nodes { id } } }");
    let ids: Vec<_> = list(&plans, "/plans/nodes").map(id).collect();
    let number = |question: &str, plans: Value| {
        let answer = run(
            &sample,
            "Ask",
            json!({ "question": question, "plans": plans }),
        )["ask"]
            .take();
        if !answer["operation"].is_null() {
            same_rows(&sample, &answer);
        }
        list(&answer, "/rows").count()
    };
    for question in [
        "省农委牵头的任务有哪些",
        "省水利厅负责哪些任务",
        "哪些单位牵头的任务最多",
        "省农委和谁合作最多",
        "谁负责水库",
        "有哪些约束性指标",
        "第一章的任务",
        "哪些任务有完成时限",
    ] {
        let all = number(question, Value::Null);
        let each: Vec<_> = ids.iter().map(|id| number(question, json!([id]))).collect();
        assert_eq!(all, number(question, json!(ids)), "{question}");
        assert!(
            each.iter().all(|some| *some <= all),
            "{question} {each:?} {all}"
        );
        if question == "省农委牵头的任务有哪些" {
            assert_eq!(each.iter().sum::<usize>(), all, "{question}");
            assert!(each.contains(&1), "{question} {each:?}");
        }
    }
    let wrong = json!({ "question": "省农委牵头的任务有哪些", "plans": ["x"] });
    let answer = sample.answer(&operation("Ask"), wrong);
    assert_eq!(
        answer["errors"][0]["extensions"]["code"], "INVALID_ID",
        "{answer}"
    );
}

#[test]
fn nothing_that_is_typed_fails() {
    let pieces = [
        "省农委",
        "大连",
        "牵头",
        "的",
        "任务",
        "谁",
        "哪些",
        "多少",
        "第五章",
        "第",
        "章",
        "“",
        "”",
        "粮食",
        "和",
        "没有",
        "最多",
        "2015年",
        "前",
        "合作",
        "?",
        "　",
        "\u{e010}",
        "指标",
        "(",
        "*",
        "单位",
        "ａ",
        "９７％",
        "什么时候",
        "章节",
        "不",
        "-",
    ];
    let mut rng = fastrand::Rng::with_seed(7);
    for _ in 0..150 {
        let length = rng.usize(1..9);
        let question: String = (0..length).map(|_| *rng.choice(&pieces).unwrap()).collect();
        let answer = ask(&SAMPLE, &question);
        if answer["operation"].is_null() {
            assert_eq!(answer["rows"], json!([]), "{question}");
        } else {
            assert_eq!(answer["notUnderstood"], json!([]), "{question}");
            same_rows(&SAMPLE, &answer);
        }
    }
}
