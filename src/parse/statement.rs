//! Responsibility statements out of the clauses that close a block.

use super::layout::Clause;
use super::names;
use super::vocabulary::Slot;
use crate::model::{NameMention, Role, RuleSentence, Statement, TextRange};

/// The statement that `clauses` make up; `None` when there are none.
pub(super) fn read(text: &str, clauses: &[Clause], rules: &[RuleSentence]) -> Option<Statement> {
    let (start, end) = (clauses.first()?.range.start, clauses.last()?.range.end);
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
        let mentions = list.names.into_iter().map(|name| NameMention {
            name: name.range,
            role: name.role,
            qualifier: name.qualifier,
            clause: clause.range,
            rule: None,
        });
        statement.mentions.extend(mentions);
    }
    Some(statement)
}
