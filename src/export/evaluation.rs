//! The evaluation of a plan (评估报告): every number with the words that it rests on.
//!
//! What is told is put into tables once; a workbook makes sheets of them and Markdown makes sections.

use super::chinese::chinese;
use super::rows::{Cell, Table, names};
use super::{ExportError, Request};
use crate::engine::{
    Duty, DutyYear, Evaluation, IndicatorMonitoring, Monitoring, QueryError, UnitMonitoring, View,
    now,
};
use crate::model::{
    Comparator, Date, HeadFact, Indicator, Measure, Observation, Plan, PlanId, ProgressStatus,
    TextSpan, UnitId,
};

/// An evaluation as it is written.
pub(super) struct Report {
    pub(super) title: String,
    pub(super) year: u16,
    /// What the plan is, and the sums, each with what it rests on.
    pub(super) facts: Table,
    /// What asks for the evaluation and sets its days.
    pub(super) demands: Table,
    /// Each target with what was observed of it.
    pub(super) targets: Table,
    /// What each unit had to report on and has.
    pub(super) units: Table,
    /// Each unit with its tasks.
    pub(super) duties: Vec<(String, Table)>,
}

impl Report {
    pub(super) fn read(view: &View, request: &Request) -> Result<Self, ExportError> {
        let id = plan_of(view, request)?;
        let plan = view.plan(id)?.ok_or(QueryError::UnknownPlan(id))?;
        let year = request.year.or_else(|| middle(&plan));
        let year = year.ok_or(ExportError::NoPeriod)?;
        let found = view.evaluation(id, year, now())?;
        let found = found.ok_or(QueryError::UnknownPlan(id))?;
        Ok(Self {
            title: format!("{}：{year}年实施情况评估报告", plan.title),
            year,
            facts: facts(&found),
            demands: demands(&found),
            targets: targets(&found),
            units: units(view, &found),
            duties: duties(view, &found),
        })
    }

    /// The tasks of all units in one table, for a sheet that can be filtered.
    pub(super) fn all_duties(&self) -> Table {
        let header = self.duties.first().map(|(_, (header, _))| header.clone());
        let mut header = header.unwrap_or_default();
        header.insert(0, "单位".to_owned());
        let rows = self.duties.iter().flat_map(|(unit, (_, rows))| {
            rows.iter().map(|row| {
                let unit = std::iter::once(Cell::from(unit.as_str()));
                unit.chain(row.iter().cloned()).collect()
            })
        });
        (header, rows.collect())
    }
}

/// The one plan that is asked for.
fn plan_of(view: &View, request: &Request) -> Result<PlanId, ExportError> {
    let tasks = &request.filter.tasks;
    if !tasks.is_of_plans() {
        return Err(ExportError::Whole);
    }
    let mut all = view.snapshot().plans().map(|entry| entry.id);
    match (tasks.plans.as_deref(), all.next(), all.next()) {
        (Some([plan]), ..) => Ok(*plan),
        (None, Some(only), None) => Ok(only),
        _ => Err(ExportError::OnePlan),
    }
}

/// The year in the middle of the plan's period, in which it is evaluated: 2013 of 2011 to 2015.
fn middle(plan: &Plan) -> Option<u16> {
    let (start, end) = (plan.period_start?, plan.period_end?);
    (start <= end).then(|| start + (end - start) / 2)
}

fn facts(found: &Evaluation) -> Table {
    let mut rows: Vec<_> = found.plan.head.iter().map(head_row).collect();
    if let Some(last) = found.years.last() {
        rows.extend(sums(found, last));
    }
    rows.extend(found.years.iter().flat_map(sums_of_year));
    (names(&["项目", "内容", "依据", "行"]), rows)
}

/// A part of the plan's head.
fn head_row(fact: &HeadFact) -> Vec<Cell> {
    let (quote, line) = match &fact.span {
        Some(span) => (span.quote.as_str(), span.range.line.into()),
        None => ("随文提供的信息", Cell::Empty),
    };
    let name = chinese(fact.field.word());
    vec![name.into(), fact.value.as_str().into(), quote.into(), line]
}

/// How many targets and units there are, and how the targets stand.
fn sums(found: &Evaluation, last: &Monitoring) -> Vec<Vec<Cell>> {
    // Whoever counts for himself has to come to the same.
    let left_out = |count: usize, what: &str| match count {
        0 => String::new(),
        count => format!("；{what}{count}个未计入"),
    };
    let of_indicators = "“指标”表各行之和，每行附原文";
    let other_indicators = left_out(found.other_indicators, "只说明范围或门槛、不是目标的数字");
    let other_units = left_out(found.other_units, "“相关各市”“成员单位”一类泛指的单位");
    let mut rows = vec![
        sum_row(
            "指标数",
            last.indicators.len() as u64,
            &format!("{of_indicators}{other_indicators}"),
        ),
        sum_row(
            "报送单位数",
            last.units.len() as u64,
            &format!("“单位”表各行之和{other_units}"),
        ),
    ];
    let sums = [
        ("已有完成值的指标数", count(last, |it| it.latest.is_some())),
        (
            "达到进度的指标数",
            count(last, |it| it.on_track == Some(true)),
        ),
        (
            "未达到进度的指标数",
            count(last, |it| it.on_track == Some(false)),
        ),
        (
            "不能判断进度的指标数",
            count(last, |it| it.on_track.is_none()),
        ),
    ];
    rows.extend(sums.map(|(name, sum)| sum_row(name, sum, of_indicators)));
    rows
}

/// What was due, reported and late in a year.
fn sums_of_year(monitoring: &Monitoring) -> [Vec<Cell>; 3] {
    let sum = |what: &str, of: fn(&UnitMonitoring) -> u64| {
        let name = format!("{}年度{what}任务（单位次）", monitoring.year);
        let count = monitoring.units.iter().map(of).sum();
        sum_row(&name, count, "“单位”表各行之和，每行附任务原文")
    };
    [
        sum("应报", |it| it.due.len()),
        sum("已报", |it| it.reported.len()),
        sum("逾期", |it| it.late.len()),
    ]
}

fn sum_row(name: &str, sum: u64, rests_on: &str) -> Vec<Cell> {
    vec![name.into(), number(sum), rests_on.into(), Cell::Empty]
}

fn count(monitoring: &Monitoring, holds: impl Fn(&IndicatorMonitoring) -> bool) -> u64 {
    monitoring.indicators.iter().filter(|it| holds(it)).count() as u64
}

/// Counts of a report are far below what a cell can hold exactly.
fn number(count: u64) -> Cell {
    Cell::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn demands(found: &Evaluation) -> Table {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for span in &found.demands {
        rows.push(vec![
            "评估要求".into(),
            span.quote.as_str().into(),
            span.range.line.into(),
        ]);
    }
    for monitoring in &found.years {
        let what = format!("{}年度报送期限：{}", monitoring.year, monitoring.due_on);
        let (quote, line) = match &monitoring.due_span {
            Some(span) => (span.quote.as_str(), span.range.line.into()),
            None => ("原文未写明，按次年2月底计", Cell::Empty),
        };
        rows.push(vec![Cell::Text(what), quote.into(), line]);
    }
    (names(&["事项", "原文", "行"]), rows)
}

fn targets(found: &Evaluation) -> Table {
    let rows = found.years.last().map(|last| last.indicators.as_slice());
    let rows = rows.unwrap_or_default().iter().map(|row| {
        let indicator = &row.indicator;
        let task = row.task.as_ref();
        let observed = found.observations.get(&indicator.id);
        let observed = observed.map(Vec::as_slice).unwrap_or_default();
        let observed: Vec<_> = observed.iter().map(|it| told(it, indicator)).collect();
        let latest = row.latest.as_ref().map(|it| it.what.value);
        let year = |year: Option<u16>| year.map_or(Cell::Empty, |year| Cell::from(u32::from(year)));
        vec![
            indicator.subject.as_str().into(),
            Cell::Text(target(indicator)),
            year(indicator.period_end),
            indicator.span.quote.as_str().into(),
            indicator.span.range.line.into(),
            task.map_or(Cell::Empty, |task| task.number.into()),
            Cell::Text(observed.join("；")),
            latest.map_or(Cell::Empty, Cell::Number),
            row.distance.map_or(Cell::Empty, Cell::Number),
            on_track(row.on_track).into(),
            Cell::Text(row.rule.in_chinese()),
        ]
    });
    let header = [
        "指标",
        "目标值",
        "目标年",
        "目标原文",
        "行",
        "任务编号",
        "历年完成值及来源",
        "最新完成值",
        "距目标",
        "是否达到进度",
        "判断规则",
    ];
    (names(&header), rows.collect())
}

/// A target as the notice means it: 年均≥11%.
fn target(indicator: &Indicator) -> String {
    let (Some(value), unit) = (
        indicator.value,
        indicator.unit.as_deref().unwrap_or_default(),
    ) else {
        return if indicator.is_assigned_by_state {
            "以国家分解为准".to_owned()
        } else {
            "原文未写明数值".to_owned()
        };
    };
    let measure = match indicator.measure {
        Measure::Level | Measure::Count => "",
        Measure::Increase => "增加",
        Measure::Decrease => "减少",
        Measure::AnnualRate => "年均",
    };
    let bound = match indicator.comparator {
        Comparator::Equal => "",
        Comparator::AtLeast => "≥",
        Comparator::AtMost => "≤",
        Comparator::About => "约",
    };
    let most = indicator.value_max.map(|most| format!("～{most}"));
    format!("{measure}{bound}{value}{}{unit}", most.unwrap_or_default())
}

/// An observed value with where it is from, which is what it rests on.
fn told(observation: &Observation, indicator: &Indicator) -> String {
    let what = &observation.what;
    let unit = indicator.unit.as_deref().unwrap_or_default();
    let source = what.source.as_deref().unwrap_or("未注明");
    let note = what.note.as_deref().map(|note| format!("，说明：{note}"));
    format!(
        "{}年 {}{unit}（来源：{source}{}，填报：{} {}）",
        what.year,
        what.value,
        note.unwrap_or_default(),
        observation.author,
        day(observation.at)
    )
}

fn day(at: u64) -> String {
    Date::in_china(at).map_or_else(String::new, |day| day.to_string())
}

fn units(view: &View, found: &Evaluation) -> Table {
    let mut names = names(&["单位"]);
    for monitoring in &found.years {
        let year = monitoring.year;
        for what in ["应报", "已报", "逾期"] {
            names.push(format!("{year}年度{what}"));
        }
    }
    names.push("依据".to_owned());
    let last = found.years.last().map(|last| last.units.as_slice());
    let rows = last.unwrap_or_default().iter().map(|row| {
        let unit = view.unit_name(row.unit);
        let mut cells = vec![Cell::from(unit.as_str())];
        for monitoring in &found.years {
            let own = monitoring.units.iter().find(|it| it.unit == row.unit);
            for count in [
                own.map_or(0, |own| own.due.len()),
                own.map_or(0, |own| own.reported.len()),
                own.map_or(0, |own| own.late.len()),
            ] {
                cells.push(number(count));
            }
        }
        cells.push(Cell::Text(format!(
            "“单位任务”中{unit}各行，每行附任务和责任语句原文"
        )));
        cells
    });
    (names, rows.collect())
}

/// The tasks of each unit, units as in the table before.
fn duties(view: &View, found: &Evaluation) -> Vec<(String, Table)> {
    let mut names = names(&[
        "任务编号",
        "任务原文",
        "行",
        "角色",
        "单位原文",
        "责任语句原文",
        "责任语句行",
    ]);
    for monitoring in &found.years {
        names.push(format!("{}年度", monitoring.year));
        names.push(format!("{}年度报告", monitoring.year));
    }
    let mut tables: Vec<(UnitId, Vec<Vec<Cell>>)> = Vec::new();
    for duty in &found.duties {
        let row = duty_row(duty);
        match tables.last_mut() {
            Some((unit, rows)) if *unit == duty.unit => rows.push(row),
            _ => tables.push((duty.unit, vec![row])),
        }
    }
    let tables = tables.into_iter();
    tables
        .map(|(unit, rows)| (view.unit_name(unit), (names.clone(), rows)))
        .collect()
}

fn duty_row(duty: &Duty) -> Vec<Cell> {
    let all = |text: fn(&crate::model::Assignment) -> &str| {
        let mut texts: Vec<&str> = Vec::new();
        for mention in duty.mentions() {
            if !texts.contains(&text(mention)) {
                texts.push(text(mention));
            }
        }
        Cell::Text(texts.join("；"))
    };
    let statement: Option<&TextSpan> = duty.mentions().next().map(|it| &it.statement_span);
    let mut cells = vec![
        duty.task.number.into(),
        duty.task.span.quote.as_str().into(),
        duty.task.span.range.line.into(),
        all(|mention| chinese(mention.role.word())),
        all(|mention| mention.span.quote.as_str()),
        all(|mention| mention.statement_span.quote.as_str()),
        statement.map_or(Cell::Empty, |span| span.range.line.into()),
    ];
    for year in &duty.years {
        cells.push(Cell::Text(standing(year)));
        cells.push(year.report.as_ref().map_or(Cell::Empty, |report| {
            Cell::Text(format!(
                "{}（填报：{} {}）",
                report.what.text,
                report.author,
                day(report.at)
            ))
        }));
    }
    cells
}

/// 已完成，2013-02-20报送，逾期.
fn standing(year: &DutyYear) -> String {
    let late = if year.is_late { "，逾期" } else { "" };
    match (&year.report, year.reported_on) {
        (Some(report), Some(day)) => {
            format!("{}，{day}报送{late}", status_word(report.what.status))
        }
        (Some(report), None) => format!("{}{late}", status_word(report.what.status)),
        (None, _) => format!("未报送{late}"),
    }
}

fn on_track(on_track: Option<bool>) -> &'static str {
    match on_track {
        Some(true) => "是",
        Some(false) => "否",
        None => "不能判断",
    }
}

fn status_word(status: ProgressStatus) -> &'static str {
    match status {
        ProgressStatus::NotStarted => "未启动",
        ProgressStatus::OnTrack => "按计划推进",
        ProgressStatus::AtRisk => "有风险",
        ProgressStatus::Delayed => "滞后",
        ProgressStatus::Done => "已完成",
    }
}
