//! The judged notice by chapter, snippets of the genre, and what holds for any text.

use proptest::prelude::*;
use serde_json::Value;

use super::*;

/// Judged paragraphs of the bundled notice: `text` and the `indicators` expected of it.
const JUDGED: &str = include_str!("../../../tests/fixtures/liaoning-2012/indicators.jsonl");

/// The chapter of the bundled notice whose heading says 约束性指标.
const BINDING_CHAPTER: u64 = 1;

fn of_judged(row: &Value) -> String {
    let word = |key: &str| {
        row.get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let flag = |key: &str| row.get(key).and_then(Value::as_bool).unwrap_or_default();
    format!(
        "{} | {} | {:?} {:?} {} | {:?} {} | {} {} {} | {} {} {} | {:?} {:?} {}",
        word("phrase"),
        word("subject"),
        row.get("value").and_then(Value::as_f64),
        row.get("valueMax").and_then(Value::as_f64),
        word("unit"),
        row.get("normalizedValue").and_then(Value::as_f64),
        word("normalizedUnit"),
        word("kind"),
        word("comparator"),
        word("measure"),
        flag("isAspirational"),
        flag("isBinding"),
        flag("isAssignedByState"),
        row.get("periodStart").and_then(Value::as_u64),
        row.get("periodEnd").and_then(Value::as_u64),
        word("periodBasis"),
    )
}

fn of_found(found: &Found) -> String {
    format!(
        "{} | {} | {:?} {:?} {} | {:?} {} | {:?} {:?} {:?} | {} {} {} | {:?} {:?} {:?}",
        found.phrase,
        found.subject,
        found.value,
        found.value_max,
        found.unit.as_deref().unwrap_or_default(),
        found.normalized_value,
        found.normalized_unit.as_deref().unwrap_or_default(),
        found.kind,
        found.comparator,
        found.measure,
        found.is_aspirational,
        found.is_binding,
        found.is_assigned_by_state,
        found.period_start,
        found.period_end,
        found.period_basis,
    )
}

#[test]
fn the_judged_notice_is_read_exactly() {
    let mut differences = Vec::new();
    let mut chapters: std::collections::BTreeMap<u64, [usize; 3]> =
        std::collections::BTreeMap::default();
    for line in JUDGED.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let chapter = row["chapter"].as_u64().unwrap();
        let context = Context {
            is_binding: chapter == BINDING_CHAPTER,
            period_start: Some(2011),
            period_end: Some(2015),
            year: Some(2012),
            ..Context::default()
        };
        let expected: Vec<_> = row["indicators"]
            .as_array()
            .unwrap()
            .iter()
            .map(of_judged)
            .collect();
        let reading = find(row["text"].as_str().unwrap(), &context);
        let found: Vec<_> = reading.found.iter().map(of_found).collect();
        let right = expected.iter().filter(|row| found.contains(row)).count();
        let counts = chapters.entry(chapter).or_default();
        for (count, more) in counts.iter_mut().zip([expected.len(), found.len(), right]) {
            *count += more;
        }
        if expected != found {
            differences.push(format!(
                "line {}:\n  {expected:#?}\n  {found:#?}",
                row["line"]
            ));
        }
    }
    let report: Vec<_> = chapters
        .iter()
        .map(|(chapter, [expected, found, right])| {
            format!("chapter {chapter}: {right} right of {expected} judged and {found} found")
        })
        .collect();
    assert!(
        differences.is_empty(),
        "{}\n{}",
        report.join("\n"),
        differences.join("\n")
    );
}

/// Snippets in the genre's style, `text|subject = value[—upper] unit Kind Comparator; …`; nothing behind the bar when
/// the text holds no indicator with a figure.
const SNIPPETS: &str = include_str!("tests/snippets.txt");

fn figured(found: &Found) -> Option<String> {
    let upper = found
        .value_max
        .map_or(String::new(), |upper| format!("—{upper}"));
    Some(format!(
        "{} = {}{upper} {} {:?} {:?}",
        found.subject,
        found.value?,
        found.unit.as_deref().unwrap_or_default(),
        found.kind,
        found.comparator,
    ))
}

#[test]
fn snippets_are_read_as_judged() {
    for (text, expected) in SNIPPETS.lines().filter_map(|line| line.split_once('|')) {
        let reading = find(text, &Context::default());
        let found: Vec<_> = reading.found.iter().filter_map(figured).collect();
        assert_eq!(found.join("; "), expected, "{text}");
    }
}

#[test]
fn all_of_something_is_universal_without_a_figure() {
    for (text, subject) in [
        ("实现县县通高速公路。", Some("县县通高速公路")),
        ("实现行政村5G网络全覆盖。", Some("行政村5G网络覆盖")),
        ("客运专线通达全部省辖市。", Some("客运专线通达省辖市")),
        ("实施广播电视村村通等文化惠民工程。", None),
        ("2012年底前全部完成。", None),
    ] {
        let found = find(text, &Context::default()).found;
        let subjects: Vec<_> = found.iter().map(|found| found.subject.as_str()).collect();
        assert_eq!(subjects.first().copied(), subject, "{text}");
        assert!(
            found
                .iter()
                .all(|found| found.kind == IndicatorKind::Universal && found.value.is_none()),
            "{text}"
        );
    }
}

#[test]
fn what_a_change_measures_is_told_apart() {
    for (text, measure) in [
        ("出口额年均增长15%。", Measure::AnnualRate),
        ("用水量下降25%。", Measure::Decrease),
        ("失业率下降到4%。", Measure::Level),
        ("森林面积净增300万亩。", Measure::Increase),
        ("干支线机场达到8个。", Measure::Count),
    ] {
        let found = find(text, &Context::default()).found;
        let measures: Vec<_> = found.iter().map(|found| found.measure).collect();
        assert_eq!(measures, [measure], "{text}");
    }
}

#[test]
fn a_period_holds_for_its_sentence_and_on() {
    let context = Context {
        period_start: Some(2011),
        period_end: Some(2015),
        year: Some(2012),
        ..Context::default()
    };
    let text =
        "覆盖率达到80%。到2014年，入学率达到90%，巩固率达到95%。升学率达到70%。\n就业率达到60%。";
    let periods: Vec<_> = find(text, &context)
        .found
        .iter()
        .map(|found| (found.period_start, found.period_end, found.period_basis))
        .collect();
    let plan = (Some(2011), Some(2015), Basis::Inferred);
    assert_eq!(
        periods,
        [
            plan,
            (None, Some(2014), Basis::Stated),
            (None, Some(2014), Basis::Stated),
            (None, Some(2014), Basis::Inherited),
            plan,
        ]
    );
}

#[test]
fn a_heading_names_what_no_clause_names() {
    let context = Context {
        headings: &["发展服务业", "服务业增加值"],
        ..Context::default()
    };
    let found = find("年均增长12%。", &context).found;
    let subjects: Vec<_> = found.iter().map(|found| found.subject.as_str()).collect();
    assert_eq!(subjects, ["服务业增加值"]);
}

#[test]
fn missing_mismatched_and_unlikely_figures_are_noticed() {
    for (text, is_binding, code) in [
        (
            "单位工业增加值用水量降低（系国家分解指标）。",
            true,
            Some(DiagnosticCode::ValueMissing),
        ),
        (
            "粮食、棉花产量分别达到3000万吨、50万吨和200万吨。",
            false,
            Some(DiagnosticCode::CountMismatch),
        ),
        (
            "推进沈阳、大连、鞍山等2个试点。",
            false,
            Some(DiagnosticCode::CountMismatch),
        ),
        (
            "二氧化硫排放减少92%。",
            false,
            Some(DiagnosticCode::SuspectValue),
        ),
        (
            "入学率达到970%。",
            false,
            Some(DiagnosticCode::SuspectValue),
        ),
        ("入学率达到97%。", true, None),
    ] {
        let context = Context {
            is_binding,
            ..Context::default()
        };
        let noticed = find(text, &context).noticed;
        let codes: Vec<_> = noticed.iter().map(|noticed| noticed.code).collect();
        assert_eq!(codes, Vec::from_iter(code), "{text}");
    }
}

/// Text of the genre's own words, so that properties reach every rule.
fn genre() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "到2015年",
        "，",
        "。",
        "、",
        "和",
        "分别",
        "均",
        "达到",
        "下降",
        "超",
        "百亿元",
        "1至2所",
        "3.2",
        "１２",
        "％",
        "%",
        "万",
        "亿",
        "个",
        "的",
        "县",
        "每个",
        "至少",
        "一",
        "森林覆盖率",
        "建设",
        "治理",
        "以上",
        "左右",
        "（",
        "）",
        "“十二五”期间",
        "等",
        "大",
        "类标准",
        "产业基地",
        "全部",
        "\n",
        "由",
        "从",
        "年",
        "十",
        "百分之",
        "翻",
        "番",
        "—",
        "12月底前",
        "系国家分解指标",
        "Ⅲ",
    ]);
    prop::collection::vec(words, 0..24).prop_map(|words| words.concat())
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let context = Context {
        period_start: Some(2011),
        period_end: Some(2015),
        year: Some(2012),
        ..Context::default()
    };
    let reading = find(text, &context);
    for found in &reading.found {
        let quoted = text.get(found.range.start..found.range.end);
        prop_assert_eq!(quoted, Some(found.phrase.as_str()));
        prop_assert!(!found.range.is_empty() && !found.subject.is_empty());
        let values = [
            found.value,
            found.value_max,
            found.normalized_value,
            found.normalized_value_max,
        ];
        prop_assert!(values.into_iter().flatten().all(f64::is_finite));
        prop_assert_eq!(found.value.is_some(), found.unit.is_some());
    }
    for noticed in &reading.noticed {
        prop_assert!(text.get(noticed.range.start..noticed.range.end).is_some());
    }
    prop_assert_eq!(&reading, &find(text, &context));
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read_without_harm(text in ".{0,120}") {
        holds(&text)?;
    }

    #[test]
    fn any_run_of_the_genres_words_is_read_without_harm(text in genre()) {
        holds(&text)?;
    }
}
