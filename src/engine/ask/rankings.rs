//! Bodies by the number of their tasks: who has most or least of all, and which of some has more.

use super::answers::{Answers, Found, MOST};
use super::reading::Rank;
use super::rows::Quotes;
use super::slots::only;
use super::words::Part;
use super::{AnswerRow, AskOperation};
use crate::engine::{
    Direction, Listing as _, QueryError, TaskDimension, TaskStatKey, UnitFilter, UnitOrder,
    UnitOrderField,
};
use crate::model::{DivisionLevel, NodeId, Role, UnitId, UnitKind};

/// Rows of a ranking when the question does not say how many.
const RANKED: usize = 10;
/// Tasks that quotes of a row are taken from.
const FEW: usize = 3;

impl Answers<'_> {
    /// Units over all tasks, by the number of theirs.
    pub(super) fn ranked_units(&self, part: Part) -> Result<Found, QueryError> {
        let role = only(part.roles());
        let is_lead = part == Part::Lead;
        let order = UnitOrder {
            field: if is_lead {
                UnitOrderField::LeadCount
            } else {
                UnitOrderField::TaskCount
            },
            direction: match self.reading.rank() {
                Some(Rank::Least) => Direction::Ascending,
                _ => Direction::Descending,
            },
        };
        let filter = UnitFilter {
            plans: self.filter.plans.clone(),
            role,
            ..UnitFilter::default()
        };
        let list = self.view.unit_list(&filter, order)?;
        let all = list.len();
        let mut ranked = Vec::new();
        for (_, unit) in list.slice(0..MOST) {
            let count = self.view.tasks_of_unit(unit, part, &self.filter)?.len();
            ranked.push((NodeId::Unit(unit), count));
        }
        let best = self.best(&ranked, is_lead)?;
        ranked.truncate(self.listed_of(&ranked));
        let first = ranked.len().max(1);
        let rows = self.unit_rows(&ranked, part, if is_lead { "牵头 " } else { "" })?;
        let what = if is_lead { "牵头任务" } else { "任务" };
        let summary = match best {
            None => "没有这样的单位。".to_owned(),
            Some(best) => {
                let listed = self.listed(rows.len(), all, "个");
                format!("有{what}的单位共 {all} 个{listed}，{best}。")
            }
        };
        let operation = AskOperation::Units {
            filter,
            order,
            first,
        };
        Ok(Found {
            operation,
            summary,
            rows,
        })
    }

    /// Units by the number of the tasks that they support.
    pub(super) fn supporting_units(&self) -> Result<Found, QueryError> {
        let dimensions = [TaskDimension::Unit, TaskDimension::Role];
        let stats = self.view.task_stats(&self.filter, &dimensions)?;
        let shares = stats.iter().filter_map(|stat| match stat.keys.as_slice() {
            [
                TaskStatKey::Node(_, NodeId::Unit(unit)),
                TaskStatKey::Role(Role::Supporting),
            ] => Some((*unit, stat.task_count)),
            _ => None,
        });
        self.counted_units(shares.collect(), Part::Supporting, "单位")
    }

    /// Units by the number of the tasks that they lead or are responsible for.
    pub(super) fn responsible_units(&self) -> Result<Found, QueryError> {
        let shares = self.view.shares(&self.view.task_set(&self.filter)?)?;
        let counts = shares
            .iter()
            .map(|(unit, share)| (*unit, share.responsible));
        let counts = counts.filter(|(_, count)| *count > 0);
        self.counted_units(counts.collect(), Part::Responsible, "单位")
    }

    /// Governments of prefectures by the number of their tasks: 哪个市承担的任务最多 does not ask for places that are named.
    pub(super) fn governments(&self, part: Part) -> Result<Found, QueryError> {
        let gazetteer = self.view.gazetteer();
        let mut counts = Vec::new();
        for entry in self.view.snapshot().units() {
            let unit = &entry.unit;
            let city = unit.city.and_then(|city| gazetteer.city(city));
            let is_prefecture = city.is_some_and(|city| city.level == DivisionLevel::Prefecture);
            if unit.kind == UnitKind::LocalGovernment && is_prefecture {
                let tasks = self.view.tasks_of_unit(unit.id, part, &self.filter)?;
                counts.push((unit.id, tasks.len()));
            }
        }
        counts.retain(|(_, count)| *count > 0);
        self.counted_units(counts, part, "市")
    }

    fn counted_units(
        &self,
        mut counts: Vec<(UnitId, u64)>,
        part: Part,
        noun: &str,
    ) -> Result<Found, QueryError> {
        if let Some((_, bound)) = &self.reading.bound {
            counts.retain(|(_, count)| bound.holds(*count));
        }
        let is_least = self.reading.rank() == Some(Rank::Least);
        counts.sort_unstable_by_key(|(unit, count)| {
            (if is_least { *count } else { u64::MAX - count }, *unit)
        });
        let all = counts.len();
        let mut ranked: Vec<_> = (counts.into_iter())
            .map(|(unit, count)| (NodeId::Unit(unit), count))
            .collect();
        let best = self.best(&ranked, false)?;
        ranked.truncate(self.listed_of(&ranked));
        let verb = part.verb();
        let rows = self.unit_rows(&ranked, part, &format!("{verb} "))?;
        let conditions = self.conditions();
        let summary = match best {
            None => format!("没有{verb}{conditions}任务的{noun}。"),
            Some(best) => {
                let listed = self.listed(rows.len(), all, "个");
                format!("{verb}{conditions}任务的{noun}共 {all} 个{listed}，{best}。")
            }
        };
        let units = ranked.iter().filter_map(|(id, _)| match id {
            NodeId::Unit(unit) => Some(*unit),
            _ => None,
        });
        Ok(Found {
            operation: AskOperation::UnitCounts {
                units: units.collect(),
                role: only(part.roles()),
                filter: self.filter.clone(),
            },
            summary,
            rows,
        })
    }

    /// How many rows a ranking has: all when none is asked for.
    pub(super) fn listed_of<T>(&self, ranked: &[(T, u64)]) -> usize {
        match (self.reading.first(), self.reading.rank()) {
            (None, Some(_)) => RANKED.min(ranked.len()),
            _ => self.reach(ranked),
        }
    }

    fn unit_rows(
        &self,
        ranked: &[(NodeId, u64)],
        part: Part,
        verb: &str,
    ) -> Result<Vec<AnswerRow>, QueryError> {
        let mut rows = Vec::with_capacity(ranked.len());
        for (node, count) in ranked {
            let NodeId::Unit(unit) = *node else { continue };
            let set = self.view.tasks_of_unit(unit, part, &self.filter)?;
            let few: Vec<_> = set.iter().take(FEW).collect();
            let quotes = Quotes::of(&self.view.tasks(&few)?);
            rows.push(AnswerRow {
                text: format!(
                    "{}：{verb}{count} 项{}",
                    self.view.unit_words(unit),
                    self.beside(unit, part, *count)?
                ),
                node: Some(*node),
                evidence: quotes.of_unit(unit, part == Part::Lead),
            });
        }
        Ok(rows)
    }

    /// What else a unit has, so that both are all that the operation counts: whoever is responsible may also support.
    fn beside(&self, unit: UnitId, part: Part, count: u64) -> Result<String, QueryError> {
        if part != Part::Responsible {
            return Ok(String::new());
        }
        let all = self.view.tasks_of_unit(unit, Part::Any, &self.filter)?;
        Ok(match all.len().saturating_sub(count) {
            0 => String::new(),
            supported => format!("（另配合 {supported} 项）"),
        })
    }

    /// Who of bodies that are level otherwise leads: of all that are responsible one is asked for.
    fn leads_of(&self, units: &[UnitId], part: Part) -> Result<String, QueryError> {
        let mut leads = Vec::new();
        for unit in units.iter().filter(|_| part != Part::Lead) {
            let set = self.view.tasks_of_unit(*unit, Part::Lead, &self.filter)?;
            if !set.is_empty() {
                leads.push(format!(
                    "{}牵头 {} 项",
                    self.view.unit_words(*unit),
                    set.len()
                ));
            }
        }
        Ok(match leads.join("，") {
            none if none.is_empty() => none,
            leads => format!("；其中{leads}"),
        })
    }

    /// Which of the named bodies has more tasks.
    pub(super) fn compare(&self, fewer: bool, part: Part) -> Result<Found, QueryError> {
        let units: Vec<_> = self
            .asked
            .bodies
            .iter()
            .filter_map(|units| only(units))
            .collect();
        let verb = match part {
            Part::Any => "承担",
            part => part.verb(),
        };
        let mut counted = Vec::new();
        let mut rows = Vec::new();
        for unit in &units {
            let set = self.view.tasks_of_unit(*unit, part, &self.filter)?;
            let quotes = Quotes::of(&self.quoted(&set)?);
            let name = self.view.unit_words(*unit);
            rows.push(AnswerRow {
                text: format!(
                    "{name}{verb} {} 项{}",
                    set.len(),
                    self.beside(*unit, part, set.len())?
                ),
                node: Some(NodeId::Unit(*unit)),
                evidence: quotes.of_unit(*unit, part == Part::Lead),
            });
            counted.push((set.len(), name));
        }
        let best = if fewer {
            counted.iter().map(|(count, _)| *count).min()
        } else {
            counted.iter().map(|(count, _)| *count).max()
        };
        let winners: Vec<_> = (counted.iter())
            .filter(|(count, _)| Some(*count) == best)
            .map(|(_, name)| name.as_str())
            .collect();
        let counts: Vec<_> = rows.iter().map(|row| row.text.as_str()).collect();
        let within = self.within();
        let summary = if winners.len() == counted.len() {
            let leads = self.leads_of(&units, part)?;
            format!("{within}{}，一样多{leads}。", counts.join("，"))
        } else {
            let difference = match counted.as_slice() {
                [(one, _), (other, _)] => format!("（相差 {} 项）", one.abs_diff(*other)),
                _ => String::new(),
            };
            format!(
                "{within}{}{}{difference}：{}。",
                winners.join("、"),
                if fewer { "较少" } else { "较多" },
                counts.join("，")
            )
        };
        let operation = AskOperation::UnitCounts {
            units,
            role: only(part.roles()),
            filter: self.filter.clone(),
        };
        Ok(Found {
            operation,
            summary,
            rows,
        })
    }
}
