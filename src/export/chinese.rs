//! Tables as readers in an office want them: headings and words of the API in Chinese.

use super::What;
use super::records::{Cell, Table};

/// Columns whose cells are words of the API, not words of a document.
const WORD_COLUMNS: &[&str] = &[
    "role",
    "basis",
    "kind",
    "comparator",
    "measure",
    "isBinding",
    "isAspirational",
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
];

/// A table of `what` with Chinese headings; what documents say stays as it is.
pub(super) fn in_chinese(what: What, (mut header, mut rows): Table) -> Table {
    if what == What::Responsibility {
        // The other headings are titles, the cells letters of roles.
        header.iter_mut().take(1).for_each(translate);
        for cell in rows.iter_mut().flat_map(|row| row.iter_mut().skip(1)) {
            if let Cell::Text(letters) = cell {
                *letters = letters
                    .replace('L', "牵")
                    .replace('R', "责")
                    .replace('S', "配");
            }
        }
        return (header, rows);
    }
    let has_words: Vec<bool> = header
        .iter()
        .map(|name| WORD_COLUMNS.contains(&name.as_str()))
        .collect();
    for row in &mut rows {
        for (cell, _) in row.iter_mut().zip(&has_words).filter(|(_, has)| **has) {
            let mut word = cell.text();
            translate(&mut word);
            *cell = Cell::Text(word);
        }
    }
    header.iter_mut().for_each(translate);
    (header, rows)
}

/// A word that is not known stays, so that nothing is lost.
fn translate(word: &mut String) {
    let found = WORDS.iter().find(|(name, _)| name == word);
    if let Some((_, chinese)) = found {
        (*chinese).clone_into(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::words::{BASES, ROLES, name_of};

    fn check(what: What, header: &[&str], row: &[&str], expected: [&[&str]; 2]) {
        let texts = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let cells = row.iter().map(|word| Cell::from(*word)).collect();
        let (header, rows) = in_chinese(what, (texts(header), vec![cells]));
        assert_eq!(header, expected[0]);
        let row: Vec<_> = rows.iter().flatten().map(Cell::text).collect();
        assert_eq!(row, expected[1]);
    }

    #[test]
    fn every_role_and_basis_has_its_word() {
        let words = ROLES.iter().map(|(_, role)| name_of(ROLES, role));
        for word in words.chain(BASES.iter().map(|(_, basis)| name_of(BASES, basis))) {
            let mut chinese = word.clone();
            translate(&mut chinese);
            assert_ne!(chinese, word);
        }
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
