//! Responsibility statements out of the clauses that close a block.

use super::bodies::{UNFINISHED, is_body, is_named_body, shared_ending};
use super::layout::Clause;
use super::line::{ends_with_one, slice};
use super::names;
use super::vocabulary::Slot;
use crate::model::{NameMention, Role, RuleSentence, Statement, TextRange};

/// Words of a level that open the names of bodies.
const LEVELS: [char; 5] = ['省', '市', '州', '县', '区'];

/// Whether a cell goes on with the name that the line above it in the same box cuts: 市住房和城乡 ⏎ 建设局.
fn is_cut(text: &str, above: &Clause, below: &Clause) -> bool {
    let are_cells = above.range == above.value && below.range == below.value;
    let is_open = slice(text, above.value).ends_with(['、', '，', ',', '；']);
    if !are_cells || above.slot != below.slot || is_open {
        return false;
    }
    let last = names::read(text, above.value, Role::Responsible, &[]).names;
    let last = last.last().map(|name| slice(text, name.range));
    let first = names::read(text, below.value, Role::Responsible, &[]).names;
    let first = first.first().map_or("", |name| slice(text, name.range));
    // 省人口计生 ⏎ 省妇联 are two.
    let begins_alike = |name: &str| {
        let level = first.chars().next().filter(|level| LEVELS.contains(level));
        let is_other = level.is_some_and(|level| level == '省' || name.starts_with(level));
        is_other && is_named_body(first)
    };
    // 各乡镇 ⏎ 人民政府: no body is called that alone.
    let is_unfinished = |name: &str| {
        let is_open = !is_body(name) || ends_with_one(name, UNFINISHED);
        shared_ending(first) == Some(first) || (is_open && !begins_alike(name))
    };
    last.is_some_and(is_unfinished)
}

/// Whether `clauses` say who leads.
pub(super) fn leads(text: &str, clauses: &[Clause]) -> bool {
    let read = read(text, clauses, &[]);
    let mentions = read.iter().flat_map(|statement| &statement.mentions);
    mentions
        .into_iter()
        .any(|mention| mention.role == Role::Lead)
}

/// Whether `clauses` name nobody but those who support: （省财政厅配合）, 完成时限：年底前.
pub(super) fn lacks_doer(text: &str, clauses: &[Clause]) -> bool {
    let read = read(text, clauses, &[]);
    let mut mentions = read.iter().flat_map(|statement| &statement.mentions);
    mentions.all(|mention| mention.role == Role::Supporting)
}

/// The statement that `clauses` make up; `None` when there are none.
pub(super) fn read(text: &str, clauses: &[Clause], rules: &[RuleSentence]) -> Option<Statement> {
    // A clause of a merged cell may stand above the others.
    let start = clauses.iter().map(|clause| clause.range.start).min()?;
    let end = clauses.iter().map(|clause| clause.range.end).max()?;
    let others_are_responsible = clauses
        .iter()
        .any(|clause| clause.slot == Slot::Bodies(Role::Responsible));
    let mut statement = Statement {
        range: TextRange::new(start, end),
        mentions: Vec::new(),
        is_open_list: false,
        deadline: None,
    };
    let mut above: Option<&Clause> = None;
    for clause in clauses {
        let role = match clause.slot {
            Slot::Bodies(role) => role,
            Slot::MainlyResponsible if others_are_responsible => Role::Lead,
            Slot::MainlyResponsible => Role::Responsible,
            Slot::Persons => continue,
            Slot::Deadline => {
                let value = Some(clause.value).filter(|value| !value.is_empty());
                statement.deadline = statement.deadline.or(value);
                continue;
            }
        };
        let mut list = names::read(text, clause.value, role, rules);
        if above.is_some_and(|above| is_cut(text, above, clause)) && !list.names.is_empty() {
            let rest = list.names.remove(0);
            for mention in statement.mentions.iter_mut().rev().take(1) {
                mention.shared = Some(rest.range);
            }
        }
        above = Some(clause);
        statement.is_open_list |= list.is_open;
        statement.deadline = statement.deadline.or(list.due);
        let are_marked = list.names.iter().all(|name| name.marked.is_some());
        for name in list.names {
            let mention = |role| NameMention {
                name: name.range,
                role,
                qualifier: name.qualifier,
                clause: clause.range,
                shared: name.shared,
                rule: None,
            };
            statement.mentions.extend(name.marked.map(mention));
            // Who leads by a remark in a list of those responsible stands in that list all the same, unless each of
            // its names has a remark.
            let is_in_list = name.role == Role::Responsible && name.marked == Some(Role::Lead);
            if name.marked.is_none() || (is_in_list && !are_marked) {
                statement.mentions.push(mention(name.role));
            }
        }
    }
    Some(statement)
}
