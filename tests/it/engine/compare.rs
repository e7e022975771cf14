//! Two plans side by side.

use std::collections::BTreeMap;
use std::fs;

use plangraph::engine::{
    ComparedTask, Comparison, Engine, IngestOptions, Submission, TaskChangeKind,
};
use plangraph::journal::Journal;
use plangraph::model::{PlanId, PlanManifest};
use plangraph::store::MemoryStore;
use tempfile::TempDir;

use crate::memory_index::MemoryIndex;
use crate::support::{gazetteer, repository};

/// An engine with plans, each a key, the region that it governs, its year and its text.
fn engine(plans: &[(&str, &str, u16, &str)]) -> (Engine, Vec<PlanId>, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let (journal, _) = Journal::open(folder.path()).unwrap();
    let store = std::sync::Arc::new(MemoryStore::new());
    let index = std::sync::Arc::new(MemoryIndex::default());
    let engine = Engine::open(journal, store, index, gazetteer(), &mut |_| {}).unwrap();
    // The same bytes are kept once: each plan ends in another line.
    let submission = |&(key, region, year, text): &(&str, &str, u16, &str)| Submission {
        name: format!("{key}.txt"),
        bytes: format!("{text}{}", if key == "base" { "\n" } else { "\n\n" }).into_bytes(),
        manifest: PlanManifest {
            key: Some(key.to_owned()),
            title: Some(format!("{key}任务分工")),
            region: Some(region.to_owned()),
            period_start: Some(year),
            period_end: Some(year + 4),
            ..PlanManifest::default()
        },
    };
    let submissions: Vec<_> = plans.iter().map(submission).collect();
    let reports = engine.ingest(&submissions, IngestOptions::default(), &mut |_| {});
    let ids = reports
        .into_iter()
        .map(|report| report.unwrap().plan.id)
        .collect();
    (engine, ids, folder)
}

fn compare(base: (&str, u16, &str), target: (&str, u16, &str)) -> Comparison {
    let plans = [
        ("base", base.0, base.1, base.2),
        ("target", target.0, target.1, target.2),
    ];
    let (engine, ids, _folder) = engine(&plans);
    engine.view().compare(ids[0], ids[1]).unwrap()
}

fn kinds(task: &ComparedTask) -> Vec<TaskChangeKind> {
    task.changes.iter().map(|change| change.kind).collect()
}

/// What is said of a change by both plans.
fn quotes(task: &ComparedTask, kind: TaskChangeKind) -> (String, String) {
    let change = task
        .changes
        .iter()
        .find(|change| change.kind == kind)
        .unwrap();
    let quote = |span: &Option<plangraph::model::TextSpan>| {
        span.as_ref()
            .map(|span| span.quote.clone())
            .unwrap_or_default()
    };
    (quote(&change.base), quote(&change.target))
}

/// One task held against one other in Liaoning.
fn check(base: &str, target: &str, expected: &[TaskChangeKind]) -> ComparedTask {
    let text = |task: &str| {
        format!("一、农业\n1.{task}\n二、其他\n1.做好档案工作。\n责任单位：省档案局。\n")
    };
    let compared = compare(
        ("辽宁省", 2011, &text(base)),
        ("辽宁省", 2011, &text(target)),
    );
    assert_eq!(compared.tasks.len(), 2, "{base} {target}");
    assert_eq!(kinds(&compared.tasks[0]), expected, "{base} {target}");
    assert_eq!(kinds(&compared.tasks[1]), [TaskChangeKind::Kept]);
    compared.tasks.into_iter().next().unwrap()
}

#[test]
fn what_has_changed_in_a_task_is_told_with_both_quotes() {
    use TaskChangeKind as K;
    let base = "推进农业产业化，新建高标准农田100万亩。\n牵头单位：省农委。\n责任单位：省农委、省财政厅等。";
    let task = check(base, base, &[K::Kept]);
    assert_eq!(task.similarity, Some(1.0));
    let task = check(
        base,
        &base.replace("牵头单位：省农委", "牵头单位：省水利厅"),
        &[K::LeadChanged],
    );
    assert_eq!(
        quotes(&task, K::LeadChanged),
        ("省农委".to_owned(), "省水利厅".to_owned())
    );
    let more = base.replace("省财政厅等", "省财政厅、省林业厅等");
    let task = check(base, &more, &[K::PartnerAdded]);
    assert_eq!(quotes(&task, K::PartnerAdded).1, "省林业厅");
    assert!(quotes(&task, K::PartnerAdded).0.contains("省农委"));
    let task = check(&more, base, &[K::PartnerRemoved]);
    assert_eq!(quotes(&task, K::PartnerRemoved).0, "省林业厅");
    let raised = base.replace("100万亩", "150万亩");
    let task = check(base, &raised, &[K::TargetRaised, K::TextChanged]);
    let (before, after) = quotes(&task, K::TargetRaised);
    assert!(
        before.contains("100万亩") && after.contains("150万亩"),
        "{before} {after}"
    );
    check(&raised, base, &[K::TargetLowered, K::TextChanged]);
    // A lower bound from above asks for more.
    let bound = base.replace("新建高标准农田100万亩", "总人口控制在4600万人以内");
    let stricter = bound.replace("4600", "4500");
    check(&bound, &stricter, &[K::TargetRaised, K::TextChanged]);
    check(&stricter, &bound, &[K::TargetLowered, K::TextChanged]);
    let task = check(
        base,
        &base.replace("推进农业产业化", "加快推进农业产业化经营"),
        &[K::TextChanged],
    );
    assert!(
        task.similarity
            .is_some_and(|similarity| (0.4..1.0).contains(&similarity))
    );
}

#[test]
fn tasks_of_one_plan_only_are_dropped_or_new_in_their_place() {
    use TaskChangeKind as K;
    let base = "一、农业\n1.推进农业产业化经营。\n责任单位：省农委。\n2.发展远洋渔业船队。\n责任单位：省海洋渔业厅。\n\
        3.治理重点中小河流。\n责任单位：省水利厅。\n";
    let target = "一、农业\n1.推进农业产业化经营。\n责任单位：省农委。\n2.建设大数据交易中心。\n责任单位：省科技厅。\n\
        3.治理重点中小河流。\n责任单位：省水利厅。\n";
    let compared = compare(("辽宁省", 2011, base), ("辽宁省", 2011, target));
    let found: Vec<_> = compared.tasks.iter().map(kinds).collect();
    assert_eq!(
        found,
        [vec![K::Kept], vec![K::Dropped], vec![K::New], vec![K::Kept]]
    );
    assert!(compared.tasks[1].target.is_none() && compared.tasks[2].base.is_none());
    let shifts: BTreeMap<_, _> = compared
        .unit_shifts
        .iter()
        .map(|shift| ((shift.base_tasks, shift.target_tasks), shift.unit))
        .collect();
    assert!(
        shifts.contains_key(&(1, 0))
            && shifts.contains_key(&(0, 1))
            && shifts.contains_key(&(1, 1))
    );
}

#[test]
fn bodies_are_followed_through_reorganisations_and_levels() {
    let tasks = |agriculture: &str, finance: &str| {
        format!(
            "一、农业\n1.推进农业产业化，新建高标准农田。\n牵头单位：{agriculture}。\n责任单位：{agriculture}、{finance}等。\n"
        )
    };
    // 省农委 became 省农业农村厅 in 2018.
    let (old, new) = (
        tasks("省农委", "省财政厅"),
        tasks("省农业农村厅", "省财政厅"),
    );
    let later = compare(("辽宁省", 2011, &old), ("辽宁省", 2021, &new));
    assert_eq!(kinds(&later.tasks[0]), [TaskChangeKind::Kept]);
    // Both names in one period are two bodies.
    let same = compare(("辽宁省", 2011, &old), ("辽宁省", 2011, &new));
    assert_eq!(kinds(&same.tasks[0])[0], TaskChangeKind::LeadChanged);
    // Another province, and the state.
    let (other, state) = (
        tasks("省农业农村厅", "省财政厅"),
        tasks("农业农村部", "财政部"),
    );
    let provinces = compare(("辽宁省", 2021, &new), ("吉林省", 2021, &other));
    assert_eq!(kinds(&provinces.tasks[0]), [TaskChangeKind::Kept]);
    let centre = compare(("中国", 2021, &state), ("辽宁省", 2021, &new));
    assert_eq!(kinds(&centre.tasks[0]), [TaskChangeKind::Kept]);
    assert_eq!(centre.unit_shifts.len(), 2);
}

#[test]
fn the_bundled_notice_is_held_against_an_edited_one() {
    use TaskChangeKind as K;
    let notice = fs::read_to_string(repository("data/plans/liaoning-2012-division.txt")).unwrap();
    let edited = notice
        .replacen("森林覆盖率提高到42%", "森林覆盖率提高到45%", 1)
        .replacen("控制在4600万人以内", "控制在4500万人以内", 1);
    let compared = compare(("辽宁省", 2011, &notice), ("辽宁省", 2011, &edited));
    let mut counts: BTreeMap<TaskChangeKind, usize> = BTreeMap::new();
    for kind in compared.tasks.iter().flat_map(kinds) {
        *counts.entry(kind).or_default() += 1;
    }
    let expected = [
        (K::Kept, 146),
        // A lower upper bound asks for more.
        (K::TargetRaised, 2),
        (K::TextChanged, 2),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
    assert!(
        compared
            .unit_shifts
            .iter()
            .all(|shift| shift.base_tasks == shift.target_tasks)
    );
}
