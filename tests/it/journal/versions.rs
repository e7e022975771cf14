//! Records of the second version, and those that came with the third: corrections.

use std::fs;

use plangraph::journal::{Entry, Journal, Subject};
use plangraph::model::{
    Amendment, AssignmentId, CityId, Correction, CorrectionId, HeadField, IndicatorId, PlanId,
    Role, TaskId, Unit, UnitId, UnitKind,
};
use tempfile::tempdir;

use super::{accepted, entries, file, people, still_opens};

#[test]
fn the_second_version_still_opens() {
    let mut expected = vec![accepted(1)];
    expected.extend(people("完成 12 座", 0.1 + 0.2));
    let (_directory, journal) = still_opens(2, Some("张三"), &expected);
    assert_eq!((journal.last_stored(), journal.last_sequence()), (1, 5));
}

/// A correction of every kind, with every part filled, and the taking back of the first.
fn corrections(text: &str) -> Vec<Entry> {
    let plan = PlanId { digest: 1 };
    let unit = |digest: u64, kind| Unit {
        id: UnitId { digest },
        name: text.to_owned(),
        full_name: Some(text.to_owned()),
        aliases: vec![text.to_owned()],
        kind,
        jurisdiction: Some(CityId {
            code: 210_000,
            since: 0,
        }),
        city: None,
        plan: Some(plan),
    };
    let assignment = AssignmentId {
        plan,
        owner: 2,
        digest: 3,
    };
    let bureau = unit(4, UnitKind::Bureau);
    let mut entries: Vec<_> = [
        Amendment::MergeUnits {
            into: bureau.clone(),
            others: vec![UnitId { digest: 5 }, UnitId { digest: 6 }],
        },
        Amendment::SplitUnit {
            unit: bureau.clone(),
            into: UnitKind::ALL.iter().map(|kind| unit(7, *kind)).collect(),
            assignments: vec![assignment],
        },
        Amendment::RenameUnit {
            unit: bureau.clone(),
            name: text.to_owned(),
        },
        Amendment::AddAlias {
            unit: bureau.clone(),
            alias: text.to_owned(),
        },
        Amendment::SetRole {
            assignment,
            role: Role::Supporting,
        },
        Amendment::AddAssignment {
            task: TaskId { plan, digest: 2 },
            unit: bureau,
            role: Role::Lead,
            name: text.to_owned(),
        },
        Amendment::RejectAssignment { assignment },
        Amendment::RejectIndicator {
            indicator: IndicatorId {
                plan,
                owner: 2,
                digest: 4,
            },
        },
        Amendment::SetHead {
            plan,
            field: HeadField::Region,
            value: text.to_owned(),
        },
    ]
    .into_iter()
    .map(|amendment| {
        Entry::CorrectionApplied(Correction {
            amendment,
            subject: text.to_owned(),
            reason: text.to_owned(),
        })
    })
    .collect();
    entries.push(Entry::CorrectionReverted {
        correction: CorrectionId { sequence: 1 },
        reason: text.to_owned(),
    });
    entries
}

#[test]
fn corrections_read_back_and_are_of_the_third_version() {
    let directory = tempdir().unwrap();
    let written = corrections("省财政厅“甲”\n");
    let (mut journal, _) = Journal::open(directory.path()).unwrap();
    journal.append_as(Some("张三"), &written).unwrap();
    // What the store holds is another by each.
    assert_eq!(journal.last_stored(), 10);
    assert_eq!(entries(journal.records(1).unwrap()), written);
    drop(journal);
    let text = fs::read_to_string(file(directory.path())).unwrap();
    assert!(text.lines().all(|line| line.contains(r#"{"version":3,"#)));
    let (mut journal, _) = Journal::open(directory.path()).unwrap();
    let found = journal.take_headlines().into_iter();
    let found: Vec<_> = found.map(|headline| headline.subject).collect();
    let expected: Vec<_> = written.iter().map(Subject::of).collect();
    assert_eq!(found, expected);
}
