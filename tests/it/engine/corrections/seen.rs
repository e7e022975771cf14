//! What a writer who looked before a correction may not overwrite.

use plangraph::engine::{Engine, IngestError, IngestOptions, Submission, WriteError, Writing};
use plangraph::model::{
    CorrectionKind, HeadField, NodeId, PlanId, PlanManifest, Progress, ProgressStatus,
};
use tempfile::tempdir;

use super::{NOTICE, OTHER, apply, engine, head, ingest, revert, task, unit, with_value};

/// Whether a plan is left alone because it changed behind `seen`; if not it is deleted, and read again.
fn is_kept(engine: &Engine, plan: PlanId, text: &str, seen: u64) -> bool {
    match engine.delete_as(plan, Some(seen), &Writing::quiet()) {
        Ok(()) => {
            ingest(engine, text);
            return false;
        }
        Err(WriteError::Conflict { .. }) => {}
        Err(error) => panic!("{error}"),
    }
    let edited = Submission {
        name: "分工.txt".to_owned(),
        bytes: text.replace("完善", "健全").into_bytes(),
        manifest: PlanManifest::default(),
    };
    let options = IngestOptions {
        replace: true,
        seen: Some(seen),
    };
    let replaced = engine.ingest_one(&edited, options, true, &Writing::quiet());
    assert!(
        matches!(replaced, Err(IngestError::Conflict { .. })),
        "{replaced:?}"
    );
    true
}

#[test]
fn a_correction_signed_or_taken_back_meanwhile_is_not_overwritten_unseen() {
    let folder = tempdir().unwrap();
    let engine = engine(folder.path(), "store");
    let (plan, other) = (ingest(&engine, NOTICE), ingest(&engine, OTHER));
    let version = || engine.view().sequence();
    let kept =
        |seen| [(plan, NOTICE), (other, OTHER)].map(|(id, it)| is_kept(&engine, id, it, seen));
    let rename = |name: &str| {
        let unit = NodeId::Unit(unit(&engine.view(), name));
        with_value(CorrectionKind::RenameUnit, unit, "省改名局")
    };
    // A part of one plan, a unit that one plan names, and one that both name.
    let cases = [
        (head(plan, HeadField::Period, "2011-2015年"), [true, false]),
        (rename("省林业厅"), [true, false]),
        (rename("省财政局"), [true, true]),
    ];
    for (proposal, expected) in cases {
        let before = version();
        let id = apply(&engine, &proposal);
        assert_eq!(kept(before), expected, "signed: {proposal:?}");
        let before = version();
        revert(&engine, id);
        assert_eq!(kept(before), expected, "taken back: {proposal:?}");
        assert_eq!(kept(version()), [false, false], "{proposal:?}");
    }
    // What is reported of a task is no change of its plan.
    let before = version();
    let progress = Progress {
        task: task(&engine.view(), "完善").id,
        unit: unit(&engine.view(), "省财政局"),
        year: 2013,
        status: ProgressStatus::OnTrack,
        text: "已开工".to_owned(),
        attachment_url: None,
    };
    engine.record_progress(progress, &Writing::quiet()).unwrap();
    assert_eq!(kept(before), [false, false]);
}
