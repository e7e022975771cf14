//! What corrections survive: other documents, new versions, rebuilding, and a store that failed.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use plangraph::engine::{CorrectionState, Proposal, View, WriteError, Writing};
use plangraph::model::{CorrectionKind, DiagnosticCode, HeadField, NodeId, PlanId, Role};
use plangraph::store::{SledStore, Store};
use tempfile::tempdir;

use super::{
    NOTICE, OTHER, apply, engine, everything, faults, head, ingest, lines, merge, open, part,
    proposal, states, task, unit, with_role, with_value,
};
use crate::faulty_store::FaultyStore;
use crate::memory_index::MemoryIndex;

/// A correction of most kinds, of facts that differ.
fn several(view: &View, plan: PlanId) -> Vec<Proposal> {
    use CorrectionKind as Kind;
    let unit = |name| NodeId::Unit(unit(view, name));
    vec![
        with_value(Kind::RenameUnit, unit("省财政厅"), "省公共财政厅"),
        merge(view, "省财政厅", "省财政局"),
        with_value(Kind::AddAlias, unit("省水利厅"), "省水利建设厅"),
        with_value(Kind::SplitUnit, unit("省民政老龄办"), "省民政厅、省老龄办"),
        with_role(
            Kind::SetRole,
            NodeId::Assignment(part(view, "新建", "省水利厅")),
            Role::Lead,
        ),
        proposal(
            Kind::RejectAssignment,
            NodeId::Assignment(part(view, "森林", "沈阳市")),
        ),
        proposal(
            Kind::RejectIndicator,
            NodeId::Indicator(task(view, "扩大").indicators[0].id),
        ),
        head(plan, HeadField::Period, "2011–2015"),
    ]
}

#[test]
fn a_rebuild_and_another_order_of_documents_give_the_same() {
    let folder = tempdir().unwrap();
    let index = MemoryIndex::default();
    let (store, _) = SledStore::open(&folder.path().join("store"), 1 << 24).unwrap();
    let engine = open(folder.path(), Arc::new(store), index.clone());
    let plan = ingest(&engine, NOTICE);
    for proposal in several(&engine.view(), plan) {
        apply(&engine, &proposal);
    }
    // A document that comes later is read with what stands.
    ingest(&engine, OTHER);
    let view = engine.view();
    assert_eq!(states(&engine), [CorrectionState::Applied; 8]);
    let fiscal = task(&view, "完善公共财政");
    assert_eq!(fiscal.assignments[0].unit, unit(&view, "省公共财政厅"));
    assert_eq!(fiscal.assignments[0].name_as_written, "省财政局");
    assert_eq!(unit(&view, "省财政局"), unit(&view, "省公共财政厅"));
    assert_eq!(unit(&view, "省财政厅"), unit(&view, "省公共财政厅"));
    let (all, groups) = (everything(&view), index.groups());
    let version = view.data_version();
    drop((view, engine));

    // The store as it was left, and stores that are made anew from the journal.
    let reopened = super::engine(folder.path(), "store");
    assert_eq!(everything(&reopened.view()), all);
    assert_eq!(states(&reopened), [CorrectionState::Applied; 8]);
    drop(reopened);
    let index = MemoryIndex::default();
    let (store, _) = SledStore::open(&folder.path().join("anew"), 1 << 24).unwrap();
    let rebuilt = open(folder.path(), Arc::new(store), index.clone());
    assert_eq!(everything(&rebuilt.view()), all);
    assert_eq!(rebuilt.view().data_version(), version);
    assert_eq!(index.groups(), groups);
    assert_eq!(faults(&rebuilt), Vec::<String>::new());
}

#[test]
fn corrections_hold_for_new_versions_of_a_document_and_tell_what_they_lost() {
    let folder = tempdir().unwrap();
    let engine = engine(folder.path(), "store");
    let plan = ingest(&engine, NOTICE);
    for proposal in several(&engine.view(), plan) {
        apply(&engine, &proposal);
    }
    let corrected = lines(&engine.view());
    // An edited task is the same task.
    ingest(&engine, &NOTICE.replace("新建水库3座", "新建水库3座以上"));
    assert_eq!(states(&engine), [CorrectionState::Applied; 8]);
    let kept = lines(&engine.view());
    assert!(kept.contains("2 Lead 省水利厅 Corrected"), "{kept:?}");
    // One that is gone takes its correction along, which stays in the list and is told with the plan.
    let without = NOTICE.replace(
        "　　2.新建水库3座，完成病险水库除险加固和中小河流治理任务。\n　　责任单位：省水利厅、省财政厅\n",
        "",
    );
    ingest(&engine, &without);
    let view = engine.view();
    let lost: Vec<_> = view
        .corrections(Some(plan))
        .into_iter()
        .filter(|signed| signed.state != CorrectionState::Applied)
        .collect();
    let [role] = lost.as_slice() else {
        panic!("{lost:?}");
    };
    assert_eq!(role.state, CorrectionState::TargetGone);
    assert_eq!(
        role.correction.what.amendment.kind(),
        CorrectionKind::SetRole
    );
    assert_eq!(
        role.correction.what.subject,
        "省水利厅（责任单位）：新建水库3座，完成病险水库除险加固和中小河流治理…"
    );
    let told = view.plan(plan).unwrap().unwrap();
    let told: Vec<_> = told
        .diagnostics
        .iter()
        .filter(|it| it.diagnostic.code == DiagnosticCode::CorrectionConflict)
        .collect();
    assert_eq!(told.len(), 1);
    let message = &told[0].diagnostic.message;
    for told in [&message.english, &message.chinese] {
        assert!(told.contains("省水利厅（责任单位）"), "{told}");
    }
    // A unit that no plan names any more is one that is gone.
    let gone = states(&engine)
        .iter()
        .filter(|state| **state == CorrectionState::TargetGone)
        .count();
    assert_eq!(gone, 2, "{:?}", states(&engine));
    // What comes back is put right again.
    ingest(&engine, NOTICE);
    assert_eq!(lines(&engine.view()), corrected);
    assert_eq!(states(&engine), [CorrectionState::Applied; 8]);
    // So it is when the plan was deleted meanwhile.
    engine.delete(plan).unwrap();
    assert_eq!(states(&engine), [CorrectionState::TargetGone; 8]);
    ingest(&engine, NOTICE);
    assert_eq!(lines(&engine.view()), corrected);
}

#[test]
fn a_correction_that_the_store_could_not_take_is_caught_up_with() {
    let folder = tempdir().unwrap();
    let store = Arc::new(FaultyStore::default());
    let shared = || Arc::clone(&store) as Arc<dyn Store>;
    let engine = open(folder.path(), shared(), MemoryIndex::default());
    ingest(&engine, NOTICE);
    ingest(&engine, OTHER);
    let merging = merge(&engine.view(), "省财政厅", "省财政局");
    store.refuses_commits.store(true, Ordering::Relaxed);
    let refused = engine.apply_correction(&merging, &Writing::quiet());
    assert!(matches!(refused, Err(WriteError::Engine(_))), "{refused:?}");
    drop(engine);
    store.refuses_commits.store(false, Ordering::Relaxed);
    let engine = open(folder.path(), shared(), MemoryIndex::default());
    assert_eq!(states(&engine), [CorrectionState::Applied]);
    let view = engine.view();
    assert_eq!(unit(&view, "省财政局"), unit(&view, "省财政厅"));
    assert!(view.is_indexed());
    assert_eq!(faults(&engine), Vec::<String>::new());
}
