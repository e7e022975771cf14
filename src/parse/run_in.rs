//! Run-in headings: a short first sentence that names what the rest of the paragraph says (铁路建设。加快…).

use super::line::{first_sentence, slice, without_final_stop};
use crate::model::TextRange;

/// The longest run-in heading, in characters.
const LONGEST: usize = 20;

/// Punctuation that a heading does not hold.
const CLAUSE_MARKS: [char; 8] = ['，', ',', '；', ';', '：', ':', '！', '？'];

/// Openings that promise a result or a degree: the sentence is a target or a measure, no heading.
const TARGET_OPENINGS: &[&str] = &[
    "大幅",
    "显著",
    "明显",
    "基本",
    "初步",
    "进一步",
    "力争",
    "争取",
    "确保",
    "实现",
    "到20",
    "到“",
    "每年",
    "各",
];

/// Verbs and adverbs that open a verb-object phrase. A phrase that opens with none of them is nominal.
const VERBS: &[&str] = &[
    "加强", "加快", "加大", "推进", "推动", "促进", "提升", "提高", "完善", "健全", "建立", "建设",
    "构建", "打造", "发展", "壮大", "培育", "实施", "开展", "优化", "改善", "改进", "深化", "强化",
    "巩固", "扩大", "拓展", "增强", "支持", "鼓励", "引导", "保障", "落实", "坚持", "统筹", "合理",
    "积极", "大力", "着力", "全面", "不断", "努力", "继续", "稳步", "有序", "抓好", "做好", "做强",
    "调整", "规范", "创新", "密切", "贯彻", "严格", "维护", "营造", "放宽", "适应", "逐步",
];

/// The run-in heading of a paragraph, without its 。.
///
/// `is_alone`: the paragraph is the only one below its heading, which then says already what a run-in heading would say,
/// unless it names a thing or the paragraph goes on with further run-in headings.
pub(super) fn read(text: &str, paragraph: TextRange, is_alone: bool) -> Option<TextRange> {
    let sentence = first_sentence(text, paragraph);
    let rest = TextRange::new(sentence.end, paragraph.end);
    let may_head = !slice(text, rest).trim().is_empty() && is_heading(slice(text, sentence));
    let is_needed = !is_alone || is_nominal(slice(text, sentence)) || goes_on(slice(text, rest));
    (may_head && is_needed).then(|| without_final_stop(text, sentence))
}

/// Whether a sentence with its 。 has the form of a run-in heading.
pub(super) fn is_heading(sentence: &str) -> bool {
    is_heading_of_item(sentence)
        && !TARGET_OPENINGS
            .iter()
            .any(|word| sentence.starts_with(word))
}

/// Whether a sentence with its 。 has the form of a heading that stands behind an enumerator, where it may promise a
/// result: （一）显著提高城乡居民收入。
pub(super) fn is_heading_of_item(sentence: &str) -> bool {
    sentence.chars().nth(2).is_some()
        && sentence.chars().nth(LONGEST + 1).is_none()
        && sentence.ends_with('。')
        && !sentence.contains(CLAUSE_MARKS)
        && !holds_figure(sentence)
        && !is_duty(sentence)
}

/// Whether a figure stands in a sentence that no letter makes a name of: not so in 建设G60科创走廊, 推广5G应用.
fn holds_figure(sentence: &str) -> bool {
    let mut is_behind_letter = false;
    let mut characters = sentence.chars().peekable();
    while let Some(character) = characters.next() {
        if character.is_numeric() {
            while characters.next_if(|next| next.is_numeric()).is_some() {}
            let is_before_letter = characters.peek().is_some_and(char::is_ascii_alphabetic);
            if !is_behind_letter && !is_before_letter {
                return true;
            }
        }
        is_behind_letter = character.is_ascii_alphabetic();
    }
    false
}

/// Words that hold 要 or 应 without saying that anybody has to do anything.
const NO_DUTIES: &[&str] = &[
    "重要", "主要", "纲要", "需要", "概要", "要素", "要求", "应用", "应急", "供应", "响应", "适应",
    "相应", "反应", "效应",
];

/// Whether a sentence says that somebody has to do something (省政府要定期检查).
fn is_duty(sentence: &str) -> bool {
    let rest = NO_DUTIES
        .iter()
        .fold(sentence.to_owned(), |rest, word| rest.replace(word, ""));
    rest.contains(['要', '应']) || rest.contains("必须")
}

fn is_nominal(sentence: &str) -> bool {
    !VERBS.iter().any(|verb| sentence.starts_with(verb))
}

/// Whether a further run-in heading stands in what follows the first.
fn goes_on(rest: &str) -> bool {
    let mut sentences = rest.split_inclusive('。').skip(1).peekable();
    while let Some(sentence) = sentences.next() {
        if is_heading(sentence) && sentences.peek().is_some() {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_heading;

    #[test]
    fn figures_are_no_part_of_a_heading_but_of_names() {
        for (sentence, expected) in [
            ("建设G60科创走廊。", true),
            ("推广5G应用。", true),
            ("铁路建设。", true),
            ("修路2000公里。", false),
            ("建设5个园区。", false),
        ] {
            assert_eq!(is_heading(sentence), expected, "{sentence}");
        }
    }
}
