//! With several plans, a place means what the plans say that are made for it.

use std::sync::Arc;

use plangraph::engine::{Engine, SearchKind, SearchRequest, View};
use plangraph::journal::Journal;
use plangraph::model::NodeId;
use plangraph::search::{MatchKind, Part};
use plangraph::store::MemoryStore;
use tempfile::TempDir;

use super::ingest;
use crate::support::{gazetteer, index};

const SICHUAN: &str = "四川省人民政府关于分解落实2016年重点任务的通知\n川政发〔2016〕8号\n\n各市州人民政府：\n\
一、农业农村\n1.稳定粮食播种面积。\n责任单位：省农业厅。\n2.加快天府新区建设。\n责任单位：省发展改革委。\n\
四川省人民政府\n2016年3月1日\n";

const LIANGSHAN: &str = "凉山彝族自治州人民政府关于分解落实2016年重点任务的通知\n凉府发〔2016〕2号\n\n各县市人民政府：\n\
一、农业农村\n1.建设粮食仓库十座。\n责任单位：州农业局。\n凉山彝族自治州人民政府\n2016年4月1日\n";

const HUNAN: &str = "湖南省人民政府关于分解落实2016年重点任务的通知\n湘政发〔2016〕8号\n\n各市州人民政府：\n\
一、农业农村\n1.提高粮食收购价格。\n责任单位：省粮食局。\n2.做好对口支援四川工作。\n责任单位：省发展改革委。\n\
湖南省人民政府\n2016年3月1日\n";

pub(super) fn engine(texts: &[&str]) -> (Engine, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let (journal, _) = Journal::open(folder.path()).unwrap();
    let (store, index) = (Arc::new(MemoryStore::default()), Arc::new(index()));
    let engine = Engine::open(journal, store, index, gazetteer(), &mut |_| {}).unwrap();
    for text in texts {
        ingest(&engine, text);
    }
    (engine, folder)
}

/// The texts of the tasks that fit the whole query, the best first.
fn found(view: &View, query: &str) -> Vec<String> {
    let request = SearchRequest {
        query: query.to_owned(),
        kinds: vec![SearchKind::Task],
        ..SearchRequest::default()
    };
    let answer = view.search(&request, 0, 20).unwrap();
    let close = answer.hits.iter().filter(|hit| hit.is_close);
    let ordinals: Vec<_> = close.map(|hit| hit.ordinal).collect();
    let tasks = view.tasks(&ordinals).unwrap();
    tasks.iter().map(|task| task.text.clone()).collect()
}

#[test]
fn a_place_means_the_plans_that_are_made_for_it() {
    let (engine, _folder) = engine(&[SICHUAN, LIANGSHAN, HUNAN]);
    let view = engine.view();
    let check = |query: &str, expected: &[&str]| {
        let mut found = found(&view, query);
        found.sort_unstable();
        assert_eq!(found, expected, "{query}");
    };
    // What lies within a province is of it.
    check("四川 粮食", &["建设粮食仓库十座。", "稳定粮食播种面积。"]);
    check("凉山 粮食", &["建设粮食仓库十座。"]);
    check("湖南省 粮食", &["提高粮食收购价格。"]);
    check("四川 对口支援", &["做好对口支援四川工作。"]);
    check(
        "农业 湖南",
        &["做好对口支援四川工作。", "提高粮食收购价格。"],
    );
}

#[test]
fn a_figure_beyond_all_counting_is_no_fault() {
    let line = format!("1.资金1{}元。", "亿".repeat(9_000));
    let text = SICHUAN.replace("1.稳定粮食播种面积。", &line);
    let (engine, _folder) = engine(&[&text]);
    assert_eq!(found(&engine.view(), "天府新区").len(), 1);
}

#[test]
fn a_hit_says_that_its_plan_is_made_for_the_place() {
    let (engine, _folder) = engine(&[SICHUAN, HUNAN]);
    let request = SearchRequest {
        query: "四川 粮食".to_owned(),
        kinds: vec![SearchKind::Task],
        ..SearchRequest::default()
    };
    let answer = engine.view().search(&request, 0, 1).unwrap();
    let [hit] = &answer.hits[..] else {
        panic!("{answer:?}");
    };
    let region = hit.matches.iter().find(|it| it.part == Part::Region);
    let region = region.map(|it| (it.term.as_str(), it.how));
    assert_eq!(region, Some(("四川", MatchKind::Alias)));
}

#[test]
fn where_all_plans_are_made_for_a_place_it_is_a_word() {
    let (engine, _folder) = engine(&[SICHUAN, LIANGSHAN]);
    let view = engine.view();
    assert_eq!(found(&view, "四川"), Vec::<String>::new());
    assert_eq!(found(&view, "凉山"), ["建设粮食仓库十座。"]);
}

#[test]
fn names_tell_bodies_and_chapters_of_several_divisions_apart() {
    let check = |texts: &[&str], unit: &str, expected: &str| {
        let (engine, _folder) = engine(texts);
        let view = engine.view();
        let unit = view.find_unit(unit, Some("四川省")).unwrap();
        let name = view.distinct_name(NodeId::Unit(unit)).unwrap();
        assert_eq!(name.as_deref(), Some(expected));
        // Whoever copies the name finds the body.
        assert_eq!(view.find_unit(expected, None).unwrap(), unit);
    };
    check(&[SICHUAN, HUNAN], "省发展改革委", "省发展改革委（四川省）");
    check(&[SICHUAN], "省发展改革委", "省发展改革委");
    // There are several 鼓楼区, and a notice of the nation has no other division.
    let gulou = |city: &str| {
        format!(
            "{city}鼓楼区人民政府关于分解任务的通知\n鼓政发〔2020〕1号\n\n一、农业\n1.种粮。\n责任单位：区农业农村局。\n\
             {city}鼓楼区人民政府\n2020年3月1日\n"
        )
    };
    let (districts, _folder) = engine(&[&gulou("南京市"), &gulou("福州市")]);
    let view = districts.view();
    let units = view.units_bearing("区农业农村局").unwrap();
    let names = units
        .iter()
        .map(|id| view.distinct_name(NodeId::Unit(*id)).unwrap().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "区农业农村局（南京市鼓楼区）",
            "区农业农村局（福州市鼓楼区）"
        ]
    );
    let marks = view
        .snapshot()
        .plans()
        .map(|entry| view.plan_mark(entry.id).unwrap());
    let mut marks: Vec<_> = marks.collect();
    marks.sort_unstable();
    assert_eq!(
        marks,
        ["【南京市鼓楼区 2020年】", "【福州市鼓楼区 2020年】"]
    );
    let (engine, _folder) = engine(&[SICHUAN, HUNAN]);
    let view = engine.view();
    let plans = view.snapshot().plans();
    let chapters = plans.map(|entry| view.plan(entry.id).unwrap().unwrap().chapters[0].id);
    let names = chapters.map(|id| view.distinct_name(NodeId::Chapter(id)).unwrap().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    assert_eq!(
        names,
        ["农业农村【四川省 2016年】", "农业农村【湖南省 2016年】"]
    );
}
