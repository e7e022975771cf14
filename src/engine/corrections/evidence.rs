//! Where the text of a task speaks of a unit that was not read there.

use crate::model::{SourceRange, Task, TextSpan};

/// The text that stands for an added part.
pub(super) struct Evidence {
    /// The name as printed; `None` when no name of the unit is.
    pub(super) name: Option<String>,
    /// The name where it is printed, else the statement, else the task.
    pub(super) span: TextSpan,
    /// The clause that it stands in.
    pub(super) statement_span: TextSpan,
}

/// The first of `names` that the statement of a task prints, or its text; else the statement as a whole, or the task.
pub(super) fn of(task: &Task, names: &[&str]) -> Evidence {
    let mut stretches: Vec<&TextSpan> = Vec::new();
    for assignment in &task.assignments {
        let span = &assignment.statement_span;
        if !stretches.contains(&span) {
            stretches.push(span);
        }
    }
    stretches.push(&task.span);
    for name in names.iter().filter(|name| !name.is_empty()) {
        for stretch in &stretches {
            if let Some(span) = within(stretch, name) {
                return Evidence {
                    name: Some(span.quote.clone()),
                    span,
                    statement_span: (*stretch).clone(),
                };
            }
        }
    }
    let first = stretches.first().copied().unwrap_or(&task.span);
    Evidence {
        name: None,
        span: first.clone(),
        statement_span: first.clone(),
    }
}

/// Where `name` stands in a stretch; `None` also where the page of it cannot be told.
fn within(stretch: &TextSpan, name: &str) -> Option<TextSpan> {
    let at = stretch.quote.find(name)?;
    let before = stretch.quote.get(..at)?;
    let lines = count(before.matches('\n').count());
    // A stretch that goes on over lines may go on over pages.
    if lines > 0 && stretch.range.page.is_some() {
        return None;
    }
    let start = stretch.range.start + count(before.chars().count());
    Some(TextSpan {
        range: SourceRange {
            start,
            end: start + count(name.chars().count()),
            line: stretch.range.line + lines,
            page: stretch.range.page,
        },
        quote: name.to_owned(),
    })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
