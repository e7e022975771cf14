//! What is tied to a thing, relation by relation.

use std::collections::BTreeMap;

use super::collaborators::descending;
use super::listing::{Key, Position, SortedList};
use super::network::NetworkFilter;
use super::relation::Relation;
use super::{QueryError, TaskFilter, TaskSet, View};
use crate::model::{NodeId, PlanId, Task, TextSpan};

/// Neighbours of one relation in a list that holds several relations.
pub const RELATION_CAP: usize = 25;

/// Shared tasks from which the evidence of a neighbour is taken.
const EVIDENCE_TASKS: usize = 3;

/// A thing tied to another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbor {
    /// The thing.
    pub node: NodeId,
    /// How it is tied.
    pub relation: Relation,
    /// The tasks whose text proves it, at most three.
    pub tasks: Vec<u32>,
    /// Evidence that lies outside tasks: the heading of a chapter or section.
    pub spans: Vec<TextSpan>,
}

/// The neighbours of a thing.
#[derive(Debug, Clone)]
pub struct Neighbors {
    /// The list: by relation, within one by weight or by the order of the documents.
    pub list: SortedList<Neighbor>,
    /// How many there are of each relation asked for, whatever the list holds of them.
    pub counts: Vec<(Relation, usize)>,
}

impl View {
    /// What is tied to `node` in these relations (all when `None`) within `plans` (all when `None`).
    ///
    /// A list of one relation is whole; one of several holds at most [`RELATION_CAP`] of each.
    pub fn neighbors(
        &self,
        node: NodeId,
        relations: Option<&[Relation]>,
        plans: Option<&[PlanId]>,
    ) -> Result<Neighbors, QueryError> {
        let within = TaskFilter::of_plans(plans.map(<[PlanId]>::to_vec));
        let mut found = Found::default();
        let tasks = self.tasks_at(node, &within)?;
        match node {
            NodeId::Task(id) => {
                if let Some(task) = self.task(id)? {
                    self.around_task(&task, &tasks, &mut found)?;
                }
            }
            NodeId::Unit(id) => {
                self.tasks_around(node, &tasks, &mut found)?;
                let filter = NetworkFilter::of_tasks(within);
                for other in self.collaborators(id, &filter)?.items() {
                    let key = format!("{:020}", i64::MAX + descending(other.weight));
                    let tasks = other.tasks.iter();
                    found.add(Relation::Collaborates, key, NodeId::Unit(other.unit), tasks);
                }
                for other in self.successions(id) {
                    found.add(
                        Relation::Succeeds,
                        String::new(),
                        NodeId::Unit(other),
                        std::iter::empty(),
                    );
                }
            }
            NodeId::City(id) => {
                self.tasks_around(node, &tasks, &mut found)?;
                let parent = self.gazetteer().city(id).and_then(|city| city.parent);
                let children = self.cities_below(id).into_iter().map(|city| city.id);
                for other in parent.into_iter().chain(children) {
                    let key = format!("{:06}", other.code);
                    let node = NodeId::City(other);
                    found.add(Relation::PartOf, key, node, std::iter::empty());
                }
            }
            NodeId::Plan(_) | NodeId::Chapter(_) | NodeId::Section(_) => {
                self.parts_around(node, &mut found)?;
                self.units_around(&tasks, &mut found)?;
                if !matches!(node, NodeId::Plan(_)) {
                    for task in self.readable_tasks(&tasks.iter().collect::<Vec<_>>())? {
                        let key = format!("3{:08}", task.number);
                        found.with_span(Relation::PartOf, key, NodeId::Task(task.id), &task.span);
                    }
                }
            }
            _ => {}
        }
        Ok(found.list(relations))
    }

    /// The tasks of a unit by role, or those of a division by how they name it.
    fn tasks_around(
        &self,
        node: NodeId,
        tasks: &TaskSet,
        found: &mut Found,
    ) -> Result<(), QueryError> {
        self.rows(tasks, |_, segment, row, ordinal| {
            let mut relations = Vec::new();
            match node {
                NodeId::Unit(id) => {
                    let own = segment.parts_of(row).filter(|(unit, _)| *unit == id);
                    relations.extend(own.map(|(_, role)| Relation::of_role(role)));
                }
                NodeId::City(outer) => {
                    let is_within = |city| self.lies_within(city, outer);
                    let tied = row.places.iter();
                    let tied = tied.filter(|place| segment.city_of(place).is_some_and(is_within));
                    relations.extend(tied.map(|place| Relation::of_via(place.via)));
                }
                _ => {}
            }
            relations.sort_unstable();
            relations.dedup();
            for relation in relations {
                let key = format!("{ordinal:010}");
                let evidence = std::iter::once(ordinal);
                found.add(relation, key, NodeId::Task(row.id), evidence);
            }
            Ok(())
        })
    }

    /// The units of some tasks by role, those with most tasks first.
    fn units_around(&self, tasks: &TaskSet, found: &mut Found) -> Result<(), QueryError> {
        let mut shares: BTreeMap<_, TaskSet> = BTreeMap::new();
        self.rows(tasks, |_, segment, row, ordinal| {
            for (unit, role) in segment.parts_of(row) {
                let key = (Relation::of_role(role), unit);
                shares.entry(key).or_default().insert(ordinal);
            }
            Ok(())
        })?;
        for ((relation, unit), tasks) in shares {
            let key = format!("{:010}", u64::from(u32::MAX) - tasks.len());
            found.add(relation, key, NodeId::Unit(unit), tasks.iter());
        }
        Ok(())
    }

    /// The units and divisions of a task, and where it stands.
    fn around_task(&self, task: &Task, own: &TaskSet, found: &mut Found) -> Result<(), QueryError> {
        let mut seen = Vec::new();
        let parts = task.parts();
        let units = parts.map(|it| (Relation::of_role(it.role), NodeId::Unit(it.unit)));
        let cities = task.cities.iter();
        let cities = cities.map(|it| (Relation::of_via(it.via), NodeId::City(it.city)));
        for (relation, node) in units.chain(cities) {
            if !seen.contains(&(relation, node)) {
                let key = format!("{:06}", seen.len());
                seen.push((relation, node));
                found.add(relation, key, node, own.iter());
            }
        }
        let plan = self.plan(task.id.plan)?;
        let chapters = plan.iter().flat_map(|plan| &plan.chapters);
        for chapter in chapters.filter(|chapter| chapter.id == task.chapter) {
            let node = NodeId::Chapter(chapter.id);
            found.with_span(Relation::PartOf, "1".to_owned(), node, &chapter.span);
            let sections = chapter.sections.iter();
            for section in sections.filter(|section| Some(section.id) == task.section) {
                let node = NodeId::Section(section.id);
                found.with_span(Relation::PartOf, "2".to_owned(), node, &section.span);
            }
        }
        Ok(())
    }

    /// What a plan, chapter or section is made of, and a part of.
    fn parts_around(&self, node: NodeId, found: &mut Found) -> Result<(), QueryError> {
        let Some(owner) = node.plan_of_outline() else {
            return Ok(());
        };
        let plan = self.plan(owner)?;
        for chapter in plan.iter().flat_map(|plan| &plan.chapters) {
            let key = |level: u8, number: u32| format!("{level}{number:06}");
            let own = NodeId::Chapter(chapter.id);
            if node == NodeId::Plan(owner) {
                let key = key(1, chapter.number);
                found.with_span(Relation::PartOf, key, own, &chapter.span);
            }
            for section in &chapter.sections {
                let part = NodeId::Section(section.id);
                if node == own {
                    let key = key(2, section.number);
                    found.with_span(Relation::PartOf, key, part, &section.span);
                } else if node == part {
                    found.with_span(Relation::PartOf, key(1, 0), own, &chapter.span);
                }
            }
        }
        if node != NodeId::Plan(owner) && plan.is_some() {
            let none = std::iter::empty();
            found.add(Relation::PartOf, "0".to_owned(), NodeId::Plan(owner), none);
        }
        Ok(())
    }
}

/// Neighbours as they are found, each with its place among those of its relation.
#[derive(Default)]
struct Found(Vec<(String, Neighbor)>);

impl Found {
    fn add(
        &mut self,
        relation: Relation,
        key: String,
        node: NodeId,
        tasks: impl Iterator<Item = u32>,
    ) {
        let neighbor = Neighbor {
            node,
            relation,
            tasks: tasks.take(EVIDENCE_TASKS).collect(),
            spans: Vec::new(),
        };
        self.0.push((key, neighbor));
    }

    fn with_span(&mut self, relation: Relation, key: String, node: NodeId, span: &TextSpan) {
        let neighbor = Neighbor {
            node,
            relation,
            tasks: Vec::new(),
            spans: vec![span.clone()],
        };
        self.0.push((key, neighbor));
    }

    fn list(mut self, wanted: Option<&[Relation]>) -> Neighbors {
        let wanted = wanted.unwrap_or(Relation::ALL);
        self.0.retain(|(_, found)| wanted.contains(&found.relation));
        self.0.sort_by(|(one, a), (other, b)| {
            (a.relation, one, a.node).cmp(&(b.relation, other, b.node))
        });
        let mut counts: BTreeMap<Relation, usize> = BTreeMap::new();
        let cap = if wanted.len() == 1 {
            usize::MAX
        } else {
            RELATION_CAP
        };
        let mut items = Vec::new();
        for (key, neighbor) in self.0 {
            let count = counts.entry(neighbor.relation).or_default();
            *count += 1;
            if *count <= cap {
                let key = format!("{:?} {key} {}", neighbor.relation, neighbor.node);
                let rank = Relation::ALL.iter().position(|it| *it == neighbor.relation);
                let position = Position {
                    key: Key::Text(format!("{} {key}", rank.unwrap_or(0))),
                    tie: 0,
                };
                items.push((position, neighbor));
            }
        }
        Neighbors {
            list: SortedList::new(items),
            counts: counts.into_iter().collect(),
        }
    }
}
