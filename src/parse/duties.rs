//! Sentences that say what somebody has to do, and that a heading without a stop runs into: 强化监督考核各地区要把….

/// Who has to do something in a sentence that a heading runs into: 强化监督考核各地区要把….
const SUBJECTS: &[&str] = &[
    "各地各部门",
    "各地各有关",
    "各地各单位",
    "各地区",
    "各部门",
    "各级",
    "各单位",
    "各市",
    "各县",
    "各区",
    "各有关",
    "各牵头",
    "各责任",
    "省政府",
    "市政府",
    "县政府",
    "国务院办公厅",
    "省直",
    "市直",
    "本措施",
    "本意见",
    "本方案",
    "本办法",
    "本通知",
    "本规定",
    "本计划",
];

/// Where the subject of a sentence stands that begins behind a heading without a stop.
pub(super) fn subject(sentence: &str) -> Option<usize> {
    const SHORTEST_HEADING: usize = 4;
    const SHORT_HEADINGS: &[&str] = &["附则", "总则"];
    const LONGEST_HEADING: usize = 16;
    let at = SUBJECTS
        .iter()
        .filter_map(|word| sentence.find(word))
        .min()?;
    let (heading, rest) = (sentence.get(..at)?, sentence.get(at..)?);
    let is_long_enough = heading.chars().nth(SHORTEST_HEADING - 1).is_some();
    let is_heading = (is_long_enough || SHORT_HEADINGS.contains(&heading))
        && heading.chars().nth(LONGEST_HEADING).is_none()
        && !heading.contains(['，', '；', '：', '由', '对', '向', '和', '、']);
    (is_heading && says_duty(rest)).then_some(at)
}

/// Whether a sentence says what somebody has to do, or from when on it holds: 本办法自发布之日起施行.
fn says_duty(sentence: &str) -> bool {
    // 要素, 重要, 供应 and 自主 are parts of other words.
    const OTHERS: &str = "要素 要点 要求 要害 要塞 重要 主要 需要 必要 首要 纲要 摘要 供应 响应 适应 相应 对应 效应 \
                          反应 应急 应用 应对";
    sentence.char_indices().any(|(at, character)| {
        let here = sentence.get(at..).unwrap_or_default();
        let before = sentence
            .get(..at)
            .and_then(|before| before.chars().next_back());
        let from_before = before.and_then(|before| sentence.get(at - before.len_utf8()..));
        let is_other = |word: &str| {
            here.starts_with(word) || from_before.is_some_and(|text| text.starts_with(word))
        };
        match character {
            '要' | '应' | '须' => !OTHERS.split(' ').any(is_other),
            '自' => here.get('自'.len_utf8()..).is_some_and(|rest| {
                let is_from = ["发布", "印发", "公布", "下发"]
                    .iter()
                    .any(|word| rest.starts_with(word));
                is_from || rest.starts_with(char::is_numeric) || rest.starts_with('二')
            }),
            _ => false,
        }
    })
}
