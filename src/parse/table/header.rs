//! What the columns of a table hold, by their heads: 序号, 工作任务, 牵头单位, 完成时限.

use super::DITTO;
use crate::model::{Role, TextRange};
use crate::parse::label;
use crate::parse::line::{ends_with, slice};
use crate::parse::vocabulary::Slot;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// Numbers of rows.
    Number,
    /// Words that group rows.
    Category,
    /// Task text.
    Text,
    /// Bodies, persons or deadlines.
    Clause(Slot),
    /// Remarks, places, sums.
    Other,
    /// What the head does not tell.
    Unknown,
}

/// Heads of columns that number the rows.
const NUMBERS: &[&str] = &[
    "序号", "编号", "号", "序", "No", "NO", "No.", "序列", "项次",
];

/// Words in heads of columns that group rows.
const CATEGORIES: &[&str] = &[
    "类别",
    "分类",
    "领域",
    "板块",
    "类型",
    "大类",
    "方面",
    "专项",
    "项目类别",
    "一级",
    "维度",
    "模块",
];

/// Words in heads of columns that hold task text.
const TEXTS: &[&str] = &[
    "任务", "工作", "内容", "措施", "举措", "事项", "目标", "项目", "要求", "指标", "重点", "要点",
    "条款", "名称", "问题", "行动", "工程", "成果", "清单", "实事",
];

/// Words in heads of columns that hold none of these, although one of them may be part of the head.
const OTHERS: &[&str] = &[
    "备注",
    "说明",
    "来源",
    "依据",
    "投资",
    "地点",
    "地址",
    "进展",
    "联系",
    "电话",
    "资金",
    "性质",
    "形式",
    "级别",
    "标准",
    "单位：",
    "完成情况",
    "面积",
    "规划期",
    "基期",
    "属性",
];

/// What a head of another column ends with, beside [`OTHERS`], when it holds task text all the same: 投资任务.
const TASKS: &[&str] = &["任务", "事项", "举措", "措施"];

/// The longest head of a column, in characters.
pub(super) const LONGEST: usize = 24;

/// What the columns hold whose heads `cells` are; `None` when they are no heads of a table of tasks.
pub(super) fn columns(text: &str, cells: &[TextRange]) -> Option<Vec<Column>> {
    let mut columns: Vec<Column> = cells
        .iter()
        .map(|&cell| column(slice(text, cell)))
        .collect::<Option<_>>()?;
    // Beside bodies and numbers of rows the first column that tells nothing holds the tasks: 民生十件大事.
    if columns.contains(&Column::Number)
        && !columns.contains(&Column::Text)
        && let Some(unknown) = columns
            .iter_mut()
            .find(|column| **column == Column::Unknown)
    {
        *unknown = Column::Text;
    }
    // Beside names of indicators the columns of years hold their figures: 指标名称, 2020年目标.
    let head = |at: usize| cells.get(at).map_or("", |&cell| slice(text, cell));
    let is_text = |columns: &[Column], at: usize| columns.get(at) == Some(&Column::Text);
    if let Some(name) =
        (0..cells.len()).find(|&at| is_text(&columns, at) && head(at).contains("指标"))
    {
        for at in name + 1..cells.len() {
            if is_text(&columns, at)
                && head(at).contains(['年', '值'])
                && let Some(column) = columns.get_mut(at)
            {
                *column = Column::Other;
            }
        }
    }
    let has = |wanted: &dyn Fn(&Column) -> bool| columns.iter().any(wanted);
    let is_of_tasks = has(&|column| *column == Column::Text)
        && has(&|column| {
            matches!(
                column,
                Column::Clause(Slot::Bodies(_) | Slot::MainlyResponsible)
            )
        });
    is_of_tasks.then(|| settle(columns))
}

/// The heads of columns of which a second row divides some: 责任分工 above 牵头单位 and 责任单位, 目标值 above 2020年 and
/// 2025年, 2025年 above 目标值 and 年均增长.
pub(super) fn divided(
    text: &str,
    upper: &[TextRange],
    lower: &[TextRange],
) -> Option<Vec<TextRange>> {
    let goes_on = |&cell: &TextRange| {
        let printed = slice(text, cell);
        printed.is_empty() || DITTO.contains(&printed)
    };
    let names_bodies = |&cell: &TextRange| {
        let column = column(slice(text, cell));
        matches!(column, Some(Column::Clause(_)))
    };
    let says_what = |cell: &TextRange| {
        let printed = slice(text, *cell);
        names_bodies(cell) || names_year(printed) || names_measure(printed)
    };
    let divides = lower.iter().any(says_what)
        && lower.iter().any(goes_on)
        && lower.iter().all(|cell| goes_on(cell) || says_what(cell));
    divides.then(|| {
        let merged = |at: usize| {
            let below = lower.get(at).copied().filter(|cell| !goes_on(cell));
            below.or_else(|| upper.get(at).copied())
        };
        (0..upper.len().max(lower.len()))
            .filter_map(merged)
            .collect()
    })
}

/// Whether a head names the year of the figures below it: 2025年, 2020年（基期）.
fn names_year(head: &str) -> bool {
    let digits = head.trim_start_matches(|c: char| c.is_ascii_digit());
    head.len() - digits.len() == 4
        && digits.starts_with('年')
        && !digits.contains(['前', '底', '月'])
}

/// Whether a head says how the figures below it measure what the years above it name: 目标值, 年均增长（%）.
fn names_measure(head: &str) -> bool {
    let starts = ["目标值", "规划值", "年均", "年增长", "增速", "累计"];
    let is_short = head.chars().nth(LONGEST_MEASURE).is_none();
    is_short && starts.iter().any(|start| head.starts_with(start))
}

/// The longest such head, in characters.
const LONGEST_MEASURE: usize = 10;

/// Whether a character behind a head refers to a note below the table: 责任单位*, 牵头单位①.
fn is_note_mark(character: char) -> bool {
    matches!(character, '*' | '＊' | '※' | '①'..='⑳') || character.is_whitespace()
}

/// What the column under a head holds; `None` when the words are too long for a head.
pub(super) fn column(head: &str) -> Option<Column> {
    let word = label::tight(head.trim_end_matches(is_note_mark), LONGEST)?;
    if word.contains(['。', '，', '；', '：']) {
        return None;
    }
    Some(if NUMBERS.contains(&word.as_str()) {
        Column::Number
    } else if let Some(slot) = slot(&word) {
        Column::Clause(slot)
    } else if is_other(&word) {
        Column::Other
    } else if CATEGORIES.iter().any(|category| word.ends_with(category)) {
        Column::Category
    } else if TEXTS.iter().any(|text| word.contains(text)) {
        Column::Text
    } else {
        Column::Unknown
    })
}

/// Whether a head says what tells nothing of the task.
fn is_other(word: &str) -> bool {
    let is_task = TASKS.iter().any(|task| ends_with(word, task));
    word.is_empty() || (!is_task && OTHERS.iter().any(|other| word.contains(other)))
}

/// The slot of a column's head, which may hold more than a label: 牵头负责部门, 责任单位（领导）, 责任单位及时限.
fn slot(word: &str) -> Option<Slot> {
    if let Some(slot) = label::slot(word) {
        return Some(slot);
    }
    let is_body = word.ends_with("单位")
        || word.ends_with("部门")
        || word.ends_with("主体")
        || word.ends_with("处室");
    if word.ends_with("时限")
        || word.ends_with("期限")
        || word.ends_with("完成时间")
        || word.ends_with("时间节点")
        || word.ends_with("时间进度")
    {
        return Some(Slot::Deadline);
    }
    if word.ends_with("领导")
        || word.ends_with("责任人")
        || word.ends_with("负责人")
        || word.ends_with("联系人")
    {
        return Some(Slot::Persons);
    }
    if !is_body {
        return None;
    }
    let says = |words: &[&str]| words.iter().any(|part| word.contains(part));
    if says(&["牵头", "主办", "第一责任"]) {
        Some(Slot::Bodies(Role::Lead))
    } else if says(&["配合", "协办", "参与", "参加", "协同", "协助"]) {
        Some(Slot::Bodies(Role::Supporting))
    } else if says(&["责任", "负责", "承办", "落实", "实施", "主管", "分工"]) {
        Some(Slot::Bodies(Role::Responsible))
    } else {
        None
    }
}

/// 主要责任单位 leads beside a column 责任单位.
fn settle(mut columns: Vec<Column>) -> Vec<Column> {
    let has_others = columns.contains(&Column::Clause(Slot::Bodies(Role::Responsible)));
    for column in &mut columns {
        if *column == Column::Clause(Slot::MainlyResponsible) {
            let role = if has_others {
                Role::Lead
            } else {
                Role::Responsible
            };
            *column = Column::Clause(Slot::Bodies(role));
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_tell_what_columns_hold() {
        use Column::*;
        let bodies = |role| Clause(Slot::Bodies(role));
        for (heads, expected) in [
            (
                "序号|任务|牵头单位|配合单位|完成时限",
                Some(vec![
                    Number,
                    Text,
                    bodies(Role::Lead),
                    bodies(Role::Supporting),
                    Clause(Slot::Deadline),
                ]),
            ),
            (
                "领域|主要目标|主要责任单位|责任单位",
                Some(vec![
                    Category,
                    Text,
                    bodies(Role::Lead),
                    bodies(Role::Responsible),
                ]),
            ),
            (
                "序号|工 作 任 务|牵头负责部门",
                Some(vec![Number, Text, bodies(Role::Lead)]),
            ),
            (
                "类别|任务内容|牵头领导|责任单位|备注",
                Some(vec![
                    Category,
                    Text,
                    Clause(Slot::Persons),
                    bodies(Role::Responsible),
                    Other,
                ]),
            ),
            (
                "指标名称|计量单位|2020年目标值|牵头单位",
                Some(vec![Text, Unknown, Other, bodies(Role::Lead)]),
            ),
            (
                "指标名称|2020年|指标属性|牵头单位",
                Some(vec![Text, Unknown, Other, bodies(Role::Lead)]),
            ),
            ("索引号|1134|信息分类|规范性文件", None),
            ("指标|2015年|2020年|属性", None),
        ] {
            let mut start = 0;
            let cells: Vec<_> = heads
                .split('|')
                .map(|head| {
                    let cell = TextRange::new(start, start + head.len());
                    start = cell.end + 1;
                    cell
                })
                .collect();
            assert_eq!(columns(heads, &cells), expected, "{heads}");
        }
    }
}
