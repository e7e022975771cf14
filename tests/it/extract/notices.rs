//! Notices of other provinces, levels and years, written for these tests: places and bodies are real, everything that
//! the notices say of them is not. Each snapshot was read against its notice.

use std::collections::BTreeSet;
use std::fmt::Write;

use plangraph::extract::extract;
use plangraph::model::{
    Basis, DiagnosticCode, Facts, Indicator, PlanManifest, Severity, Task, Told, Via,
};
use plangraph::{parse, source};

use super::read;
use crate::gazetteer::bundled;
use crate::support::repository;

/// The facts of a notice as lines: the head, then every task with its units, deadlines, places and indicators.
fn lines(facts: &Facts) -> String {
    let plan = &facts.plan;
    let region = plan.region.and_then(|id| bundled().city(id));
    let mut lines = String::new();
    for fact in &plan.head {
        writeln!(lines, "{:?} ({:?}): {}", fact.field, fact.basis, fact.value).unwrap();
    }
    assert!(region.is_some(), "no region");
    for clause in &plan.clauses {
        let deadlines: Vec<_> = clause
            .deadlines
            .iter()
            .map(|due| due.text.as_str())
            .collect();
        writeln!(lines, "{:?}: {} {deadlines:?}", clause.kind, clause.text).unwrap();
    }
    for task in &facts.tasks {
        lines.push_str(&task_lines(facts, task));
    }
    for noticed in facts.diagnostics() {
        if noticed.code.severity() > Severity::Info {
            let (code, message) = (noticed.code.word(), &noticed.message);
            writeln!(lines, "! {code} {}\n  {}", message.english, message.chinese).unwrap();
        }
    }
    lines
}

fn task_lines(facts: &Facts, task: &Task) -> String {
    let chapters = &facts.plan.chapters;
    let chapter = chapters
        .iter()
        .find(|chapter| chapter.id == task.chapter)
        .unwrap();
    let section = chapter
        .sections
        .iter()
        .find(|section| Some(section.id) == task.section);
    let section = section.map_or("", |section| section.title.as_str());
    let label = task.label.as_deref().unwrap_or_default();
    let mut lines = format!(
        "\n{} / {section} / {label}\n  {}\n ",
        chapter.title, task.text
    );
    for assignment in &task.assignments {
        let unit = facts
            .units
            .iter()
            .find(|unit| unit.id == assignment.unit)
            .unwrap();
        let basis = if assignment.basis == Basis::Stated {
            ""
        } else {
            "*"
        };
        write!(lines, " {:?}{basis}:{}", assignment.role, unit.name).unwrap();
    }
    lines.push_str(if task.is_open_list { " 等\n" } else { "\n" });
    for due in &task.deadlines {
        let value = match (due.date, &due.recurrence) {
            (Some(date), _) => date.to_string(),
            (None, Some(rule)) => rule.0.clone(),
            (None, None) => "ongoing".to_owned(),
        };
        writeln!(lines, "  due {} = {value}", due.text).unwrap();
    }
    for link in &task.cities {
        let city = bundled().city(link.city).unwrap();
        writeln!(
            lines,
            "  {:?} {} = {}",
            link.via, link.span.quote, city.name
        )
        .unwrap();
    }
    for indicator in &task.indicators {
        writeln!(lines, "  {}", indicator_line(indicator)).unwrap();
    }
    lines
}

fn indicator_line(found: &Indicator) -> String {
    let value = found
        .value
        .map_or("none".to_owned(), |value| value.to_string());
    let most = found
        .value_max
        .map_or(String::new(), |value| format!("–{value}"));
    format!(
        "{:?} {:?} {}: {:?} {value}{most} {} by {:?}{}{}",
        found.kind,
        found.measure,
        found.subject,
        found.comparator,
        found.unit.as_deref().unwrap_or_default(),
        found.period_end,
        if found.is_binding { ", binding" } else { "" },
        if found.is_assigned_by_state {
            ", assigned by the state"
        } else {
            ""
        },
    )
}

/// The text of a notice.
fn notice(name: &str) -> String {
    std::fs::read_to_string(repository(&format!("tests/fixtures/notices/{name}.txt"))).unwrap()
}

const NOTICES: &[&str] = &[
    "county-2023",
    "guangdong-2013",
    "neimenggu-2018",
    "shandong-2006",
    "sichuan-2016",
    "state-council-2014",
    "taizhou-2020",
    "yunnan-2009",
];

#[test]
fn notices_of_other_places_are_read() {
    for name in NOTICES {
        insta::assert_snapshot!(*name, lines(&read(&notice(name))));
    }
}

#[test]
fn what_is_noticed_is_told_in_both_languages_with_the_same_quotes() {
    let quotes = |told: &str| -> BTreeSet<String> {
        let parts = told
            .split('“')
            .skip(1)
            .filter_map(|rest| rest.split_once('”'));
        parts.map(|(quote, _)| quote.to_owned()).collect()
    };
    for name in NOTICES {
        for noticed in read(&notice(name)).diagnostics() {
            let Told { english, chinese } = &noticed.message;
            assert_eq!(quotes(english), quotes(chinese), "{name}: {english}");
            assert!(!chinese.is_ascii(), "{name}: {chinese}");
        }
    }
}

#[test]
fn a_notice_names_no_place_of_a_foreign_province() {
    let manifest = PlanManifest {
        region: Some("吉林省".to_owned()),
        ..PlanManifest::default()
    };
    for name in NOTICES {
        let document = source::read(name, notice(name).as_bytes()).unwrap();
        let facts = extract(&document, &parse::parse(&document), &manifest, bundled());
        let named = facts.tasks.iter().flat_map(|task| &task.cities);
        let found: Vec<_> = named
            .filter(|link| link.via == Via::Mentioned)
            .map(|link| link.span.quote.as_str())
            .collect();
        assert_eq!(found, [""; 0], "{name}");
    }
}

#[test]
fn a_notice_without_line_breaks_is_read_from_title_to_statement() {
    let facts = read(
        "吉林省人民政府关于补短板工作的实施意见吉政发〔2031〕90号各市人民政府：现提出以下意见。一、产业（一）壮大茶产业。\
         改造茶园50万亩。（省农委牵头，省财政厅配合）（二）培育旅游。（省旅游委负责）",
    );
    assert_eq!(facts.plan.title, "吉林省人民政府关于补短板工作的实施意见");
    assert_eq!(
        facts.plan.document_number.as_deref(),
        Some("吉政发〔2031〕90号")
    );
    let tasks: Vec<_> = facts
        .tasks
        .iter()
        .map(|task| (task.text.as_str(), task.assignments.len()))
        .collect();
    assert_eq!(tasks, [("改造茶园50万亩。", 2), ("培育旅游。", 1)]);
    assert!(facts.plan.coverage > 0.99);
}

#[test]
fn an_announced_count_is_checked() {
    let check = |heading: &str, expected| {
        let facts = read(&format!(
            "吉林省人民政府关于分解任务的通知\n吉政发〔2031〕90号\n各市人民政府：\n{heading}\n1.建设学校。\n责任单位：省教育厅。\n\
             2.改造供水。\n责任单位：省水利厅。\n二、产业\n3.发展农业。责任单位：省农委。\n"
        ));
        let mismatches = facts
            .diagnostics()
            .filter(|noticed| noticed.code == DiagnosticCode::CountMismatch);
        assert_eq!(
            (facts.tasks.len(), mismatches.count()),
            (3, expected),
            "{heading}"
        );
    };
    check("一、民生（2项）", 0);
    check("一、民生（共二项）", 0);
    check("一、民生（11项）", 1);
    check("一、民生（试行）", 0);
}

#[test]
fn bodies_that_one_list_tells_apart_are_two() {
    let check = |list: &str, expected: &[&str]| {
        let facts = read(&format!(
            "遵义市人民政府关于分解任务的通知\n遵府发〔2031〕90号\n各区人民政府：\n一、交通\n1.修路。\n责任单位：{list}。\n\
             2.养路。\n责任单位：市财政局。\n"
        ));
        let units: Vec<_> = facts.units.iter().map(|unit| unit.name.as_str()).collect();
        assert_eq!(units.get(..expected.len()), Some(expected), "{list}");
        assert_eq!(
            facts.tasks.first().unwrap().assignments.len(),
            expected.len()
        );
    };
    check(
        "市公路管理局、遵义公路管理局",
        &["市公路管理局", "遵义公路管理局"],
    );
    check("市财政局、遵义公路管理局", &["市财政局", "遵义公路管理局"]);
    // In a drawn box the name goes on in the line below.
    let box_of = "┌──┬──┬────┐\n│序号│任务│责任单位│\n├──┼──┼────┤\n│1 │建屋│市住房和│\n│  │    │城乡建设局│\n└──┴──┴────┘\n";
    let facts = read(&format!(
        "遵义市人民政府关于分解任务的通知\n遵府发〔2031〕90号\n各区人民政府：\n{box_of}"
    ));
    assert_eq!(facts.units.first().unwrap().name, "市住房和城乡建设局");
}
