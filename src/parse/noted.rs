//! What is noted about a document, in words.

use crate::model::Told;

pub(super) fn head_again(title: &str) -> Told {
    Told::new(
        format!("the head is printed again: “{title}”"),
        format!("文头重复印出：“{title}”"),
    )
}

pub(super) fn cited_number(number: &str) -> Told {
    Told::new(
        format!("“{number}” is a cited document’s number"),
        format!("“{number}”是所引文件的文号"),
    )
}

pub(super) fn statement_unread(words: &str) -> Told {
    Told::new(
        format!("“{words}” states responsibility in a layout that is not read"),
        format!("“{words}”写明了责任，但其版式未能识别"),
    )
}

pub(super) fn rows_unread(head: &str) -> Told {
    Told::new(
        format!("“{head}” heads a table whose rows are not read"),
        format!("“{head}”是表头，其下各行未能读出"),
    )
}

pub(super) fn row_within(number: u32, words: &str, next: u32) -> Told {
    Told::new(
        format!("row {number}, “{words}”, holds what begins as row {next}"),
        format!("第 {number} 行“{words}”中有以第 {next} 行开头的内容"),
    )
}

pub(super) fn rule(sentence: &str) -> Told {
    Told::new(
        format!("roles follow from “{sentence}”"),
        format!("角色由通则“{sentence}”得出"),
    )
}

pub(super) fn count(heading: &str, stated: usize, count: usize) -> Told {
    Told::new(
        format!("“{heading}” announces {stated} items and {count} follow"),
        format!("“{heading}”称有 {stated} 项，其下实有 {count} 项"),
    )
}

pub(super) fn no_statement(words: &str) -> Told {
    Told::new(
        format!("no responsibility statement closes “{words}”"),
        format!("“{words}”之后没有责任分工"),
    )
}

/// `whose` statement it is, in English and in Chinese.
pub(super) fn taken_over(words: &str, [whose, in_chinese]: [&str; 2]) -> Told {
    Told::new(
        format!("“{words}” takes over {whose} statement"),
        format!("“{words}”承接{in_chinese}的责任分工"),
    )
}

pub(super) fn no_lead(statement: &str) -> Told {
    Told::new(
        format!("nobody leads in “{statement}”"),
        format!("“{statement}”中没有牵头单位"),
    )
}

pub(super) fn open_list(statement: &str) -> Told {
    Told::new(
        format!("等 leaves open “{statement}”"),
        format!("“{statement}”以等字收尾，名单未尽"),
    )
}

pub(super) fn not_a_plan(name: &str) -> Told {
    Told::new(
        format!(
            "“{name}” is not Chinese, or has no responsibility statement, no head and no headings of a plan"
        ),
        format!("“{name}”不是中文，或既无责任分工，也无文头和规划的标题"),
    )
}

pub(super) fn traditional() -> Told {
    Told::new(
        "traditional characters were read as simplified ones",
        "繁体字已按简体字读取",
    )
}

pub(super) fn in_attachment() -> Told {
    Told::new(
        "the tasks stand in an attachment that is not part of the text",
        "任务在附件中，附件不在本文之内",
    )
}
