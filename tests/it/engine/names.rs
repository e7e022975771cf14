//! Which unit a name stands for, on the bundled plan.

use std::sync::{Arc, LazyLock};

use plangraph::engine::{Engine, IngestOptions, QueryError, Submission, View};
use plangraph::journal::Journal;
use plangraph::model::PlanManifest;
use plangraph::store::MemoryStore;

use crate::graphql::sample::Sample;
use crate::memory_index::MemoryIndex;
use crate::support::gazetteer;

static VIEW: LazyLock<View> = LazyLock::new(|| Sample::bundled().engine.view());

#[test]
fn a_name_leads_to_the_unit_of_the_plans() {
    for (name, expected) in [
        ("省财政厅", "省财政厅"),
        ("辽宁省财政厅", "省财政厅"),
        ("省发展改革委", "省发展改革委"),
        ("省发改委", "省发展改革委"),
        ("发改委", "省发展改革委"),
        ("省扶贫办", "省农委"),
        ("省农信社", "省农信联社"),
        ("省自然资源厅", "省国土资源厅"),
        ("省农业农村厅", "省农委"),
        ("省生态环境厅", "省环保厅"),
        ("省工业和信息化厅", "省经济和信息化委"),
        ("省国土厅", "省国土资源厅"),
        ("国土厅", "省国土资源厅"),
        ("省建设厅", "省住房城乡建设厅"),
        ("省教委", "省教育厅"),
        ("沈阳市政府", "沈阳市"),
        ("沈阳市人民政府", "沈阳市"),
        ("省委有关部门", "省委有关部门"),
    ] {
        let unit = VIEW
            .find_unit(name, None)
            .map(|id| VIEW.unit(id).unwrap().name.clone());
        assert!(
            matches!(&unit, Ok(unit) if unit == expected),
            "{name}: {unit:?}"
        );
    }
}

#[test]
fn a_later_name_of_several_units_names_them_all() {
    let error = VIEW.find_unit("省市场监管局", None).unwrap_err();
    let told = error.to_string();
    let QueryError::AmbiguousName {
        candidates, units, ..
    } = error
    else {
        panic!("{error}");
    };
    // Whatever the names, the ids tell them apart.
    for unit in units {
        assert!(told.contains(&unit.to_string()), "{told}");
        assert_eq!(VIEW.find_unit(&unit.to_string(), None).unwrap(), unit);
    }
    for name in ["省工商局", "省质监局", "省食品药品监管局"] {
        let named = format!("{name}（辽宁省）");
        assert!(candidates.contains(&named), "{name}: {candidates:?}");
        let meant = VIEW.find_unit(&named, None).unwrap();
        assert_eq!(VIEW.unit(meant).unwrap().name, name);
    }
}

#[test]
fn a_jurisdiction_rules_the_others_out() {
    assert!(VIEW.find_unit("省财政厅", Some("辽宁省")).is_ok());
    assert!(VIEW.find_unit("省财政厅", Some("210000")).is_ok());
    assert!(VIEW.find_unit("省财政厅（吉林省）", None).is_err());
    let elsewhere = VIEW.find_unit("省环保厅", Some("大连市"));
    assert!(
        matches!(elsewhere, Err(QueryError::UnknownUnit { .. })),
        "{elsewhere:?}"
    );
}

#[test]
fn a_body_of_the_nation_is_told_from_one_of_no_known_division() {
    let sample = Sample::of(Vec::new());
    let of_the_nation = "国务院办公厅关于落实重点任务分工的通知\n国办发〔2016〕8号\n\n1.稳定粮食生产。\n\
        牵头单位：财政部\n国务院办公厅\n2016年3月1日\n";
    let of_nobody =
        "重点任务分工\n\n1.建设农村道路。\n牵头单位：财政部\n2.改造危房。\n牵头单位：财政部\n";
    let names = |texts: &[&str]| {
        let submissions: Vec<_> = texts.iter().map(|text| submission(text)).collect();
        let reports = sample
            .engine
            .ingest(&submissions, IngestOptions::default(), &mut |_| {});
        assert!(reports.iter().all(Result::is_ok), "{reports:?}");
        let view = sample.engine.view();
        let mut names: Vec<_> = view
            .units_bearing("财政部")
            .unwrap()
            .into_iter()
            .map(|id| view.distinct_unit(&view.unit(id).unwrap()))
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(&[of_the_nation]), ["财政部"]);
    assert_eq!(names(&[of_nobody]), ["财政部", "财政部（中国）"]);
    let view = sample.engine.view();
    let meant = view.find_unit("财政部（中国）", None).unwrap();
    assert!(view.unit(meant).unwrap().jurisdiction.is_some());
}

fn submission(text: &str) -> Submission {
    Submission {
        name: "分工.txt".to_owned(),
        bytes: text.as_bytes().to_vec(),
        manifest: PlanManifest::default(),
    }
}

#[test]
fn an_id_that_nobody_bears_is_unknown() {
    let id = "unit_0000000000000001";
    assert!(matches!(
        VIEW.find_unit(id, None),
        Err(QueryError::UnknownUnit { .. })
    ));
    assert!(matches!(
        VIEW.units_bearing(id),
        Err(QueryError::UnknownUnit { .. })
    ));
}

const HUNAN: &str = "湖南省人民政府关于分解落实2016年重点任务的通知\n湘政发〔2016〕8号\n\n各市州人民政府：\n\
一、资源环境\n1.推进全省永久基本农田划定工作，守住耕地红线。\n责任单位：省国土资源厅、省农委。\n\
2.实施湘江保护和治理重点工程，改善水环境质量。\n责任单位：省环保厅、省发改委。\n\
湖南省人民政府\n2016年3月1日\n";

#[test]
fn bodies_of_any_province_are_found_by_every_name_they_had() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, _) = Journal::open(folder.path()).unwrap();
    let engine = Engine::open(
        journal,
        Arc::new(MemoryStore::default()),
        Arc::new(MemoryIndex::default()),
        gazetteer(),
        &mut |_| {},
    )
    .unwrap();
    let submission = Submission {
        name: "hunan-2016.txt".to_owned(),
        bytes: HUNAN.as_bytes().to_vec(),
        manifest: PlanManifest::default(),
    };
    let results = engine.ingest(&[submission], IngestOptions::default(), &mut |_| {});
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    let view = engine.view();
    let found = |name| {
        let unit = view.find_unit(name, None).ok()?;
        Some(view.unit(unit).unwrap().name.clone())
    };
    for (name, expected) in [
        ("省国土资源厅", "省国土资源厅"),
        ("省自然资源厅", "省国土资源厅"),
        ("湖南省生态环境厅", "省环保厅"),
        ("省环境保护厅", "省环保厅"),
        ("省发改委", "省发改委"),
        ("湖南省发展和改革委员会", "省发改委"),
        ("省农业农村厅", "省农委"),
    ] {
        assert_eq!(found(name).as_deref(), Some(expected), "{name}");
    }
    assert_eq!(found("省审计厅局"), None);
    // What a body became is known with its id, also when no plan names it.
    let unit = view.find_unit("省国土资源厅", Some("湖南省")).unwrap();
    let [change] = &view.successors(unit)[..] else {
        panic!("one successor");
    };
    assert_eq!(view.unit(change.to).unwrap().name, "省自然资源厅");
    let fresh = engine.view();
    assert_eq!(fresh.unit(change.to).unwrap().name, "省自然资源厅");
    assert!(fresh.predecessors(change.to).contains(change));
}
