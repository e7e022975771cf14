//! Corrections: what each kind makes of a notice, that it is taken back without a trace, and what it survives.

mod lasting;
mod refused;
mod seen;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use plangraph::engine::{
    ChangeKind, CorrectionState, Engine, NetworkFilter, Proposal, TaskDimension, TaskFilter,
    UnitMatch, View, Writing,
};
use plangraph::journal::Journal;
use plangraph::model::{
    AssignmentId, CorrectionId, CorrectionKind, HeadField, NodeId, Plan, PlanId, Role, Task, UnitId,
};
use plangraph::store::{SledStore, Store, UnitEntry};
use tempfile::tempdir;

use super::ingest;
use crate::memory_index::MemoryIndex;
use crate::support::gazetteer;

const NOTICE: &str = "辽政发〔2012〕1号\n\n辽宁省人民政府关于任务分工的通知\n\n各市人民政府：\n\n\
一、总体目标\n\n　　\
1.森林覆盖率达到42%。\n　　牵头单位：省林业厅\n　　责任单位：省财政局、沈阳市\n　　\
2.新建水库3座，完成病险水库除险加固和中小河流治理任务。\n　　责任单位：省水利厅、省财政厅\n\n\
二、社会事业\n\n　　\
1.扩大养老保险覆盖面，参保率达到95%。\n　　责任单位：省人力社保厅、省民政老龄办\n　　\
2.加快公共文化设施建设，完善服务网络。\n　　责任单位：省文化厅、省财政局\n\n\
二○一二年二月十七日\n";

const OTHER: &str = "辽政发〔2013〕2号\n\n辽宁省人民政府关于重点工作分工的通知\n\n各市人民政府：\n\n\
一、财政\n\n　　1.完善公共财政体系。\n　　责任单位：省财政局\n\n二○一三年二月十七日\n";

fn open(folder: &Path, store: Arc<dyn Store>, index: MemoryIndex) -> Engine {
    let (journal, _) = Journal::open(folder).unwrap();
    Engine::open(journal, store, Arc::new(index), gazetteer(), &mut |_| {}).unwrap()
}

/// An engine over a store on disk of this name, which is made if need be.
fn engine(folder: &Path, store: &str) -> Engine {
    let (store, _) = SledStore::open(&folder.join(store), 1 << 24).unwrap();
    open(folder, Arc::new(store), MemoryIndex::default())
}

fn tasks(view: &View) -> Vec<Arc<Task>> {
    let set = view.task_set(&TaskFilter::default()).unwrap();
    view.tasks(&set.iter().collect::<Vec<_>>()).unwrap()
}

fn unit(view: &View, name: &str) -> UnitId {
    view.find_unit(name, None).unwrap()
}

/// The part of a unit in the task that begins so.
fn part(view: &View, text: &str, name: &str) -> AssignmentId {
    let (task, unit) = (task(view, text), unit(view, name));
    let mut parts = task.assignments.iter();
    parts.find(|part| part.unit == unit).unwrap().id
}

fn task(view: &View, text: &str) -> Arc<Task> {
    let tasks = tasks(view);
    let found = tasks.iter().find(|task| task.text.starts_with(text));
    Arc::clone(found.unwrap())
}

/// What a reader sees of the plans, a line per fact.
fn lines(view: &View) -> BTreeSet<String> {
    let name = |unit| view.unit(unit).unwrap().name.clone();
    let city = |city| view.gazetteer().city(city).unwrap().name.clone();
    let mut lines = BTreeSet::new();
    for task in tasks(view) {
        let number = task.number;
        for it in &task.assignments {
            let line = format!("{number} {:?} {} {:?}", it.role, name(it.unit), it.basis);
            lines.insert(line);
        }
        for link in &task.cities {
            lines.insert(format!("{number} {:?} {}", link.via, city(link.city)));
        }
        for it in &task.indicators {
            let value = it.value.unwrap_or_default();
            lines.insert(format!(
                "{number} {} {value} {:?}",
                it.subject, it.period_end
            ));
        }
    }
    for entry in view.snapshot().plans() {
        let plan = view.plan(entry.id).unwrap().unwrap();
        lines.extend(
            plan.head
                .iter()
                .map(|fact| format!("{:?} {} {:?}", fact.field, fact.value, fact.basis)),
        );
    }
    lines
}

type Everything = (Vec<Arc<Plan>>, Vec<Arc<Task>>, Vec<Arc<UnitEntry>>);

/// Everything that is stored of the plans, to the last field.
fn everything(view: &View) -> Everything {
    let plans = view.snapshot().plans();
    let plans = plans.map(|entry| view.plan(entry.id).unwrap().unwrap());
    let units = view.snapshot().units().cloned();
    (plans.collect(), tasks(view), units.collect())
}

pub(super) fn proposal(kind: CorrectionKind, target: NodeId) -> Proposal {
    Proposal {
        kind,
        target,
        value: None,
        others: Vec::new(),
        role: None,
        head_field: None,
        reason: "原文有误".to_owned(),
    }
}

fn with_value(kind: CorrectionKind, target: NodeId, value: &str) -> Proposal {
    Proposal {
        value: Some(value.to_owned()),
        ..proposal(kind, target)
    }
}

fn with_role(kind: CorrectionKind, target: NodeId, role: Role) -> Proposal {
    Proposal {
        role: Some(role),
        ..proposal(kind, target)
    }
}

fn merge(view: &View, into: &str, other: &str) -> Proposal {
    Proposal {
        others: vec![NodeId::Unit(unit(view, other))],
        ..proposal(CorrectionKind::MergeUnits, NodeId::Unit(unit(view, into)))
    }
}

fn head(plan: PlanId, field: HeadField, value: &str) -> Proposal {
    Proposal {
        head_field: Some(field),
        ..with_value(CorrectionKind::SetHead, NodeId::Plan(plan), value)
    }
}

fn apply(engine: &Engine, proposal: &Proposal) -> CorrectionId {
    let writing = Writing::by("张三");
    engine.apply_correction(proposal, &writing).unwrap().id
}

fn revert(engine: &Engine, id: CorrectionId) {
    let writing = Writing::by("李四");
    engine.revert_correction(id, "更正有误", &writing).unwrap();
}

fn states(engine: &Engine) -> Vec<CorrectionState> {
    let signed = engine.view().corrections(None);
    signed.iter().map(|signed| signed.state).collect()
}

fn faults(engine: &Engine) -> Vec<String> {
    engine.check(&mut |_| {}).unwrap().faults
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table: one row per kind")]
fn each_kind_is_made_and_taken_back_without_a_trace() {
    use CorrectionKind as Kind;
    let folder = tempdir().unwrap();
    let engine = engine(folder.path(), "store");
    let plan = ingest(&engine, NOTICE);
    let view = engine.view();
    let (before, all_before) = (lines(&view), everything(&view));
    let unit = |name| NodeId::Unit(unit(&view, name));
    let part = |text, name| NodeId::Assignment(part(&view, text, name));
    let task = |text| task(&view, text);
    let forest = task("森林").indicators[0].id;
    let reservoir = NodeId::Task(task("新建").id);
    let cases: Vec<(Proposal, &[&str], &[&str])> = vec![
        (
            merge(&view, "省财政厅", "省财政局"),
            &[
                "1 Responsible 省财政局 Stated",
                "4 Responsible 省财政局 Stated",
            ],
            &[
                "1 Responsible 省财政厅 Stated",
                "4 Responsible 省财政厅 Stated",
            ],
        ),
        (
            with_value(Kind::SplitUnit, unit("省民政老龄办"), "省民政厅、省老龄办"),
            &["3 Responsible 省民政老龄办 Stated"],
            &[
                "3 Responsible 省民政厅 Stated",
                "3 Responsible 省老龄办 Stated",
            ],
        ),
        (
            Proposal {
                others: vec![part("加快公共文化", "省财政局")],
                ..with_value(Kind::SplitUnit, unit("省财政局"), "省广电局")
            },
            &["4 Responsible 省财政局 Stated"],
            &["4 Responsible 省广电局 Stated"],
        ),
        (
            with_value(Kind::RenameUnit, unit("省财政局"), "省财政监督局"),
            &[
                "1 Responsible 省财政局 Stated",
                "4 Responsible 省财政局 Stated",
            ],
            &[
                "1 Responsible 省财政监督局 Stated",
                "4 Responsible 省财政监督局 Stated",
            ],
        ),
        (
            with_value(Kind::AddAlias, unit("省财政局"), "省财政监督局"),
            &[],
            &[],
        ),
        (
            with_role(Kind::SetRole, part("新建", "省水利厅"), Role::Lead),
            &["2 Responsible 省水利厅 Stated"],
            &["2 Lead 省水利厅 Corrected"],
        ),
        (
            Proposal {
                role: Some(Role::Supporting),
                ..with_value(Kind::AddAssignment, reservoir, "省林业厅")
            },
            &[],
            &["2 Supporting 省林业厅 Corrected"],
        ),
        (
            Proposal {
                others: vec![unit("沈阳市")],
                ..with_role(Kind::AddAssignment, reservoir, Role::Responsible)
            },
            &[],
            &["2 Assigned 沈阳市", "2 Responsible 沈阳市 Corrected"],
        ),
        (
            proposal(Kind::RejectAssignment, part("森林", "沈阳市")),
            &["1 Assigned 沈阳市", "1 Responsible 沈阳市 Stated"],
            &[],
        ),
        (
            proposal(Kind::RejectIndicator, NodeId::Indicator(forest)),
            &["1 森林覆盖率 42 None"],
            &[],
        ),
        (
            head(plan, HeadField::Period, "2011-2015年"),
            &["1 森林覆盖率 42 None", "2 水库 3 None", "3 参保率 95 None"],
            &[
                "1 森林覆盖率 42 Some(2015)",
                "2 水库 3 Some(2015)",
                "3 参保率 95 Some(2015)",
                "Period 2011–2015 Corrected",
            ],
        ),
        (
            head(plan, HeadField::DocumentNumber, "辽政发[2012]8号"),
            &["DocumentNumber 辽政发〔2012〕1号 Stated"],
            &["DocumentNumber 辽政发〔2012〕8号 Corrected"],
        ),
        (
            head(plan, HeadField::Title, "任务 分工"),
            &["Title 辽宁省人民政府关于任务分工的通知 Stated"],
            &["Title 任务分工 Corrected"],
        ),
        (
            head(plan, HeadField::IssuedOn, "二○一二年三月一日"),
            &["IssuedOn 2012-02-17 Stated"],
            &["IssuedOn 2012-03-01 Corrected"],
        ),
        (
            head(plan, HeadField::Issuer, "辽宁省人民政府办公厅"),
            &["Issuer 辽宁省人民政府 Stated"],
            &["Issuer 辽宁省人民政府办公厅 Corrected"],
        ),
        // Of two districts of this name the code tells which.
        (
            head(plan, HeadField::Region, "210303"),
            &["Region 辽宁省 Inferred"],
            &["Region 210303 Corrected"],
        ),
    ];
    let count = cases.len();
    for (proposal, removed, added) in cases {
        let id = apply(&engine, &proposal);
        let after = engine.view();
        let signed = after.correction(id).unwrap();
        assert_eq!(signed.state, CorrectionState::Applied, "{proposal:?}");
        assert_eq!(signed.correction.author, "张三");
        assert_eq!(signed.correction.what.reason, "原文有误");
        let now = lines(&after);
        let gone: Vec<_> = before.difference(&now).map(String::as_str).collect();
        let new: Vec<_> = now.difference(&before).map(String::as_str).collect();
        assert_eq!((&*gone, &*new), (removed, added), "{proposal:?}");
        assert_ne!(everything(&after), all_before, "{proposal:?}");
        assert!(after.is_indexed());
        assert_eq!(faults(&engine), Vec::<String>::new(), "{proposal:?}");
        // Whoever began before sees nothing of it.
        assert_eq!(lines(&view), before);
        let again = engine.apply_correction(&proposal, &Writing::quiet());
        assert!(again.is_err(), "{proposal:?}: {again:?}");
        revert(&engine, id);
        let reverted = engine.view();
        assert_eq!(everything(&reverted), all_before, "{proposal:?}");
        let signed = reverted.correction(id).unwrap();
        assert_eq!(signed.state, CorrectionState::Reverted);
        assert_eq!(signed.reversal.unwrap().author, "李四");
    }
    assert_eq!(states(&engine), vec![CorrectionState::Reverted; count]);
    // The plan's id rests on the head as read, so all this was one plan.
    assert_eq!(engine.view().snapshot().plan_count(), 1);
    let (changes, _) = engine.changes(1, None, 100);
    let kinds: Vec<_> = changes.iter().map(|change| change.kind).collect();
    let expected = [
        ChangeKind::CorrectionApplied,
        ChangeKind::CorrectionReverted,
    ];
    assert_eq!(kinds, expected.repeat(count));
}

#[test]
fn what_is_put_right_counts_everywhere() {
    use CorrectionKind as Kind;
    let folder = tempdir().unwrap();
    let engine = engine(folder.path(), "store");
    let plan = ingest(&engine, NOTICE);
    let view = engine.view();
    let water = unit(&view, "省水利厅");
    let part = NodeId::Assignment(part(&view, "新建", "省水利厅"));
    apply(&engine, &with_role(Kind::SetRole, part, Role::Lead));
    apply(&engine, &merge(&view, "省财政厅", "省财政局"));
    let view = engine.view();
    let used = |unit| {
        let entry = view.snapshot().unit(unit).unwrap();
        (entry.uses[0].lead_count, entry.uses[0].task_count)
    };
    assert_eq!(used(water), (1, 1));
    let finance = unit(&view, "省财政厅");
    assert_eq!(used(finance), (0, 3));
    let led = |name: &str| {
        let units = UnitMatch {
            any: Some(vec![name.to_owned()]),
            role: Some(Role::Lead),
            ..UnitMatch::default()
        };
        let filter = TaskFilter {
            units: Some(units),
            ..TaskFilter::default()
        };
        view.task_set(&filter).unwrap().len()
    };
    assert_eq!((led("省水利厅"), led("省林业厅")), (1, 1));
    let stats = view
        .task_stats(&TaskFilter::default(), &[TaskDimension::LeadUnit])
        .unwrap();
    assert_eq!(stats.len(), 2, "{stats:?}");
    let network = view.network(&NetworkFilter::default()).unwrap();
    let names: Vec<_> = network
        .units()
        .iter()
        .map(|id| view.unit(*id).unwrap().name.clone())
        .collect();
    assert!(!names.contains(&"省财政局".to_owned()), "{names:?}");
    let (one, other) = (network.node(water).unwrap(), network.node(finance).unwrap());
    assert_eq!(
        network.tasks_of_edge(one.min(other), one.max(other)).len(),
        1
    );
    // The evidence of an added part is the name where the statement prints it.
    let task = task(&view, "加快公共文化");
    let added = Proposal {
        role: Some(Role::Lead),
        ..with_value(Kind::AddAssignment, NodeId::Task(task.id), "省文化厅")
    };
    apply(&engine, &added);
    let view = engine.view();
    let task = self::task(&view, "加快公共文化");
    let added = task.assignments.last().unwrap();
    assert_eq!(task.leads(), [unit(&view, "省文化厅")]);
    assert_eq!(added.span.quote, "省文化厅");
    assert_eq!(added.statement_span.quote, "责任单位：省文化厅、省财政局");
    let behind = view.correction_behind(added).unwrap();
    assert_eq!(behind.correction.what.amendment.kind(), Kind::AddAssignment);
    assert_eq!(view.corrections(Some(plan)).len(), 3);
    assert_eq!(faults(&engine), Vec::<String>::new());
}
