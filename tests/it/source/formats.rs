//! The bundled notice in other formats: the same text and the same graph. `tests/fixtures/formats/make.sh` makes the files.

use std::fs;

use plangraph::extract::extract;
use plangraph::model::{Basis, Facts, Format, PlanManifest, Role, Task};
use plangraph::{parse, source};

use crate::gazetteer::bundled;
use crate::support::repository;

fn read(path: &str) -> (String, Facts) {
    let bytes = fs::read(repository(path)).unwrap();
    let name = path.rsplit('/').next().unwrap();
    let document = source::read(name, &bytes).unwrap();
    let manifest = PlanManifest {
        key: Some("liaoning-2012-division".to_owned()),
        region: Some("辽宁省".to_owned()),
        ..PlanManifest::default()
    };
    let facts = extract(&document, &parse::parse(&document), &manifest, bundled());
    for task in &facts.tasks {
        let spans = task.assignments.iter().map(|assignment| &assignment.span);
        for span in spans.chain([&task.span]) {
            assert_eq!(document.quote(span.range), span.quote);
            assert_eq!(span.range.page.is_some(), document.format() == Format::Pdf);
        }
    }
    (document.source().to_owned(), facts)
}

/// What a task says, without where it says it.
#[derive(Debug, PartialEq)]
struct Said {
    text: String,
    label: Option<String>,
    headings: Vec<String>,
    units: Vec<(String, Role, Basis)>,
    places: Vec<String>,
    targets: Vec<(String, Option<f64>, Option<String>)>,
}

fn said(facts: &Facts) -> Vec<Said> {
    let name = |task: &Task, index: usize| {
        let assignment = &task.assignments[index];
        let unit = facts
            .units
            .iter()
            .find(|unit| unit.id == assignment.unit)
            .unwrap();
        (unit.name.clone(), assignment.role, assignment.basis)
    };
    let task = |task: &Task| Said {
        text: task.text.replace('\n', ""),
        label: task.label.clone(),
        headings: task
            .headings
            .iter()
            .map(|heading| heading.title.clone())
            .collect(),
        units: (0..task.assignments.len())
            .map(|index| name(task, index))
            .collect(),
        places: task
            .cities
            .iter()
            .map(|link| format!("{:?} {:?}", link.city, link.via))
            .collect(),
        targets: task
            .indicators
            .iter()
            .map(|i| (i.subject.clone(), i.value, i.unit.clone()))
            .collect(),
    };
    facts.tasks.iter().map(task).collect()
}

#[test]
fn the_notice_saved_in_another_format_gives_the_same_text_and_graph() {
    let (published, expected) = read("data/plans/liaoning-2012-division.txt");
    let lines: Vec<_> = published
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    for (path, format) in [
        ("tests/fixtures/formats/notice.docx", Format::Docx),
        ("tests/fixtures/formats/notice.html", Format::Html),
        ("tests/fixtures/formats/notice.pdf", Format::Pdf),
    ] {
        let (text, facts) = read(path);
        assert_eq!(facts.plan.format, format);
        let without_noise = |line: &str| line.replace('\u{E004}', "");
        for (line, other) in lines.iter().zip(text.lines()) {
            assert_eq!(
                without_noise(other).trim_end(),
                without_noise(line).trim_end(),
                "{path}"
            );
        }
        assert_eq!(text.lines().count(), lines.len(), "{path}");
        for (task, other) in said(&expected).iter().zip(said(&facts)) {
            assert_eq!(&other, task, "{path}");
        }
        assert_eq!(facts.tasks.len(), expected.tasks.len());
        let outside = |facts: &Facts| {
            (
                facts.plan.indicators.len(),
                facts.plan.clauses.len(),
                facts.plan.issued_on,
            )
        };
        assert_eq!(outside(&facts), outside(&expected), "{path}");
    }
}

#[test]
fn a_table_is_the_same_rows_in_every_format() {
    let rows = "吉林省人民政府办公厅\n关于分解落实2031年重点任务的通知\n吉政办发〔2031〕7号\n\
        各市（州）人民政府，省政府各厅委、各直属机构：\n2031年重点任务已经省政府同意，现分解落实如下，请认真组织实施。\n\
        序号\t重点任务\t牵头单位\t配合单位\t完成时限\n一、农业农村\t\t\t\t\n\
        1\t新建高标准农田120万亩，黑土地保护面积达到3500万亩，健全耕地数量、质量、生态三位一体的保护制度。\t省农业农村厅\t省财政厅 省水利厅\t2031年10月底前\n\
        2\t改造农村危房5000户。\t省住房城乡建设厅\t省财政厅\t9月底前\n\
        〃\t新改建农村公路1800公里。\t省交通运输厅\t\t年底前\n二、科技创新\t\t\t\t\n\
        3\t新增高新技术企业200家。\t省科技厅\t省工业和信息化厅、省税务局\t\n\
        各单位要于每季度末报告进展情况：\n1.加强组织领导。\n2.严格督促检查。\n吉林省人民政府办公厅\n2031年2月5日\n";
    for name in ["table.html", "table.docx", "table.pdf", "table-sealed.pdf"] {
        let bytes = fs::read(repository("tests/fixtures/formats").join(name)).unwrap();
        let text = source::read(name, &bytes).unwrap().source().to_owned();
        assert_eq!(text, rows, "{name}");
    }
    // Read on, they are the same tasks.
    let (_, expected) = read("tests/fixtures/formats/table.html");
    assert_eq!(expected.tasks.len(), 4);
    assert!(expected.tasks.iter().all(|task| !task.leads().is_empty()));
    // What stands behind the table is no task of its last chapter.
    let clauses: Vec<_> = expected.plan.clauses.iter().map(|c| &*c.text).collect();
    let remark = [
        "各单位要于每季度末报告进展情况：",
        "加强组织领导。",
        "严格督促检查。",
    ];
    assert_eq!(clauses, remark);
    for name in ["table.docx", "table.pdf"] {
        let (_, facts) = read(&format!("tests/fixtures/formats/{name}"));
        assert_eq!(said(&facts), said(&expected), "{name}");
    }
}

#[test]
fn an_encrypted_file_is_read_only_where_it_permits_that() {
    let path = repository("tests/fixtures/formats/table-sealed.pdf");
    let mut bytes = fs::read(path).unwrap();
    // The bit of the permissions that lets text be copied, taken away.
    let at = bytes.windows(4).position(|word| word == b"/P -").unwrap();
    let end = at
        + 3
        + bytes[at + 3..]
            .iter()
            .position(|byte| !b"-0123456789".contains(byte))
            .unwrap();
    let bits: i64 = str::from_utf8(&bytes[at + 3..end])
        .unwrap()
        .parse()
        .unwrap();
    let forbidden = (bits & !16).to_string();
    bytes.splice(at + 3..end, forbidden.into_bytes());
    let refusal = source::read("a.pdf", &bytes).unwrap_err();
    assert!(
        refusal
            .to_string()
            .contains("forbids that its text is copied"),
        "{refusal}"
    );
}
