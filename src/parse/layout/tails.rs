//! Lists of bodies that nothing marks, behind the last sentence of a line: 森林覆盖率达到45%。省林业厅、省农委
//!
//! Only names that nobody could mistake for anything else show it, for nothing says that they are responsible.

use super::{Clause, Part};
use crate::model::{Role, TextRange};
use crate::parse::bodies::{is_department, is_leveled, is_named_body, shared_ending};
use crate::parse::line::{slice, trimmed, without_final_stop};
use crate::parse::names;
use crate::parse::vocabulary::Slot;

/// Marks behind which the list may stand.
const STOPS: [char; 3] = ['。', '；', '！'];

/// The longest name, in characters.
const LONGEST: usize = 20;

/// Text and list of a line that closes with one.
pub(super) fn read(text: &str, line: TextRange) -> Option<Vec<Part>> {
    let closed = without_final_stop(text, line);
    let (before, _) = slice(text, closed).rsplit_once(STOPS)?;
    let stop = slice(text, TextRange::new(line.start + before.len(), line.end));
    let end = line.start + before.len() + stop.chars().next().map_or(0, char::len_utf8);
    let range = trimmed(text, TextRange::new(end, line.end));
    let clause = bodies(text, range)?;
    let before = trimmed(text, TextRange::new(line.start, end));
    let says_more = slice(text, before).contains(char::is_alphanumeric);
    says_more.then(|| vec![Part::Text(before), Part::Clause(clause)])
}

/// The clause of a stretch that names bodies and nothing else, the first of them a department or all governments of a level.
pub(in crate::parse) fn bodies(text: &str, range: TextRange) -> Option<Clause> {
    let value = without_final_stop(text, range);
    let list = names::read(text, value, Role::Responsible, &[]);
    let name_of = |name: &names::Name| slice(text, name.range);
    let first = list.names.first().map_or("", name_of);
    let is_collective = first.starts_with('各');
    // 增加泊位3个。——港口集团、市口岸委: a dash says that a list follows.
    let is_dashed = slice(text, range).starts_with('—');
    let opens_list = if is_dashed {
        !first.is_empty()
    } else if is_collective {
        shared_ending(first).is_some()
    } else {
        is_leveled(first) && is_department(first)
    };
    // 各单位于每月20日前将情况报市政府办公室 tells a duty.
    let is_short = |name: &names::Name| name_of(name).chars().nth(LONGEST).is_none();
    let are_named = list
        .names
        .iter()
        .all(|name| is_short(name) && (name.shared.is_some() || is_named_body(name_of(name))));
    (opens_list && are_named && list.verbs + list.posts == 0).then_some(Clause {
        slot: Slot::Bodies(Role::Responsible),
        range,
        value,
    })
}
