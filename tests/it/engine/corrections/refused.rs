//! What is refused, and what contradicts an earlier correction.

use plangraph::engine::{CorrectionState, Proposal, WriteError, Writing};
use plangraph::journal::{Entry, Journal};
use plangraph::model::{
    Amendment, Correction, CorrectionId, CorrectionKind, DiagnosticCode, HeadField, IndicatorId,
    NodeId, Role, TaskId, UnitId,
};
use tempfile::tempdir;

use super::{
    NOTICE, apply, engine, head, ingest, lines, part, proposal, revert, states, task, unit,
    with_role, with_value,
};

#[test]
fn what_an_earlier_correction_speaks_against_is_refused() {
    use CorrectionKind as Kind;
    let folder = tempdir().unwrap();
    let engine = engine(folder.path(), "store");
    let plan = ingest(&engine, NOTICE);
    let view = engine.view();
    let water = NodeId::Assignment(part(&view, "新建", "省水利厅"));
    let forest = NodeId::Unit(unit(&view, "省林业厅"));
    let pairs = [
        (
            with_value(Kind::RenameUnit, forest, "省林草厅"),
            with_value(Kind::RenameUnit, forest, "省森林厅"),
        ),
        (
            with_value(Kind::RenameUnit, forest, "省林草厅"),
            with_value(
                Kind::AddAlias,
                NodeId::Unit(unit(&view, "省水利厅")),
                "省林草厅",
            ),
        ),
        (
            with_role(Kind::SetRole, water, Role::Lead),
            with_role(Kind::SetRole, water, Role::Supporting),
        ),
        (
            with_role(Kind::SetRole, water, Role::Lead),
            proposal(Kind::RejectAssignment, water),
        ),
        (
            head(plan, HeadField::Title, "甲"),
            head(plan, HeadField::Title, "乙"),
        ),
    ];
    for (first, second) in pairs {
        let id = apply(&engine, &first);
        let before = engine.view().data_version();
        let refused = engine.apply_correction(&second, &Writing::quiet());
        let is_told = match &refused {
            Err(WriteError::Contradicts { earlier, author }) => *earlier == id && author == "张三",
            Err(WriteError::NameTaken { .. }) => second.kind == Kind::AddAlias,
            _ => false,
        };
        assert!(is_told, "{second:?}: {refused:?}");
        assert_eq!(engine.view().data_version(), before);
        revert(&engine, id);
        let id = apply(&engine, &second);
        revert(&engine, id);
        let again = engine.revert_correction(id, "再次", &Writing::quiet());
        assert!(matches!(again, Err(WriteError::RevertedAlready(known)) if known == id));
    }
}

#[test]
fn contradicting_corrections_of_a_journal_are_told() {
    let folder = tempdir().unwrap();
    let engine = engine(folder.path(), "store");
    let plan = ingest(&engine, NOTICE);
    let view = engine.view();
    let assignment = part(&view, "新建", "省水利厅");
    let snapshot = view.snapshot();
    let described = |name| snapshot.unit(unit(&view, name)).unwrap().unit.clone();
    let (finance, bureau, water) = (
        described("省财政厅"),
        described("省财政局"),
        described("省水利厅"),
    );
    let amendments = [
        Amendment::SetRole {
            assignment,
            role: Role::Lead,
        },
        Amendment::SetRole {
            assignment,
            role: Role::Supporting,
        },
        Amendment::MergeUnits {
            into: finance.clone(),
            others: vec![bureau.id],
        },
        Amendment::MergeUnits {
            into: water,
            others: vec![bureau.id],
        },
        Amendment::MergeUnits {
            into: bureau,
            others: vec![finance.id],
        },
        Amendment::RejectIndicator {
            indicator: IndicatorId {
                plan,
                owner: 1,
                digest: 1,
            },
        },
    ];
    let entries: Vec<_> = amendments
        .into_iter()
        .map(|amendment| {
            Entry::CorrectionApplied(Correction {
                amendment,
                subject: "甲".to_owned(),
                reason: "乙".to_owned(),
            })
        })
        .collect();
    drop((view, engine));
    let (mut journal, _) = Journal::open(folder.path()).unwrap();
    let first = journal.last_sequence() + 1;
    journal.append(&entries).unwrap();
    drop(journal);
    let expected = [
        (CorrectionState::Applied, None),
        (CorrectionState::Contradicted, Some(first)),
        (CorrectionState::Applied, None),
        (CorrectionState::Contradicted, Some(first + 2)),
        (CorrectionState::Contradicted, Some(first + 2)),
        (CorrectionState::TargetGone, None),
    ];
    // The store that was there catches up, and one that is made anew says the same.
    for store in ["store", "anew"] {
        let engine = super::engine(folder.path(), store);
        let signed = engine.view().corrections(Some(plan));
        let found: Vec<_> = signed
            .iter()
            .map(|signed| (signed.state, signed.contradicted_by.map(|id| id.sequence)))
            .collect();
        assert_eq!(found, expected, "{store}");
        let told = engine.view().plan(plan).unwrap().unwrap();
        let told = told.diagnostics.iter();
        let told = told.filter(|it| it.diagnostic.code == DiagnosticCode::CorrectionConflict);
        assert_eq!(told.count(), 4, "{store}");
        assert!(lines(&engine.view()).contains("2 Lead 省水利厅 Corrected"));
    }
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "a table: one row per thing that makes no sense"
)]
fn what_makes_no_sense_is_refused_and_leaves_nothing() {
    use CorrectionKind as Kind;
    let folder = tempdir().unwrap();
    let engine = engine(folder.path(), "store");
    let plan = ingest(&engine, NOTICE);
    let view = engine.view();
    let water = NodeId::Assignment(part(&view, "新建", "省水利厅"));
    let finance = NodeId::Unit(unit(&view, "省财政厅"));
    let reservoir = NodeId::Task(task(&view, "新建").id);
    let nowhere = TaskId { plan, digest: 1 };
    let before = view.data_version();
    let cases: Vec<(Proposal, &str)> = vec![
        (proposal(Kind::SetRole, water), "needs `role`"),
        (
            with_role(Kind::SetRole, water, Role::Responsible),
            "all is so already",
        ),
        (
            with_role(Kind::SetRole, finance, Role::Lead),
            "the target of SET_ROLE is an assignment",
        ),
        (
            with_value(Kind::RejectAssignment, water, "甲"),
            "`value` has no meaning",
        ),
        (
            with_value(Kind::RenameUnit, finance, "省水利厅"),
            "is the name of unit_",
        ),
        // The gazetteer knows another body of that name.
        (
            with_value(Kind::AddAlias, finance, "省民政厅"),
            "is the name of unit_",
        ),
        (with_value(Kind::RenameUnit, finance, " "), "needs `value`"),
        (
            with_value(Kind::RenameUnit, finance, &"长".repeat(201)),
            "at most 200 characters",
        ),
        (
            with_value(Kind::RenameUnit, finance, "省财政厅"),
            "all is so already",
        ),
        (proposal(Kind::MergeUnits, finance), "needs `others`"),
        (
            Proposal {
                others: vec![finance],
                ..proposal(Kind::MergeUnits, finance)
            },
            "cannot be merged with itself",
        ),
        (
            Proposal {
                others: vec![NodeId::Unit(UnitId { digest: 1 })],
                ..proposal(Kind::MergeUnits, finance)
            },
            "no unit has the id unit_0000000000000001",
        ),
        (
            with_value(Kind::SplitUnit, finance, "省民政厅"),
            "name several",
        ),
        (
            with_role(Kind::AddAssignment, reservoir, Role::Lead),
            "needs `value`",
        ),
        (
            Proposal {
                role: Some(Role::Responsible),
                ..with_value(Kind::AddAssignment, reservoir, "省财政厅")
            },
            "all is so already",
        ),
        (
            Proposal {
                role: Some(Role::Lead),
                ..with_value(Kind::AddAssignment, NodeId::Task(nowhere), "省财政厅")
            },
            "no task has the id",
        ),
        (
            with_value(Kind::SetHead, NodeId::Plan(plan), "甲"),
            "needs `headField`",
        ),
        (
            head(plan, HeadField::IssuedOn, "二月三十日"),
            "is not a date",
        ),
        (
            head(plan, HeadField::Period, "2015–2011"),
            "is not a period",
        ),
        (
            head(plan, HeadField::Region, "巴黎"),
            "is not the name or code of a division",
        ),
        (
            Proposal {
                reason: String::new(),
                ..with_role(Kind::SetRole, water, Role::Lead)
            },
            "`reason` has 0 characters",
        ),
    ];
    for (proposal, expected) in cases {
        let refused = engine
            .apply_correction(&proposal, &Writing::quiet())
            .unwrap_err();
        let message = refused.to_string();
        assert!(message.contains(expected), "{proposal:?}: {message}");
    }
    let unknown = CorrectionId { sequence: 99 };
    let refused = engine.revert_correction(unknown, "甲", &Writing::quiet());
    assert!(matches!(refused, Err(WriteError::UnknownCorrection(id)) if id == unknown));
    assert_eq!(engine.view().data_version(), before);
}

#[test]
fn what_stands_already_is_no_correction() {
    let folder = tempdir().unwrap();
    let engine = engine(folder.path(), "store");
    let plan = ingest(&engine, NOTICE);
    for (field, value) in [
        (HeadField::Title, "辽宁省人民政府关于任务分工的通知"),
        (HeadField::DocumentNumber, "辽政发〔2012〕1号"),
        (HeadField::Issuer, "辽宁省人民政府"),
        (HeadField::IssuedOn, "2012-02-17"),
        (HeadField::Region, "辽宁省"),
    ] {
        let proposal = head(plan, field, value);
        let refused = engine.apply_correction(&proposal, &Writing::quiet());
        assert!(
            matches!(refused, Err(WriteError::ChangesNothing)),
            "{field:?}: {refused:?}"
        );
    }
    assert_eq!(states(&engine), []);
}

#[test]
fn the_same_correction_again_changes_nothing() {
    use CorrectionKind as Kind;
    let folder = tempdir().unwrap();
    let engine = engine(folder.path(), "store");
    ingest(&engine, NOTICE);
    let view = engine.view();
    let water = NodeId::Assignment(part(&view, "新建", "省水利厅"));
    let forest = NodeId::Unit(unit(&view, "省林业厅"));
    for proposal in [
        with_role(Kind::SetRole, water, Role::Lead),
        with_value(Kind::RenameUnit, forest, "省林草厅"),
        with_value(Kind::AddAlias, forest, "省林局"),
        Proposal {
            role: Some(Role::Lead),
            ..with_value(
                Kind::AddAssignment,
                NodeId::Task(task(&view, "新建").id),
                "省民政厅",
            )
        },
    ] {
        apply(&engine, &proposal);
        let again = engine.apply_correction(&proposal, &Writing::quiet());
        assert!(
            matches!(again, Err(WriteError::ChangesNothing)),
            "{proposal:?}: {again:?}"
        );
    }
}
