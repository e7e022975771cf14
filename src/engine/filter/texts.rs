//! What a filter asks of tasks beside their packed rows: texts, titles and the ends of deadlines.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::Arc;

use crate::engine::{QueryError, View};
use crate::model::Task;
use crate::store::PlanEntry;
use crate::text::fold::fold;

/// What the packed rows of one plan do not hold of its tasks, read when a test first wants it.
pub(super) struct Texts<'a> {
    view: &'a View,
    entry: &'a PlanEntry,
    /// The folded texts of each task.
    folded: OnceCell<Vec<Vec<String>>>,
    /// The numbers of the tasks that have a deadline without an end.
    ongoing: OnceCell<HashSet<u32>>,
}

impl<'a> Texts<'a> {
    /// Those of a plan, of which nothing is read yet.
    pub(super) fn of(view: &'a View, entry: &'a PlanEntry) -> Self {
        Self {
            view,
            entry,
            folded: OnceCell::new(),
            ongoing: OnceCell::new(),
        }
    }

    /// Whether the text, or the title of chapter, section or a heading, of task `number` contains `wanted`.
    pub(super) fn contain(&self, number: u32, wanted: &str) -> Result<bool, QueryError> {
        if self.folded.get().is_none() {
            let _first = self.folded.set(self.read()?);
        }
        let texts = self
            .folded
            .get()
            .and_then(|folded| folded.get((number - 1) as usize));
        Ok(texts.is_some_and(|texts| texts.iter().any(|text| text.contains(wanted))))
    }

    /// Whether a deadline of task `number` has no end.
    pub(super) fn is_ongoing(&self, number: u32) -> Result<bool, QueryError> {
        if self.ongoing.get().is_none() {
            let tasks = self.tasks()?.into_iter();
            let ongoing =
                tasks.filter(|task| task.deadlines.iter().any(|deadline| deadline.is_ongoing));
            let _first = self.ongoing.set(ongoing.map(|task| task.number).collect());
        }
        Ok(self
            .ongoing
            .get()
            .is_some_and(|ongoing| ongoing.contains(&number)))
    }

    fn tasks(&self) -> Result<Vec<Arc<Task>>, QueryError> {
        let ordinals: Vec<_> = self.entry.ordinals().collect();
        self.view.readable_tasks(&ordinals)
    }

    fn read(&self) -> Result<Vec<Vec<String>>, QueryError> {
        let plan = self.view.plan(self.entry.id)?;
        let titles = |task: &Task| {
            let chapter = plan
                .iter()
                .flat_map(|plan| &plan.chapters)
                .find(|chapter| chapter.id == task.chapter);
            let section = chapter
                .iter()
                .flat_map(|chapter| &chapter.sections)
                .find(|section| Some(section.id) == task.section);
            [
                chapter.map(|chapter| fold(&chapter.title)),
                section.map(|section| fold(&section.title)),
            ]
        };
        let mut folded = vec![Vec::new(); self.entry.task_count as usize];
        for task in self.tasks()? {
            let Some(texts) = folded.get_mut((task.number - 1) as usize) else {
                continue;
            };
            texts.push(fold(&task.text));
            texts.extend(titles(&task).into_iter().flatten());
            texts.extend(task.headings.iter().map(|heading| fold(&heading.title)));
        }
        Ok(folded)
    }
}
