//! Bodies of several provinces, and what several plans name alike, told apart in every file that has nothing but names.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use plangraph::engine::{IngestOptions, Projection, Submission, UnitMatch};
use plangraph::export::{Export, Format, What};

use super::{request, table, text};
use crate::graphql::sample::{Sample, plan};
use crate::support::gazetteer;

/// Two notices of one province and one of another, with bodies of the same names; each has its own 各市州人民政府.
fn three_plans() -> Sample {
    let notice = |province: &str, sign: &str, year: u16| {
        format!(
            "{province}人民政府关于分解落实{year}年重点任务的通知\n{sign}政发〔{year}〕8号\n\n各市州人民政府：\n\
一、农业农村\n1.稳定粮食播种面积。\n牵头单位：省农业厅；责任单位：省发展改革委、省财政厅。\n\
2.整治农村环境。\n牵头单位：省发展改革委；责任单位：省财政厅、各市州人民政府。\n\
{province}人民政府\n{year}年3月1日\n"
        )
    };
    let plans = [
        ("四川省", "川", 2016),
        ("湖南省", "湘", 2016),
        ("四川省", "川", 2017),
    ];
    let submissions = plans.map(|(province, sign, year)| Submission {
        name: "分工.txt".to_owned(),
        bytes: notice(province, sign, year).into_bytes(),
        manifest: plangraph::model::PlanManifest::default(),
    });
    let sample = Sample::of(Vec::new());
    let options = IngestOptions::default();
    let reports = sample.engine.ingest(&submissions, options, &mut |_| {});
    assert!(reports.iter().all(Result::is_ok), "{reports:?}");
    sample
}

#[test]
fn nodes_that_have_nothing_but_a_label_have_one_each() {
    let sample = three_plans();
    let projection = Projection::CoResponsible;
    let written = |format| text(&sample, What::Network, format, projection);
    let pajek = written(Format::Pajek);
    // Behind a comment, which is the manifest.
    let pajek = pajek
        .lines()
        .skip(1)
        .filter_map(|line| line.split('"').nth(1));
    let dl = written(Format::Dl);
    let dl = dl.lines().filter_map(|line| line.split('"').nth(1));
    let (matrix, _) = table(&written(Format::Matrix));
    let (_, nodes) = table(&text(&sample, What::Nodes, Format::Csv, projection));
    let all: BTreeSet<String> = nodes.iter().map(|row| row[1].clone()).collect();
    assert!(all.contains("省财政厅（四川省）") && all.contains("省财政厅（湖南省）"));
    // Three bodies of each province.
    assert_eq!((all.len(), nodes.len()), (6, 6));
    for labels in [
        pajek.map(str::to_owned).collect::<Vec<_>>(),
        dl.map(str::to_owned).collect(),
        matrix[1..].to_vec(),
    ] {
        assert_eq!(labels.len(), 6, "{labels:?}");
        assert_eq!(labels.into_iter().collect::<BTreeSet<_>>(), all);
    }
}

#[test]
fn tables_of_several_plans_name_no_two_units_alike() {
    let sample = three_plans();
    let csv = |what| table(&text(&sample, what, Format::Csv, Projection::CoResponsible));
    let (header, rows) = csv(What::Ledger);
    assert_eq!(
        (header[0].as_str(), header[15].as_str()),
        ("unit", "unitId")
    );
    let pairs: BTreeSet<_> = rows.iter().map(|row| (&row[0], &row[15])).collect();
    let names: BTreeSet<_> = rows.iter().map(|row| &row[0]).collect();
    let ids: BTreeSet<_> = rows.iter().map(|row| &row[15]).collect();
    assert_eq!(
        (pairs.len(), names.len(), ids.len()),
        (9, 9, 9),
        "{pairs:?}"
    );
    // Three bodies of each province, and what each plan means by all its cities.
    for year in [2016, 2017] {
        let name = format!("各市州人民政府（四川省）【四川省 {year}年】");
        assert!(names.contains(&name), "{names:?}");
    }
    let (header, rows) = csv(What::Responsibility);
    let names: BTreeSet<_> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!((rows.len(), names.len()), (9, 9));
    assert_eq!(
        header[1..],
        [
            "农业农村【四川省 2016年】",
            "农业农村【湖南省 2016年】",
            "农业农村【四川省 2017年】"
        ]
    );
    let (_, rows) = csv(What::Tasks);
    assert_eq!(rows[0][8], "省农业厅（四川省）");
    assert_eq!(rows[2][9], "省发展改革委（湖南省）、省财政厅（湖南省）");
    // Beside an id the name stays what it is.
    let lines = text(
        &sample,
        What::All,
        Format::JsonLines,
        Projection::CoResponsible,
    );
    assert!(lines.contains("\"name\":\"省农业厅\"") && !lines.contains("\"name\":\"省农业厅（"));
}

/// A plan with so many units, each with a task of its own and all with a part in the first.
fn of_many_units(count: u32) -> Sample {
    let mut facts = plan(1, count);
    let mut all = Vec::new();
    for (number, task) in (1..).zip(&mut facts.tasks) {
        let mut unit = facts.units[0].clone();
        unit.name = format!("省第{number}局");
        unit.id = gazetteer().unit_id(unit.jurisdiction, &unit.name);
        task.assignments.truncate(1);
        task.assignments[0].unit = unit.id;
        let mut part = task.assignments[0].clone();
        part.id.digest = 100 + number;
        all.push(part);
        facts.units.push(unit);
    }
    facts.tasks[0].assignments = all;
    Sample::of(vec![facts])
}

#[test]
fn a_workbook_says_why_units_have_no_sheets() {
    let sample = of_many_units(251);
    let sheets = |units: Option<&[&str]>| {
        let mut request = request(What::Ledger, Format::Xlsx, Projection::CoResponsible);
        request.filter.tasks.units = units.map(|units| UnitMatch {
            any: Some(units.iter().map(|name| (*name).to_owned()).collect()),
            ..UnitMatch::default()
        });
        let export = Export::prepare(&sample.engine.view(), request).unwrap();
        let mut out = Vec::new();
        export.write(&mut out).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(out)).unwrap();
        let about = book.worksheet_range("说明").unwrap();
        let told = about
            .rows()
            .any(|row| row[1].to_string().contains("共251个单位"));
        (book.sheet_names().len(), told)
    };
    // 说明, 台账, 责任矩阵, 指标.
    assert_eq!(sheets(None), (4, true));
    // Whoever else has a part in the task of two units does not take their sheets from them.
    assert_eq!(sheets(Some(&["省第1局", "省第2局"])), (4 + 2, false));
}
