//! Responsibility statements out of the clauses that close a block.

use super::layout::Clause;
use super::names;
use super::vocabulary::Slot;
use crate::model::{NameMention, Role, RuleSentence, Statement, TextRange};

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
        let list = names::read(text, clause.value, role, rules);
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
