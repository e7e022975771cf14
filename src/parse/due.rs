//! Pieces of a statement that say when: 2022年6月底前完成, 持续推进, 每季度末.

use std::sync::LazyLock;

use regex::Regex;

/// Words that close labels of deadlines, whatever is to be done by then: 推进时限.
pub(super) const DEADLINE_ENDS: &[&str] = &["时限", "期限", "年限"];

/// Labels of deadlines.
pub(super) const DEADLINE_LABELS: &[&str] = &[
    "完成时限",
    "完成时间",
    "完成期限",
    "完成日期",
    "完成时限要求",
    "完成时间要求",
    "完成时间节点",
    "计划完成时间",
    "计划完成时限",
    "拟完成时间",
    "办结时限",
    "办理时限",
    "落实时限",
    "整改时限",
    "目标时限",
    "工作时限",
    "时限要求",
    "时间要求",
    "时间节点",
    "时间安排",
    "时间进度",
    "进度时限",
    "进度安排",
    "进度要求",
    "实施期限",
    "实施时间",
    "起止时间",
    "起止年限",
    "建设年限",
    "建设周期",
    "时限",
    "期限",
    "时间",
];

/// The longest piece that says when, in characters.
const LONGEST: usize = 40;

static DUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "^(?:力争|争取|确保|原则上|须|应|要|并|均|于|在|到|截至|截止|至|最迟|不晚于|不迟于|启动时间|从|自|按)*\
         (?:(?:19|20|１９|２０)[0-9０-９]{2}(?:年|[-./—–－][0-9]|—)|[0-9０-９一二两三四五六七八九十]{1,3}月|二[○〇零0Ｏ][0-9○〇零一二三四五六七八九Ｏ]{2}年\
         |每(?:个)?(?:年|月|季|半年|周|日|天|旬)|按(?:月|季|年|季度|年度)|(?:今|明|后|当|次|本)年|年(?:底|内|末|中|初|度)|(?:全|常)年|(?:上|下)半年|前(?:三|二|两|[0-9])个?(?:季度|年)\
         |第?[一二三四1-4]季度|“?十[一二三四五六]?五”?(?:期间|末|规划期)|近期|长期|持续|常态|适时|立即|即时|即刻|随时|[0-9０-９一二两三四五六七八九十]+(?:个)?(?:工作日|月|年|天|日)(?:内|之内|以内))",
    )
    .expect("the pattern of this file is valid")
});

/// Whether a piece between separators says when and names nobody.
pub(super) fn is_due(piece: &str) -> bool {
    piece.chars().nth(LONGEST).is_none()
        && DUE.is_match(piece)
        && (!piece.ends_with(['局', '厅', '委', '部', '府', '会', '办']) || piece.ends_with("举办"))
        && !piece.contains(['《', '》'])
}

#[cfg(test)]
mod tests {
    use super::is_due;

    #[test]
    fn what_says_when_is_told_from_names() {
        for piece in [
            "2022年6月底前完成",
            "２０２２年底前",
            "12月底前",
            "年底前",
            "持续推进",
            "长期坚持",
            "每年11月底前",
            "每季度末",
            "2021年12月底前取得阶段性成效",
            "力争2022年6月建成",
            "二○一二年底前",
            "“十四五”期间",
            "第二季度",
            "上半年",
            "4月举办",
        ] {
            assert!(is_due(piece), "{piece}");
        }
        for piece in [
            "省财政厅",
            "十堰市",
            "一季度报告局",
            "三亚市政府",
            "二连浩特市",
            "年轻干部处",
        ] {
            assert!(!is_due(piece), "{piece}");
        }
    }
}
