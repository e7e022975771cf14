//! What is told beside an answer that nobody supports anything: a notice may print all but the lead as responsible.

use std::sync::Arc;

use super::answers::Answers;
use super::groups::NAMED;
use super::names::having;
use super::words::Part;
use crate::engine::{QueryError, TaskFilter, UnitMatch};
use crate::model::{Role, Task};

impl Answers<'_> {
    /// How many tasks there are for which the body that is said to support is responsible and does not lead.
    pub(super) fn responsible_instead(&self) -> Result<String, QueryError> {
        let bodies = self.reading.units.iter().zip(&self.asked.bodies);
        let mut bodies = bodies.filter(|(slot, _)| slot.part == Part::Supporting);
        let (Some((slot, units)), None) = (bodies.next(), bodies.next()) else {
            return Ok(String::new());
        };
        if slot.is_negated {
            return Ok(String::new());
        }
        let units: Vec<_> = units.iter().map(ToString::to_string).collect();
        let filter = TaskFilter {
            and: Some(vec![responsible(self.filter.clone())]),
            not: Some(Box::new(having(&units, Part::Lead))),
            ..TaskFilter::default()
        };
        let total = self.among(filter)?;
        let name = (self.asked.conditions.iter()).find_map(|words| words.strip_suffix("配合"));
        Ok(match (total, name) {
            (0, _) | (_, None) => String::new(),
            (total, Some(name)) => {
                format!("{name}列为责任单位而不牵头的有 {total} 项。")
            }
        })
    }

    /// Who is responsible for tasks without leading any of them.
    pub(super) fn only_responsible(&self, tasks: &[Arc<Task>]) -> String {
        let parts = || tasks.iter().flat_map(|task| task.parts());
        let leads: Vec<_> = (parts().filter(|part| part.role == Role::Lead))
            .map(|part| part.unit)
            .collect();
        let mut units = Vec::new();
        for part in parts().filter(|part| part.role == Role::Responsible) {
            if !leads.contains(&part.unit) && !units.contains(&part.unit) {
                units.push(part.unit);
            }
        }
        let names = units.iter().take(NAMED);
        let names: Vec<_> = names.map(|unit| self.view.unit_words(*unit)).collect();
        let names = names.join("、");
        match units.len() {
            0 => String::new(),
            few if few <= NAMED => format!("，列为责任单位而不牵头的有{names}"),
            many => format!("，列为责任单位而不牵头的有{names}等 {many} 个"),
        }
    }
}

/// The same tasks with bodies that are responsible where they were said to support.
fn responsible(mut filter: TaskFilter) -> TaskFilter {
    if let Some(UnitMatch { role, .. }) = &mut filter.units
        && *role == Some(Role::Supporting)
    {
        *role = Some(Role::Responsible);
    }
    let each = |filters: Vec<TaskFilter>| filters.into_iter().map(responsible).collect();
    filter.and = filter.and.map(each);
    filter.or = filter.or.map(each);
    filter
}
