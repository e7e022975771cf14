//! Sentences that state responsibility: 由省水利厅会同省卫生厅负责落实。 Everything before the words is the task.

mod parts;

use super::{Clause, Part};
use crate::model::{Role, TextRange};
use crate::parse::bodies::{is_body, is_department, is_named_body};
use crate::parse::due;
use crate::parse::line::{ends_with_one, first_sentence, slice, trimmed, without_final_stop};
use crate::parse::marker::is_han_numeral;
use crate::parse::names;
use crate::parse::steps;
use crate::parse::vocabulary::{JOINTLY, Slot};
use crate::text::is_han;
use parts::{stretches, told};

/// Verbs that a stating sentence holds one of.
const VERBS: &[&str] = &["负责", "牵头", "落实", "主办", "承办", "负总责", "主责"];

/// Verbs that open what is done and no name.
const DOING: &[&str] = &[
    "新建", "重建", "改建", "扩建", "修建", "建成", "加固", "改造", "完成", "推进", "整治", "打造",
    "创建", "实施", "续建", "筹建", "组建", "增设", "设立", "培育", "引进", "购置", "搭建",
];

/// Words that open what bodies are to do about a task that is told already.
const DUTIES: &[&str] = &[
    "分解", "制定", "制订", "研究", "提出", "抓紧", "尽快", "报", "并", "按", "定期", "每",
];

/// Verbs that state responsibility only where 由 opens the statement, for what is done says them as well.
const WEAK_VERBS: &[&str] = &["实施", "统筹", "制定", "推进", "研究提出", "会同", "完成"];

/// The longest statement, in bytes.
const LONGEST: usize = 1500;

/// How many places of a sentence are tried.
const MOST_TRIED: usize = 24;

/// Marks that a statement may follow.
const BREAKS: [char; 6] = ['，', '；', '：', ',', ';', ':'];

/// Text and statements of a line with a sentence that states responsibility.
pub(super) fn read(text: &str, line: TextRange) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut open = line.start;
    let mut has_statement = false;
    for TextRange { start, end } in stretches(text, line) {
        let closing = statement(text, TextRange::new(start, end));
        let own = with_duty(text, TextRange::new(start, closing.unwrap_or(end)));
        if let Some(at) = closing {
            let before = told(text, TextRange::new(open, at));
            parts.extend((!before.is_empty()).then_some(Part::Text(before)));
            parts.extend(own.map(Part::Clause));
            let range = trimmed(text, TextRange::new(at, end));
            let words = slice(text, range).trim_end_matches(['。', '！', '；']);
            parts.push(Part::Clause(Clause {
                slot: Slot::Bodies(Role::Responsible),
                range,
                value: TextRange::new(range.start, range.start + words.len()),
            }));
            has_statement = true;
            open = end;
        } else if let Some(clause) = own {
            // The duty is the task, or says more of it.
            parts.push(Part::Text(told(text, TextRange::new(open, end))));
            parts.push(Part::Clause(clause));
            has_statement = true;
            open = end;
        } else if let Some((clause, rest)) = opening(text, TextRange::new(start, end)) {
            let before = trimmed(text, TextRange::new(open, start));
            // What the bodies do about the task before: 森林覆盖率达到31%。由省林业厅负责，分解落实到各县。
            let is_duty = !before.is_empty() && opens_duty(slice(text, rest));
            let texts = [before, rest].into_iter().take(if is_duty { 1 } else { 2 });
            parts.extend(texts.filter(|text| !text.is_empty()).map(Part::Text));
            parts.push(Part::Clause(clause));
            has_statement = true;
            open = end;
        } else if let Some(clause) = dividing(text, TextRange::new(start, end)) {
            let before = told(text, TextRange::new(open, clause.range.start));
            parts.extend((!before.is_empty()).then_some(Part::Text(before)));
            parts.push(Part::Clause(clause));
            has_statement = true;
            open = end;
        } else if has_statement
            && open == start
            && let Some(clause) = due_behind(text, TextRange::new(start, end))
        {
            parts.push(Part::Clause(clause));
            open = end;
        }
    }
    if !has_statement {
        return None;
    }
    let rest = trimmed(text, TextRange::new(open, line.end));
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    Some(parts)
}

/// Whether a stretch says what is to be done about a task rather than a task of its own.
fn opens_duty(rest: &str) -> bool {
    DUTIES.iter().any(|word| rest.starts_with(word))
}

/// What bodies are responsible for without having a part in the task: they watch others.
const WATCHING: &[&str] = &["督查", "督导", "督办", "考核", "通报", "解释", "同志"];

/// The statement that opens a sentence and that a duty follows at once: 由省财政厅、省农委负责对资金进行检查。
fn with_duty(text: &str, sentence: TextRange) -> Option<Clause> {
    let sentence = trimmed(text, sentence);
    let words = slice(text, sentence).strip_prefix('由')?;
    let stated = TextRange::new(sentence.end - words.len(), sentence.end);
    let clause = of_duty(text, stated)?;
    let range = TextRange::new(sentence.start, clause.range.end);
    Some(Clause { range, ..clause })
}

/// The verbs before a duty. The second leads, and does so behind the first as well: 市农委负责牵头制定方案.
const DUTY_VERBS: [&str; 2] = ["负责", LEADING];
const LEADING: &str = "牵头";

/// Who has the duty that a stretch says: 省财政厅、省农委负责对资金进行检查, 省农委牵头制定方案.
fn of_duty(text: &str, stretch: TextRange) -> Option<Clause> {
    let words = slice(text, stretch);
    let verbs = DUTY_VERBS
        .iter()
        .filter_map(|verb| Some((words.find(verb)?, verb)));
    let (at, verb) = verbs.min()?;
    let end = at + verb.len();
    let duty = words.get(end..)?;
    let says_duty = duty.chars().nth(1).is_some_and(is_han) && !duty.starts_with(BREAKS);
    let value = TextRange::new(stretch.start, stretch.start + end);
    let is_own = says_duty
        && end <= LONGEST
        && !WATCHING.iter().any(|word| duty.contains(word))
        && states(text, value);
    let (role, names) = if duty.starts_with(LEADING) {
        (Role::Lead, TextRange::new(value.start, value.start + at))
    } else {
        (Role::Responsible, value)
    };
    is_own.then_some(Clause {
        slot: Slot::Bodies(role),
        range: value,
        value: names,
    })
}

/// Words for bodies of which no item says that they have a duty, but a sentence on all of them.
const ANYBODY: &[&str] = &["部门", "单位"];

/// Text and statements of an item that opens with a body and its duty: 各县负责落实资金，市财政局负责拨付。
pub(in crate::parse) fn duties(text: &str, item: TextRange) -> Option<Vec<Part>> {
    let sentence = first_sentence(text, item);
    let closing = statement(text, sentence).filter(|&at| at > sentence.start);
    let end = closing.unwrap_or(sentence.end);
    let said = TextRange::new(sentence.start, end);
    let mut clauses = Vec::new();
    let mut start = said.start;
    for piece in slice(text, said).split_inclusive(BREAKS) {
        let range = TextRange::new(start, start + piece.len());
        start = range.end;
        let clause = of_duty(text, trimmed(text, range)).filter(|clause| {
            let list = names::read(text, clause.value, Role::Responsible, &[]);
            let is_anybody = |name: &names::Name| ends_with_one(slice(text, name.range), ANYBODY);
            !list.names.iter().any(is_anybody)
        });
        // The item is about its first words.
        if clause.is_none() && clauses.is_empty() {
            return None;
        }
        clauses.extend(clause);
    }
    let kept = slice(text, said).trim_end_matches(BREAKS);
    let own = TextRange::new(said.start, said.start + kept.len());
    let closing = closing.map(|at| {
        let range = without_final_stop(text, trimmed(text, TextRange::new(at, sentence.end)));
        Clause {
            slot: Slot::Bodies(Role::Responsible),
            range,
            value: range,
        }
    });
    let rest = trimmed(text, TextRange::new(sentence.end, item.end));
    let texts = [own].into_iter().map(Part::Text);
    let clauses = clauses.into_iter().chain(closing).map(Part::Clause);
    // Later sentences may state as well: 由市住建局牵头，市财政局配合。
    let rest = Some(rest).filter(|rest| !rest.is_empty());
    let rest = rest.map(|rest| read(text, rest).unwrap_or_else(|| vec![Part::Text(rest)]));
    let rest = rest.into_iter().flatten();
    Some(texts.chain(clauses).chain(rest).collect())
}

/// The statement that opens a sentence, and the task that follows it: 由省农委负责，修建水库3座。
fn opening(text: &str, sentence: TextRange) -> Option<(Clause, TextRange)> {
    let sentence = trimmed(text, sentence);
    let words = slice(text, sentence).strip_prefix('由')?;
    let start = sentence.end - words.len();
    let breaks = words.char_indices().filter(|(_, c)| BREAKS.contains(c));
    let found = breaks.take(MOST_TRIED).filter_map(|(at, mark)| {
        let range = TextRange::new(start, start + at);
        let rest = TextRange::new(range.end + mark.len_utf8(), sentence.end);
        (at <= LONGEST && states(text, range)).then_some((range, told(text, rest)))
    });
    // 由省农委牵头，省财政厅配合，修渠: all who are named before the task.
    let (value, rest) = found.last()?;
    let (value, rest) = jointly(text, value, rest).unwrap_or((value, rest));
    let clause = Clause {
        slot: Slot::Bodies(Role::Responsible),
        range: TextRange::new(sentence.start, rest.start.max(value.end)),
        value,
    };
    (!rest.is_empty()).then_some((clause, rest))
}

/// What bodies do with a figure that each place is to have a part of.
const DIVIDES: [&str; 4] = ["，分解落实", "，分解到", "，分解下达", "，逐级分解"];

/// The bodies that divide what a sentence says among others, no verb of theirs before it: 节水指标，由省水利厅会同有关部门，分解
/// 落实到各市。
fn dividing(text: &str, sentence: TextRange) -> Option<Clause> {
    let printed = slice(text, sentence);
    let end = DIVIDES
        .iter()
        .filter_map(|words| printed.find(words))
        .min()?;
    let start = printed.get(..end)?.rfind('由')?;
    let value = TextRange::new(start, end).shifted(sentence.start);
    let list = names::read(text, value, Role::Responsible, &[]);
    let is_named = |name: &names::Name| is_body(slice(text, name.range));
    let are_named = !list.names.is_empty() && list.names.iter().all(is_named);
    are_named.then(|| Clause {
        slot: Slot::Bodies(Role::Responsible),
        range: trimmed(text, TextRange::new(value.start, sentence.end)),
        value,
    })
}

/// Words that open what bodies do right behind their names.
const ACTS: &[&str] = &[
    "对", "开展", "组织", "研究", "制定", "制订", "做好", "抓好", "加强", "推进", "完善", "建立",
    "落实", "加快", "提出", "实施", "负责", "按",
];

/// The statement and the task behind it where those stand between the two with whom its bodies act: 由省农委牵头，会同省水利厅对
/// 灌区进行改造。
fn jointly(text: &str, value: TextRange, rest: TextRange) -> Option<(TextRange, TextRange)> {
    let words = slice(text, rest);
    if !JOINTLY.iter().any(|word| words.starts_with(word)) {
        return None;
    }
    let sentence = words.split(BREAKS).next().unwrap_or_default();
    let places = sentence.char_indices().map(|(at, _)| at);
    let places = places.take_while(|&at| at <= LONGEST);
    let ends = places.filter(|&at| {
        let behind = sentence.get(at..).unwrap_or_default();
        ACTS.iter().any(|word| behind.starts_with(word))
    });
    let names_all = |&at: &usize| {
        let joint = TextRange::new(rest.start, rest.start + at);
        let list = names::read(text, joint, Role::Responsible, &[]);
        let is_named = |name: &names::Name| is_named_body(slice(text, name.range));
        at > 0 && !list.names.is_empty() && list.names.iter().all(is_named)
    };
    let end = rest.start + ends.take(MOST_TRIED).find(names_all)?;
    Some((
        TextRange::new(value.start, end),
        TextRange::new(end, rest.end),
    ))
}

/// Where the statement starts that closes a sentence.
fn statement(text: &str, sentence: TextRange) -> Option<usize> {
    let printed = slice(text, sentence);
    let words = printed.trim_end_matches(['。', '！', '\n']).trim_end();
    let holds = |verbs: &[&str]| verbs.iter().any(|verb| words.contains(verb));
    let is_plain = holds(VERBS);
    let may_be_weak = words.contains('由') && holds(WEAK_VERBS);
    if !is_plain && !may_be_weak {
        return None;
    }
    let end = sentence.start + words.len();
    // Wherever the statement starts, it ends here.
    if !names::may_close(text, trimmed(text, TextRange::new(sentence.start, end))) {
        return None;
    }
    let earliest = words.len().saturating_sub(LONGEST);
    steps::count(words.len());
    let (mut starts, mut breaks) = (vec![0], Vec::new());
    let (mut after_break, mut quoted_to) = (true, 0);
    let last_closing = words.rfind('”').unwrap_or_default();
    for (at, character) in words.char_indices() {
        // 关于“到2025年，覆盖率达到60%”的目标，由省农委负责: what is quoted is no statement. A quote that nothing closes is none.
        if character == '“' && (quoted_to..last_closing).contains(&at) {
            let closing = words.get(at..).and_then(|rest| rest.find('”'));
            quoted_to = at + closing.unwrap_or_default();
        }
        if at < quoted_to {
            continue;
        }
        if character == '由' && !after_break {
            starts.push(at);
        }
        after_break = BREAKS.contains(&character);
        if after_break {
            starts.push(at + character.len_utf8());
            breaks.push(at + character.len_utf8());
        }
    }
    let opens = |at: usize| {
        words
            .get(at..)
            .unwrap_or_default()
            .trim_start()
            .starts_with('由')
    };
    // 发展企业、农场，由市农委负责: who is named behind 由 is all, but where others were said to act before, or by when.
    let may_stand_before = |at: usize| {
        let mut later = breaks.iter().filter(|&&next| next > at && opens(next));
        later.next().is_none_or(|&next| {
            let before = TextRange::new(at, next).shifted(sentence.start);
            due::is_due(slice(text, trimmed(text, before)).trim_end_matches(BREAKS))
                || names::read(text, before, Role::Responsible, &[]).is_statement(text)
        })
    };
    let tried = starts
        .iter()
        .copied()
        .filter(|&at| at >= earliest && (is_plain || opens(at)))
        .filter(|&at| !opens_with_task(words.get(at..).unwrap_or_default().trim_start()));
    tried.take(MOST_TRIED).find_map(|at| {
        let range = trimmed(text, TextRange::new(sentence.start + at, end));
        (may_stand_before(at) && states(text, range)).then_some(range.start)
    })
}

/// Whether words open with 建设 and name what is built, as no 建设局 and no 建设银行 does: 建设县级数据平台.
fn builds(words: &str) -> bool {
    let bodies = [
        "部门", "单位", "集团", "公司", "银行", "分行", "支行", "中心",
    ];
    words.starts_with("建设") && !is_department(words) && !ends_with_one(words, &bodies)
}

/// Whether words hold a number and what it counts, as no name does: 卫生院22所, 覆盖六十八个县.
fn counts(words: &str) -> bool {
    let mut last = words.chars().rev().skip(1);
    let mut pairs = words.chars().zip(words.chars().skip(1));
    let is_number = |c: char| c.is_ascii_digit() || is_han_numeral(c);
    last.next().is_some_and(|before| before.is_ascii_digit())
        || pairs.any(|(number, unit)| unit == '个' && is_number(number))
}

/// The longest words behind a day, in characters, that only say how far the task is by then: 取得阶段性成效.
const LONGEST_STATE: usize = 8;

/// What a day by which something is done ends with, the 前 behind it left out where it may have one.
const DAY_ENDS: &[&str] = &[
    "月底",
    "年底",
    "月末",
    "年末",
    "季度末",
    "期末",
    "五末",
    "”末",
    "日前",
    "月前",
    "年前",
    "旬前",
    "季度前",
    "期前",
    "之前",
    "以前",
];

/// What is said of a task that is told already, behind the day by which it is so.
const DONE: &[&str] = &[
    "完成",
    "建成",
    "竣工",
    "投产",
    "建成投产",
    "投入使用",
    "完成任务",
    "到位",
    "落实到位",
    "见效",
    "取得实效",
    "取得明显成效",
];

/// A sentence behind a statement that only says by when the task before it is done: 力争2015年底前全部完成。
pub(super) fn due_behind(text: &str, sentence: TextRange) -> Option<Clause> {
    let range = trimmed(text, sentence);
    let value = without_final_stop(text, range);
    let words = slice(text, value);
    let done = behind_day(words).filter(|_| due::is_due(words))?;
    let done = ["全部", "基本", "全面", "如期", "按期"]
        .iter()
        .find_map(|word| done.strip_prefix(word))
        .unwrap_or(done);
    DONE.contains(&done).then_some(Clause {
        slot: Slot::Deadline,
        range,
        value,
    })
}

/// Whether a stretch opens with a day and what is to be done by then: 6月底前完成住房重建3.8万户，由省住建厅牵头.
fn opens_with_task(words: &str) -> bool {
    let first = words.split(BREAKS).next().unwrap_or_default();
    due::is_due(first)
        && behind_day(first).is_some_and(|done| {
            done.contains(|c: char| c.is_ascii_digit()) || done.chars().nth(LONGEST_STATE).is_some()
        })
}

/// What stands behind the day that opens `words`, or behind the second of two: 2030年底至2031年6月底前. What is done may
/// hold such a character as well: 完成农村学前教育机构建设.
fn behind_day(words: &str) -> Option<&str> {
    let ends = DAY_ENDS
        .iter()
        .filter_map(|end| words.find(end).map(|at| at + end.len()));
    let behind = words.get(ends.min()?..)?;
    let behind = ["之前", "以前", "前"]
        .iter()
        .find_map(|word| behind.strip_prefix(word))
        .unwrap_or(behind);
    let second = due::is_due(behind).then(|| behind_day(behind)).flatten();
    second.or(Some(behind))
}

/// Whether a stretch is nothing but who does something.
fn states(text: &str, range: TextRange) -> bool {
    let list = names::read(text, range, Role::Responsible, &[]);
    let name_of = |name: &names::Name| slice(text, name.range);
    let is_named = list.names.iter().any(|name| is_named_body(name_of(name)));
    let all_bodies = list
        .names
        .iter()
        .all(|name| name.shared.is_some() || is_body(name_of(name)));
    // 加固水库，省水利厅负责: what is done is no body.
    let is_done = |name: &names::Name| {
        let name = name_of(name);
        DOING.iter().any(|verb| name.starts_with(verb)) || builds(name) || counts(name)
    };
    list.is_statement(text) && all_bodies && is_named && !list.names.iter().any(is_done)
}
