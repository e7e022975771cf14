//! Tables as readers in an office want them: headings and words of the API in Chinese.

use super::What;
use super::rows::{Cell, Rows};

/// Columns whose cells are words of the API, not words of a document.
const WORD_COLUMNS: &[&str] = &[
    "role",
    "basis",
    "kind",
    "comparator",
    "measure",
    "isBinding",
    "isAspirational",
    "state",
    "headField",
];

const WORDS: &[(&str, &str)] = &[
    ("id", "编号"),
    ("plan", "方案"),
    ("number", "序号"),
    ("chapterNumber", "章号"),
    ("chapter", "章"),
    ("section", "节"),
    ("label", "小标题"),
    ("text", "正文"),
    ("leads", "牵头单位"),
    ("responsible", "责任单位"),
    ("supporting", "配合单位"),
    ("cities", "地区"),
    ("deadlines", "时限"),
    ("indicators", "指标"),
    ("line", "原文行"),
    ("unit", "单位"),
    ("unitId", "单位编号"),
    ("role", "角色"),
    ("basis", "依据"),
    ("partners", "其他单位"),
    ("nameAsWritten", "原文写法"),
    ("task", "任务编号"),
    ("taskNumber", "任务序号"),
    ("kind", "类别"),
    ("subject", "指标名称"),
    ("phrase", "原文"),
    ("value", "数值"),
    ("valueMax", "数值上限"),
    ("normalizedValue", "折算数值"),
    ("normalizedUnit", "折算单位"),
    ("comparator", "比较"),
    ("measure", "量度"),
    ("isBinding", "约束性"),
    ("isAspirational", "力争"),
    ("periodStart", "起始年"),
    ("periodEnd", "目标年"),
    ("LEAD", "牵头"),
    ("RESPONSIBLE", "责任"),
    ("SUPPORTING", "配合"),
    ("STATED", "原文写明"),
    ("RULE", "依通则"),
    ("INHERITED", "承接同级任务"),
    ("INFERRED", "推定"),
    ("CORRECTED", "人工更正"),
    ("OUTCOME", "目标"),
    ("OUTPUT", "产出"),
    ("PER_UNIT", "每单位"),
    ("THRESHOLD", "门槛"),
    ("GRADE", "等级"),
    ("SCOPE", "范围"),
    ("UNIVERSAL", "普遍"),
    ("EQUAL", "达到"),
    ("AT_LEAST", "不低于"),
    ("AT_MOST", "不超过"),
    ("ABOUT", "约"),
    ("LEVEL", "水平"),
    ("INCREASE", "增加"),
    ("DECREASE", "减少"),
    ("ANNUAL_RATE", "年均增长"),
    ("COUNT", "数量"),
    ("true", "是"),
    ("false", "否"),
    ("state", "状态"),
    ("target", "对象编号"),
    ("others", "其他对象"),
    ("headField", "文头项目"),
    ("reason", "理由"),
    ("author", "签署人"),
    ("at", "时间"),
    ("revertedAt", "撤销时间"),
    ("revertedBy", "撤销人"),
    ("revertReason", "撤销理由"),
    ("contradictedBy", "与之冲突的更正"),
    ("MERGE_UNITS", "合并单位"),
    ("SPLIT_UNIT", "拆分单位"),
    ("RENAME_UNIT", "更改名称"),
    ("ADD_ALIAS", "增加别名"),
    ("SET_ROLE", "更改角色"),
    ("ADD_ASSIGNMENT", "补充单位"),
    ("REJECT_ASSIGNMENT", "剔除分工"),
    ("REJECT_INDICATOR", "剔除指标"),
    ("SET_HEAD", "更改文头"),
    ("APPLIED", "已生效"),
    ("REVERTED", "已撤销"),
    ("TARGET_GONE", "对象已不存在"),
    ("CONTRADICTED", "与先前更正冲突"),
    ("TITLE", "标题"),
    ("DOCUMENT_NUMBER", "文号"),
    ("ISSUER", "发文机关"),
    ("ISSUED_ON", "成文日期"),
    ("PERIOD", "规划期"),
    ("REGION", "适用地区"),
];

/// Headings that mean something else among the corrections.
const OF_CORRECTIONS: &[(&str, &str)] = &[("subject", "更正对象"), ("value", "更正为")];

/// A table of `what` with Chinese headings; what documents say stays as it is.
pub(super) fn in_chinese(what: What, rows: Rows<'_>) -> Rows<'_> {
    let Rows {
        mut header,
        count,
        each,
    } = rows;
    if what == What::Responsibility {
        // The other headings are titles, the cells letters of roles.
        header.iter_mut().take(1).for_each(translate);
        let rows = each.map(|row| {
            let mut row = row?;
            row.iter_mut().skip(1).for_each(translate_letters);
            Ok(row)
        });
        return Rows::new(header, count, rows);
    }
    let has_words: Vec<bool> = header
        .iter()
        .map(|name| WORD_COLUMNS.contains(&name.as_str()))
        .collect();
    let rows = each.map(move |row| {
        let mut row = row?;
        for (cell, _) in row.iter_mut().zip(&has_words).filter(|(_, has)| **has) {
            let mut word = cell.text();
            translate(&mut word);
            *cell = Cell::Text(word);
        }
        Ok(row)
    });
    for name in &mut header {
        if let Some(chinese) = heading(what.word(), name) {
            chinese.clone_into(name);
        }
    }
    Rows::new(header, count, rows)
}

/// The Chinese heading of a column; `None` for a table that has none, and for a name that is not known.
pub(super) fn heading(table: &str, name: &str) -> Option<&'static str> {
    let is_worded = ![What::Network, What::Nodes]
        .map(What::word)
        .contains(&table);
    let own = OF_CORRECTIONS
        .iter()
        .filter(|_| table == What::Corrections.word());
    let mut words = own.chain(WORDS).filter(|_| is_worded);
    words
        .find(|(word, _)| *word == name)
        .map(|(_, chinese)| *chinese)
}

fn translate_letters(cell: &mut Cell) {
    if let Cell::Text(letters) = cell {
        *letters = letters
            .replace('L', "牵")
            .replace('R', "责")
            .replace('S', "配");
    }
}

/// What a word of the API is in Chinese; one that is not known stays, so that nothing is lost.
pub(super) fn chinese(word: &str) -> &str {
    let found = WORDS.iter().find(|(name, _)| *name == word);
    found.map_or(word, |(_, chinese)| chinese)
}

fn translate(word: &mut String) {
    let found = chinese(word);
    if found != word {
        *word = found.to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::words::{BASES, ROLES};
    use crate::model::{CorrectionKind, HeadField};

    fn check(what: What, header: &[&str], row: &[&str], expected: [&[&str]; 2]) {
        let texts = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let cells = row.iter().map(|word| Cell::from(*word)).collect();
        let mut rows = in_chinese(what, (texts(header), vec![cells]).into());
        assert_eq!(rows.header, expected[0]);
        let row = rows.each.next().unwrap().unwrap();
        let row: Vec<_> = row.iter().map(Cell::text).collect();
        assert_eq!(row, expected[1]);
    }

    #[test]
    fn every_word_of_the_model_is_known() {
        let words = ROLES.iter().map(|(_, role)| role.word());
        let words = words.chain(BASES.iter().map(|(_, basis)| basis.word()));
        let words = words.chain(CorrectionKind::ALL.iter().map(|kind| kind.word()));
        for word in words.chain(HeadField::ALL.iter().map(|field| field.word())) {
            assert_ne!(chinese(word), word);
        }
    }

    #[test]
    fn corrections_have_headings_of_their_own() {
        check(
            What::Corrections,
            &["kind", "state", "subject", "value", "headField"],
            &["SET_HEAD", "TARGET_GONE", "TITLE", "ISSUER", "PERIOD"],
            [
                &["类别", "状态", "更正对象", "更正为", "文头项目"],
                &["更改文头", "对象已不存在", "TITLE", "ISSUER", "规划期"],
            ],
        );
    }

    #[test]
    fn headings_and_words_of_the_api_become_chinese_and_nothing_else() {
        check(
            What::Ledger,
            &["unit", "role", "text", "toBeAdded"],
            &["省财政厅", "LEAD", "LEAD", "LEAD"],
            [
                &["单位", "角色", "正文", "toBeAdded"],
                &["省财政厅", "牵头", "LEAD", "LEAD"],
            ],
        );
        check(
            What::Responsibility,
            &["unit", "text"],
            &["省财政厅 LRS", "L3R5S1"],
            [&["单位", "text"], &["省财政厅 LRS", "牵3责5配1"]],
        );
    }
}
