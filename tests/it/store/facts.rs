//! Facts for tests of what keeps them: a fixed small plan, and any plan at all.

use plangraph::model::{
    Assignment, AssignmentId, Attachment, Basis, Chapter, ChapterId, CityId, CityLink, CityLinkId,
    Clause, ClauseId, ClauseKind, Commitment, CommitmentStrength, Comparator, CorrectionId,
    CorrectionNote, CorrectionOutcome, Date, Deadline, DeadlineId, Diagnostic, DiagnosticCode,
    DiagnosticId, Encoding, Facts, Format, HeadFact, HeadField, ImplicitUnit, Indicator,
    IndicatorId, IndicatorKind, Layout, Measure, Plan, PlanId, RecordedDiagnostic, Recurrence,
    Role, Section, SectionId, SourceRange, Task, TaskHeading, TaskId, TextSpan, Told, Unit, UnitId,
    UnitKind, Via,
};
use proptest::prelude::*;

/// The plan `digest` with `task_count` tasks; every field of every type is filled somewhere.
pub(crate) fn facts(digest: u64, task_count: u32) -> Facts {
    let plan = PlanId { digest };
    let units: Vec<Unit> = (1..=4).map(unit).collect();
    let chapter = ChapterId { plan, digest: 1 };
    let section = SectionId { plan, digest: 2 };
    let tasks = (1..=task_count)
        .map(|number| task(plan, chapter, section, number))
        .collect();
    let clause = ClauseId { plan, digest: 3 };
    Facts {
        plan: Plan {
            id: plan,
            title: "主要目标和任务分工".to_owned(),
            document_number: Some("辽政发〔2012〕1号".to_owned()),
            issuer: units.first().map(|unit| unit.id),
            issued_on: Date::new(2012, 2, 17),
            period_start: Some(2011),
            period_end: Some(2015),
            region: Some(city()),
            head: vec![HeadFact {
                field: HeadField::IssuedOn,
                value: "2012-02-17".to_owned(),
                basis: Basis::Stated,
                span: Some(span("二○一二年二月十七日")),
            }],
            name: "分工.txt".to_owned(),
            format: Format::Text,
            encoding: Encoding::Gb18030,
            source_sha256: [7; 32],
            layouts: vec![Layout::LabelLines],
            chapters: vec![Chapter {
                id: chapter,
                number: 1,
                title: "农业".to_owned(),
                span: span("一、农业"),
                body: span("一、农业。").range,
                sections: vec![Section {
                    id: section,
                    number: 1,
                    title: "粮食".to_owned(),
                    span: span("（一）粮食"),
                    body: span("（一）粮食。").range,
                }],
            }],
            clauses: vec![Clause {
                id: clause,
                kind: ClauseKind::Requirement,
                number: "（一）".to_owned(),
                title: "加强领导".to_owned(),
                text: "每年2月底前报送".to_owned(),
                span: span("每年2月底前报送"),
                deadlines: vec![deadline(plan, 3)],
            }],
            attachments: vec![Attachment {
                title: "附件".to_owned(),
                span: span("附件"),
            }],
            implicit_units: vec![ImplicitUnit {
                unit: UnitId { digest: 1 },
                span: span("各市人民政府"),
            }],
            indicators: vec![indicator(plan, 3)],
            diagnostics: vec![RecordedDiagnostic {
                id: DiagnosticId { plan, digest: 4 },
                diagnostic: Diagnostic::new(
                    DiagnosticCode::PuaDecimal,
                    Told::new(
                        "“\u{e010}” was read as a decimal point",
                        "“\u{e010}”读作小数点",
                    ),
                    Some(span("7\u{e010}5")),
                ),
            }],
            coverage: 0.99,
        },
        source_text: "责任单位：省发展改革委、省农委。\r\n".repeat(20),
        tasks,
        units,
        corrections: Vec::new(),
    }
}

fn span(quote: &str) -> TextSpan {
    TextSpan {
        range: SourceRange {
            start: 5,
            end: 5 + u32::try_from(quote.chars().count()).unwrap(),
            line: 2,
            page: Some(1),
        },
        quote: quote.to_owned(),
    }
}

fn city() -> CityId {
    CityId {
        code: 210_100,
        since: 2016,
    }
}

fn unit(digest: u64) -> Unit {
    Unit {
        id: UnitId { digest },
        name: format!("省第{digest}厅"),
        full_name: Some(format!("辽宁省第{digest}厅")),
        aliases: vec!["厅".to_owned()],
        kind: UnitKind::Department,
        jurisdiction: Some(city()),
        city: None,
        plan: Some(PlanId { digest: 1 }),
    }
}

fn task(plan: PlanId, chapter: ChapterId, section: SectionId, number: u32) -> Task {
    let owner = u64::from(number) + 100;
    let assignment = |position: u32, role, basis| Assignment {
        id: AssignmentId {
            plan,
            owner,
            digest: position.into(),
        },
        unit: UnitId {
            digest: u64::from(position % 4) + 1,
        },
        role,
        basis,
        position,
        name_as_written: "省农委（省扶贫办）".to_owned(),
        qualifier: Some("等配合省委有关部门落实".to_owned()),
        span: span("省农委（省扶贫办）"),
        statement_span: span("责任单位：省农委（省扶贫办）、省林业厅"),
        rule_span: Some(span("列第一位者为牵头单位")),
    };
    Task {
        id: TaskId {
            plan,
            digest: owner,
        },
        number,
        chapter,
        section: number.is_multiple_of(2).then_some(section),
        headings: vec![TaskHeading {
            title: "粮食".to_owned(),
            span: span("1.粮食"),
        }],
        label: Some("铁路建设".to_owned()),
        text: format!("铁路建设。建成第{number}条铁路。"),
        span: span("铁路建设。"),
        assignments: vec![
            assignment(1, Role::Lead, Basis::Rule),
            assignment(2, Role::Responsible, Basis::Stated),
            assignment(3, Role::Supporting, Basis::Inherited),
        ],
        is_open_list: true,
        cities: vec![CityLink {
            id: CityLinkId {
                plan,
                owner,
                digest: 1,
            },
            city: city(),
            via: Via::Mentioned,
            span: span("沈阳"),
        }],
        indicators: vec![indicator(plan, owner)],
        deadlines: vec![deadline(plan, owner)],
        commitments: vec![Commitment {
            word: "确保".to_owned(),
            strength: CommitmentStrength::Must,
            span: span("确保"),
        }],
    }
}

fn indicator(plan: PlanId, owner: u64) -> Indicator {
    Indicator {
        id: IndicatorId {
            plan,
            owner,
            digest: 1,
        },
        kind: IndicatorKind::Output,
        subject: "学校".to_owned(),
        phrase: "1至2所学校".to_owned(),
        value: Some(1.0),
        value_max: Some(2.0),
        unit: Some("所".to_owned()),
        normalized_value: Some(1.0),
        normalized_value_max: Some(2.0),
        normalized_unit: Some("所".to_owned()),
        comparator: Comparator::AtLeast,
        measure: Measure::Count,
        is_aspirational: true,
        is_binding: false,
        is_assigned_by_state: true,
        period_start: None,
        period_end: Some(2015),
        period_basis: Basis::Inferred,
        span: span("1至2所学校"),
    }
}

fn deadline(plan: PlanId, owner: u64) -> Deadline {
    Deadline {
        id: DeadlineId {
            plan,
            owner,
            digest: 1,
        },
        text: "每年2月底前".to_owned(),
        date: Date::new(2012, 2, 29),
        recurrence: Some(Recurrence("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1".to_owned())),
        is_ongoing: false,
        span: span("每年2月底前"),
    }
}

/// Any facts: few plans and units, so that they replace and share each other; texts and lists of all kinds.
pub(crate) fn any_facts() -> impl Strategy<Value = Facts> {
    let parts = (1..4_u64, 0..12_u32, "\\PC{0,200}", any::<f64>());
    let lists = (
        prop::sample::subsequence((1..9).collect::<Vec<u64>>(), 0..8),
        prop::collection::vec(any_assignment(), 0..24),
        prop::sample::select(DiagnosticCode::ALL.to_vec()),
        prop::collection::vec(any_note(), 0..3),
    );
    (parts, lists).prop_map(
        |((digest, task_count, text, value), (unit_ids, assignments, code, corrections))| {
            let mut facts = facts(digest, task_count);
            facts.corrections = corrections;
            facts.plan.title.clone_from(&text);
            facts.plan.coverage = value.clamp(0.0, 1.0);
            facts.plan.diagnostics[0].diagnostic.code = code;
            facts.source_text = text.repeat(9);
            facts.units = unit_ids.iter().copied().map(unit).collect();
            for (index, task) in facts.tasks.iter_mut().enumerate() {
                task.label = (index % 2 == 0).then(|| text.clone());
                task.indicators[0].normalized_value =
                    (index % 3 == 0).then_some(value.clamp(-1e9, 1e9));
                task.assignments.clear();
            }
            for (task_index, unit_index, role, basis) in assignments {
                if task_count == 0 || unit_ids.is_empty() {
                    continue;
                }
                let task = &mut facts.tasks[task_index % task_count as usize];
                let mut assignment = self::task(task.id.plan, task.chapter, section_of(task), 1)
                    .assignments
                    .remove(0);
                assignment.unit = UnitId {
                    digest: unit_ids[unit_index % unit_ids.len()],
                };
                (assignment.role, assignment.basis) = (role, basis);
                task.assignments.push(assignment);
            }
            facts
        },
    )
}

fn section_of(task: &Task) -> SectionId {
    SectionId {
        plan: task.id.plan,
        digest: 2,
    }
}

fn any_note() -> impl Strategy<Value = CorrectionNote> {
    (1..9_u64, 0..3_u8, 1..9_u64).prop_map(|(sequence, outcome, earlier)| CorrectionNote {
        correction: CorrectionId { sequence },
        outcome: match outcome {
            0 => CorrectionOutcome::Applied,
            1 => CorrectionOutcome::TargetGone,
            _ => CorrectionOutcome::Contradicted(CorrectionId { sequence: earlier }),
        },
    })
}

fn any_assignment() -> impl Strategy<Value = (usize, usize, Role, Basis)> {
    let role = prop::sample::select(vec![Role::Lead, Role::Responsible, Role::Supporting]);
    let basis = prop::sample::select(vec![
        Basis::Stated,
        Basis::Rule,
        Basis::Inherited,
        Basis::Inferred,
        Basis::Corrected,
    ]);
    (0..64_usize, 0..64_usize, role, basis)
}
