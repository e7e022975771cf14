//! What people write: kept beside the documents, never changed, there again after a restart.

use std::path::Path;
use std::sync::Arc;

use plangraph::engine::{
    Access, ChangeKind, Engine, IngestOptions, ReminderFilter, ReminderKind, Submission,
    WriteError, Writing, new_key,
};
use plangraph::journal::Journal;
use plangraph::model::{
    CorrectionKind, Date, KeyRole, NodeId, ObservedValue, PlanId, PlanManifest, Progress,
    ProgressStatus, TaskId, UnitId,
};
use plangraph::store::MemoryStore;
use tempfile::tempdir;

use super::corrections::proposal;
use super::ingest;
use crate::memory_index::MemoryIndex;
use crate::support::gazetteer;

const NOTICE: &str = "辽政发〔2012〕1号\n\n辽宁省人民政府关于任务分工的通知\n\n各市人民政府：\n\n一、总体目标\n\n　　1.森林覆盖率达到42%。\n　　责任单位：省林业厅\n　　2.新建水库3座。\n　　责任单位：省水利厅、省林业厅\n\n工作要求\n\n　　（一）各部门在每年2月底前将上年度进展情况送省发展改革委。\n\n二○一二年二月十七日\n";

fn engine(folder: &Path) -> Engine {
    let (journal, _) = Journal::open(folder).unwrap();
    let (store, index) = (MemoryStore::new(), MemoryIndex::default());
    Engine::open(
        journal,
        Arc::new(store),
        Arc::new(index),
        gazetteer(),
        &mut |_| {},
    )
    .unwrap()
}

/// The first task of a plan and its first unit.
fn first_task(engine: &Engine, plan: PlanId) -> (TaskId, UnitId) {
    let view = engine.view();
    let first = view.snapshot().plan(plan).unwrap().first;
    let task = view.tasks(&[first]).unwrap().remove(0);
    (task.id, task.assignments[0].unit)
}

fn progress(task: TaskId, unit: UnitId) -> Progress {
    Progress {
        task,
        unit,
        year: 2012,
        status: ProgressStatus::OnTrack,
        text: "已开工".to_owned(),
        attachment_url: None,
    }
}

#[test]
fn reports_are_added_pinned_and_there_again_after_a_restart() {
    let folder = tempdir().unwrap();
    let engine_of = || engine(folder.path());
    let engine = engine_of();
    let plan = ingest(&engine, NOTICE);
    let (task, unit) = first_task(&engine, plan);
    let writing = Writing::by("省林业厅 张三");
    let generation = engine.view().snapshot().generation();
    let before = engine.view();
    let report = engine
        .record_progress(progress(task, unit), &writing)
        .unwrap();
    assert_eq!(report.author, "省林业厅 张三");
    assert_eq!(before.progress_of_task(task), []);
    assert_eq!(before.progress_report(report.id), None);
    let after = engine.view();
    assert_eq!(after.progress_of_task(task).len(), 1);
    assert_eq!(after.sequence(), before.sequence() + 1);
    // Reports leave documents and index alone.
    assert_eq!(after.snapshot().generation(), generation);
    assert!(after.is_indexed());
    let done = Progress {
        status: ProgressStatus::Done,
        ..progress(task, unit)
    };
    engine.record_progress(done, &writing).unwrap();
    let statuses = |engine: &Engine| -> Vec<_> {
        let reports = engine.view().progress_of_task(task);
        reports.iter().map(|report| report.what.status).collect()
    };
    let expected = [ProgressStatus::OnTrack, ProgressStatus::Done];
    assert_eq!(statuses(&engine), expected);
    let version = engine.view().data_version();
    drop((engine, before, after));

    let engine = engine_of();
    assert_eq!(statuses(&engine), expected);
    assert_eq!(engine.view().data_version(), version);
    let report = engine.check(&mut |_| {}).unwrap();
    assert_eq!(report.faults, Vec::<String>::new());
}

/// Takes the notice in and reports on its first task.
fn reported(engine: &Engine) -> (PlanId, TaskId) {
    let plan = ingest(engine, NOTICE);
    let (task, unit) = first_task(engine, plan);
    engine
        .record_progress(progress(task, unit), &Writing::quiet())
        .unwrap();
    (plan, task)
}

/// The tasks of the reports that nobody owes any more.
fn orphans(engine: &Engine, plan: PlanId) -> Vec<TaskId> {
    let monitoring = engine.view().monitoring(plan, 2012, 0).unwrap().unwrap();
    let reports = monitoring.orphaned_reports.iter();
    reports.map(|report| report.what.task).collect()
}

#[test]
fn a_report_on_a_task_that_goes_is_kept_as_an_orphan() {
    let folder = tempdir().unwrap();
    let engine = engine(folder.path());
    let (plan, task) = reported(&engine);
    let other = NOTICE.replace("1.森林覆盖率达到42%。", "1.推进义务教育学校标准化建设。");
    assert_eq!(ingest(&engine, &other), plan);
    assert_eq!(orphans(&engine, plan), [task]);
    // The task comes back, and with it its report.
    ingest(&engine, NOTICE);
    assert_eq!(orphans(&engine, plan), []);
    engine.delete(plan).unwrap();
    assert_eq!(engine.view().progress_of_plan(plan).len(), 1);
}

#[test]
fn a_report_of_a_unit_that_has_no_part_any_more_is_an_orphan_until_it_has_one_again() {
    let folder = tempdir().unwrap();
    let engine = engine(folder.path());
    let (plan, task) = reported(&engine);
    assert_eq!(orphans(&engine, plan), []);
    let part = engine.view().task(task).unwrap().unwrap().assignments[0].id;
    let rejection = proposal(CorrectionKind::RejectAssignment, NodeId::Assignment(part));
    let writing = Writing::quiet();
    let rejected = engine.apply_correction(&rejection, &writing).unwrap();
    assert_eq!(orphans(&engine, plan), [task]);
    engine
        .revert_correction(rejected.id, "更正有误", &writing)
        .unwrap();
    assert_eq!(orphans(&engine, plan), []);
}

#[test]
fn what_makes_no_sense_is_refused_and_leaves_nothing() {
    let folder = tempdir().unwrap();
    let engine = engine(folder.path());
    let plan = ingest(&engine, NOTICE);
    let (task, unit) = first_task(&engine, plan);
    let stranger = gazetteer()
        .units_named("省民政厅")
        .first()
        .copied()
        .unwrap();
    let before = engine.view().data_version();
    let good = progress(task, unit);
    let refuse = |progress: Progress| {
        engine
            .record_progress(progress, &Writing::quiet())
            .unwrap_err()
    };
    assert!(matches!(
        refuse(Progress {
            unit: stranger,
            ..good.clone()
        }),
        WriteError::NoPart { .. }
    ));
    for year in [1948, 2199] {
        let refused = refuse(Progress {
            year,
            ..good.clone()
        });
        assert!(matches!(refused, WriteError::Year(_)), "{refused}");
        assert!(refused.to_string().contains("from 1949 to 2198"));
    }
    let nowhere = TaskId { plan, digest: 1 };
    assert!(matches!(
        refuse(Progress {
            task: nowhere,
            ..good.clone()
        }),
        WriteError::UnknownTask(_)
    ));
    for text in ["", " \n", &"长".repeat(10_001)] {
        let text = text.to_owned();
        assert!(matches!(
            refuse(Progress {
                text,
                ..good.clone()
            }),
            WriteError::Length { .. }
        ));
    }
    for address in [
        "javascript:alert(1)",
        "ftp://a",
        "https://a b",
        "附件",
        "https://",
        "http:///a.pdf",
        "https://?a",
        "https://甲@:443/a",
    ] {
        let attachment_url = Some(address.to_owned());
        assert!(matches!(
            refuse(Progress {
                attachment_url,
                ..good.clone()
            }),
            WriteError::Address(_)
        ));
    }
    assert!(matches!(
        refuse(Progress {
            year: 1500,
            ..good.clone()
        }),
        WriteError::Year(1500)
    ));
    let view = engine.view();
    let indicator = view.task(task).unwrap().unwrap().indicators[0].id;
    for value in [f64::NAN, f64::INFINITY] {
        let observed = ObservedValue {
            indicator,
            year: 2012,
            value,
            note: None,
            source: None,
        };
        let error = engine.record_observation(observed, &Writing::quiet());
        assert!(matches!(error, Err(WriteError::Value)));
    }
    assert_eq!(engine.view().data_version(), before);
}

#[test]
fn changes_are_told_in_their_order_from_any_state() {
    let folder = tempdir().unwrap();
    let engine = engine(folder.path());
    let plan = ingest(&engine, NOTICE);
    let (task, unit) = first_task(&engine, plan);
    let writing = Writing::quiet();
    for _ in 0..3 {
        engine
            .record_progress(progress(task, unit), &writing)
            .unwrap();
    }
    engine.delete(plan).unwrap();
    let kinds = |since, most| {
        let (changes, until) = engine.changes(since, None, most);
        let kinds: Vec<_> = changes.iter().map(|change| change.kind).collect();
        (kinds, until)
    };
    let (all, until) = kinds(0, 100);
    let reported = ChangeKind::ProgressRecorded;
    let expected = [
        ChangeKind::PlanIngested,
        reported,
        reported,
        reported,
        ChangeKind::PlanDeleted,
    ];
    assert_eq!((all.as_slice(), until), (&expected[..], 5));
    assert_eq!(kinds(1, 2), (vec![reported, reported], 3));
    assert_eq!(kinds(5, 2), (vec![], 5));
    let other = PlanId { digest: 1 };
    assert_eq!(engine.changes(0, Some(other), 9), (vec![], 5));
}

#[test]
fn a_plan_that_changed_meanwhile_is_neither_replaced_nor_deleted() {
    let folder = tempdir().unwrap();
    let engine = engine(folder.path());
    let plan = ingest(&engine, NOTICE);
    let seen = engine.view().sequence();
    ingest(&engine, &NOTICE.replace("42%", "43%"));
    let submission = Submission {
        name: "分工.txt".to_owned(),
        bytes: NOTICE.replace("42%", "44%").into_bytes(),
        manifest: PlanManifest::default(),
    };
    let replace = |seen| {
        let options = IngestOptions {
            replace: true,
            seen: Some(seen),
        };
        engine.ingest_one(&submission, options, true, &Writing::quiet())
    };
    let message = replace(seen).unwrap_err().to_string();
    assert!(
        message.contains("has changed at data version 2"),
        "{message}"
    );
    let deleted = engine.delete_as(plan, Some(seen), &Writing::quiet());
    assert!(matches!(deleted, Err(WriteError::Conflict { .. })));
    assert!(replace(seen + 1).unwrap().is_stored);
}

#[test]
fn a_key_is_told_from_what_only_looks_like_one() {
    let folder = tempdir().unwrap();
    let engine = engine(folder.path());
    assert_eq!(engine.access(Some("pg_1_2")), Access::ReadOnly);
    let (key, secret) = new_key("张三".to_owned(), KeyRole::Curate, Vec::new()).unwrap();
    let id = key.id;
    engine.create_key(key).unwrap();
    let text = secret.reveal();
    for _first_and_again in 0..2 {
        let Access::Known(caller) = engine.access(Some(text)) else {
            panic!("the key is right");
        };
        assert_eq!((caller.key, caller.name.as_str()), (id, "张三"));
        assert_eq!(caller.role, KeyRole::Curate);
    }
    assert_eq!(engine.access(None), Access::Anonymous);
    let (head, tail) = text.split_at(text.len() - 1);
    let other_end = if tail == "0" { "1" } else { "0" };
    for wrong in [
        "",
        "pg_",
        "密钥",
        "pg_0000000000000000_00",
        &format!("{head}{other_end}"),
        head,
        &text.to_uppercase(),
    ] {
        assert_eq!(engine.access(Some(wrong)), Access::Unknown, "{wrong}");
    }
    engine.revoke_key(id).unwrap();
    assert_eq!(engine.access(Some(text)), Access::ReadOnly);
    assert!(matches!(
        engine.revoke_key(id),
        Err(WriteError::UnknownKey(_))
    ));
}

#[test]
fn what_falls_due_is_told_until_it_is_done() {
    const DATED: &str = "任务分工通知\n\n一、总体目标\n\n　　1.2013年底前新建水库3座。\n　　责任单位：省水利厅\n　　2.2014年6月底前森林覆盖率达到42%。\n　　责任单位：省林业厅\n";
    let folder = tempdir().unwrap();
    let engine = engine(folder.path());
    let plan = ingest(&engine, DATED);
    let (task, unit) = first_task(&engine, plan);
    let told = |unit: Option<UnitId>| -> Vec<String> {
        let view = engine.view();
        let filter = ReminderFilter { plans: None, unit };
        let day = |text: &str| -> Date { text.parse().unwrap() };
        let found = view.reminders(&filter, day("2013-01-01"), day("2014-12-31"));
        let found = found.unwrap();
        let of_tasks = found.items().filter(|it| it.kind == ReminderKind::Task);
        of_tasks.map(|it| it.due_on.to_string()).collect()
    };
    assert_eq!(told(None), ["2013-12-31", "2014-06-30"]);
    assert_eq!(told(Some(unit)), ["2013-12-31"]);
    let report = |status| {
        let progress = Progress {
            status,
            ..progress(task, unit)
        };
        engine.record_progress(progress, &Writing::quiet()).unwrap();
    };
    report(ProgressStatus::OnTrack);
    assert_eq!(told(Some(unit)), ["2013-12-31"]);
    report(ProgressStatus::Done);
    assert_eq!(told(None), ["2014-06-30"]);
    // The newest report stands.
    report(ProgressStatus::Delayed);
    assert_eq!(told(Some(unit)), ["2013-12-31"]);
}
