//! Words that join what stands around them, and words that rule it out: one table for whoever reads a query, by its words here
//! or by the names in it elsewhere.

/// What joins things that are named side by side.
pub const JOINING_WORDS: &[&str] = &["和", "与", "及", "以及", "或", "或者", "跟", "还有"];
/// The same as marks, which never stand in a name.
pub const JOINING_MARKS: &[char] = &['、', ',', '，', ';', '；', '/'];

/// What rules out: 农业不含渔业, 除农业外.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denial {
    /// The word before what it rules out.
    pub word: &'static str,
    /// What it says by itself.
    pub says: Says,
}

/// What a word of denial says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// It rules out whatever follows.
    Denied,
    /// The same as a word of its own, up to one of [`BEYOND`] or to a comma: no word of 消除了隐患.
    Except,
    /// The same, only with one of [`BEYOND`]: 除 is also a word of texts.
    Opened,
    /// It rules out what follows only as a word of its own that follows something else: 就业 不要 农民工.
    Unwanted,
    /// The same, and right behind a word that it may be said of: 就业不要农民工, but no 千万不要.
    Refused,
    /// It rules out names only: 没有灌区的乡镇 is looked for.
    Absent,
}

/// Words that rule out what follows them, none behind one that it begins with.
pub const DENIALS: &[Denial] = &[
    Denial::of("不包括", Says::Denied),
    Denial::of("不包含", Says::Denied),
    Denial::of("不涉及", Says::Denied),
    Denial::of("不含", Says::Denied),
    Denial::of("除了", Says::Except),
    Denial::of("除去", Says::Except),
    Denial::of("除开", Says::Except),
    Denial::of("除", Says::Opened),
    Denial::of("但不是", Says::Denied),
    Denial::of("而不是", Says::Denied),
    Denial::of("不要", Says::Refused),
    Denial::of("去掉", Says::Unwanted),
    Denial::of("没有", Says::Absent),
];

/// Words before one of denial that wish or say who wishes, and no thing that something is ruled out of.
pub const WISHING: &[&str] = &[
    "千万", "希望", "最好", "可以", "建议", "要求", "大家", "我们", "他们", "咱们", "你们", "务必",
    "尽量", "以后", "今后",
];

/// Words that close what a word of denial opens; the second rules out what stands before it by itself too.
pub const BEYOND: &[&str] = &["之外", "除外", "以外", "外"];
/// Rules out what stands before it by itself.
pub const EXCEPTED: &str = "除外";

/// Words that go with a role word or a denial and say nothing of their own.
pub const TAILS: &[&str] = &["的任务", "的工作", "的事项", "单位", "部门", "任务", "的"];

impl Denial {
    const fn of(word: &'static str, says: Says) -> Self {
        Self { word, says }
    }
}

/// Whether a character joins what stands around it.
#[must_use]
pub fn joins(character: char) -> bool {
    let mut encoded = [0; 4];
    let word: &str = character.encode_utf8(&mut encoded);
    JOINING_MARKS.contains(&character) || JOINING_WORDS.contains(&word)
}

/// A text without what begins it and says nothing.
#[must_use]
pub fn without_tail(rest: &str) -> &str {
    let tail = TAILS.iter().find_map(|tail| rest.strip_prefix(tail));
    tail.unwrap_or(rest)
}
