//! Tables of tasks that are indicators: the cells beside a name say how much of it is to be reached.

use plangraph::model::{Comparator, Indicator};

use super::read;

/// An indicator with its year, and `!` when it is binding: `森林覆盖率 65.1% 2025!`.
fn shown(indicator: &Indicator) -> String {
    let comparator = match indicator.comparator {
        Comparator::Equal => "",
        Comparator::AtLeast => "≥",
        Comparator::AtMost => "≤",
        Comparator::About => "~",
    };
    format!(
        "{} {comparator}{}{} {}{}",
        indicator.subject,
        indicator.value.unwrap_or_default(),
        indicator.unit.as_deref().unwrap_or_default(),
        indicator.period_end.unwrap_or_default(),
        if indicator.is_binding { "!" } else { "" }
    )
}

/// The indicators of the one row of a table.
fn check(heads: &str, row: &str, expected: &[&str]) {
    check_below("关于分解任务的通知", heads, row, expected);
}

/// The same below a title.
fn check_below(title: &str, heads: &str, row: &str, expected: &[&str]) {
    let rows = format!("{heads}|责任单位\n{row}|省林业局\n").replace('|', "\t");
    let facts = read(&format!("{title}\n\n一、指标\n{rows}"));
    assert_eq!(facts.tasks.len(), 1, "{heads} {row}");
    let found: Vec<_> = facts.tasks[0].indicators.iter().map(shown).collect();
    assert_eq!(found, expected, "{heads} {row}");
    assert!(facts.plan.indicators.is_empty(), "{heads} {row}");
}

#[test]
fn the_figure_of_the_last_year_is_the_target() {
    let heads = "指标|单位|2020年|2025年|属性";
    check(
        heads,
        "森林覆盖率|%|63|65.1|约束性",
        &["森林覆盖率 65.1% 2025!"],
    );
    check(
        heads,
        "铁路里程|公里|900|≥2,400|",
        &["铁路里程 ≥2400公里 2025"],
    );
    check(heads, "失业率|%|3.1|控制在5%以内|", &["失业率 ≤5% 2025"]);
    check(heads, "失业率|%|3.1|保持稳定|", &[]);
    check(
        "指标|2023年完成|2024年目标",
        "失业率|4.9%|5%左右",
        &["失业率 ~5% 2024"],
    );
    check("指标|2020年|目标值", "失业率（%）|4.9|5", &["失业率 5% 0"]);
}

#[test]
fn a_rate_or_a_sum_is_the_target_where_no_year_has_one() {
    let heads = "指标|2020年|2025年|年均增速〔累计〕";
    check(
        heads,
        "生产总值（亿元）|25691.5|—|7%以上",
        &["生产总值 ≥7% 0"],
    );
    check(heads, "生产总值（亿元）|25691.5|—|7", &["生产总值 7% 0"]);
    check(
        heads,
        "城镇化率（%）|60.4|65|〔4.6〕",
        &["城镇化率 65% 2025"],
    );
}

#[test]
fn what_is_no_indicator_has_no_figure() {
    check("项目名称|2024年计划投资", "东环路|5000", &[]);
    check("指标|目标任务", "绿化|植树，造林", &[]);
    // What the text of the task says already is not said again.
    check(
        "指标|2024年目标",
        "粮食产量达到64亿斤|64",
        &["粮食产量 64亿斤 0"],
    );
}

#[test]
fn the_years_of_the_plan_before_the_last_are_steps() {
    let check = |heads: &str, row: &str, expected: &[&str]| {
        let rows = format!("{heads}|责任单位\n{row}|省林业局\n").replace('|', "\t");
        let facts = read(&format!(
            "关于分解“十四五”规划主要指标的通知\n\n一、指标\n{rows}"
        ));
        let indicators = &facts.tasks[0].indicators;
        let found: Vec<_> = indicators.iter().map(shown).collect();
        assert_eq!(found, expected, "{heads} {row}");
        let ids: std::collections::BTreeSet<_> =
            indicators.iter().map(|one| one.id.digest).collect();
        assert_eq!(ids.len(), expected.len(), "{heads} {row}");
    };
    check(
        "指标|2020年|2021年|2022年|2025年",
        "湿地（万亩）|60|62|62|65",
        &["湿地 65万亩 2025", "湿地 62万亩 2021", "湿地 62万亩 2022"],
    );
    // What is said of one year alone is no step.
    check(
        "指标|2022年|2025年目标",
        "湿地（万亩）|62|65",
        &["湿地 65万亩 2025"],
    );
}

#[test]
fn a_word_beside_an_indicator_binds_it() {
    let check = |item: &str, expected: bool| {
        let facts = read(&format!(
            "关于分解任务的通知\n\n一、目标\n1.{item}\n2.修路（省交通厅牵头）。\n"
        ));
        let indicators = &facts.tasks[0].indicators;
        assert_eq!(indicators[0].value, Some(9.0), "{item}");
        assert_eq!(indicators[0].is_binding, expected, "{item}");
    };
    check("耕地达到9万亩（约束性指标）。（省农委牵头）", true);
    check("耕地达到9万亩（约束性指标，牵头单位：省农委）", true);
    check("约束性指标：耕地达到9万亩（省农委牵头）", true);
    check("耕地达到9万亩（预期性指标）。（省农委牵头）", false);
    check(
        "湿地达到9万亩，耕地保有量（约束性指标）不变。（省农委牵头）",
        false,
    );
}

#[test]
fn a_column_may_say_how_much_is_done() {
    check(
        "序号|任务|单位|数量",
        "1|新建基站|座|1800",
        &["基站 1800座 0"],
    );
    check(
        "序号|任务|数量（座）",
        "1|新建基站|不少于20",
        &["新建基站 ≥20座 0"],
    );
}

#[test]
fn a_rate_stands_beside_the_target_of_a_year() {
    let heads = "指标|2010年|2015年|年均增长（%）";
    check(
        heads,
        "生产总值（亿元）|68|140|14",
        &["生产总值 140亿元 2015", "生产总值 14% 0"],
    );
    check(heads, "城镇化率（%）|41|48|1.4", &["城镇化率 48% 2015"]);
    check(
        "指标|2010年|2015年||属性\n〃|〃|目标值|年均增长%|〃",
        "生产总值（亿元）|68|140以上|14|预期性",
        &["生产总值 ≥140亿元 0", "生产总值 14% 0"],
    );
    // What was reached before is no target.
    let expected = ["生产总值 140亿元 2015", "生产总值 14% 2015"];
    for earlier in [
        "“十一五”年均增长",
        "十一五年均增长",
        "2006—2010年年均增长",
        "年均实际增长",
    ] {
        let heads = format!("指标|2010年|{earlier}|2015年|“十二五”年均增长（%）");
        let row = "生产总值（亿元）|68|13|140|14";
        check_below("关于分解“十二五”任务的通知", &heads, row, &expected);
    }
}

#[test]
fn rows_behind_spaces_have_figures_too() {
    let rows = "序号    指标        单位    2010年    2015年    责任单位\n\
                1       生产总值    亿元    730       1300      市发改委\n\
                2       森林覆盖率  %       60.1      61.5      市林业局\n";
    let facts = read(&format!("关于分解任务的通知\n\n一、指标\n{rows}"));
    let found = facts.tasks.iter().flat_map(|task| &task.indicators);
    let found: Vec<_> = found.map(shown).collect();
    assert_eq!(found, ["生产总值 1300亿元 2015", "森林覆盖率 61.5% 2015"]);
}
