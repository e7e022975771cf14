//! The packed links of one plan: which unit, city, chapter and indicator belongs to which task, and back.

use std::collections::HashMap;

use crate::model::{
    Basis, ChapterId, CityId, Comparator, Date, Facts, Indicator, IndicatorKind, Role, SectionId,
    TaskId, UnitId, Via,
};

/// A unit's part in a task, by the unit's place in [`Segment::units`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Link {
    /// Index into [`Segment::units`].
    pub unit: u32,
    /// Its role.
    pub role: Role,
    /// What the role rests on.
    pub basis: Basis,
}

/// A city's tie to a task, by the city's place in [`Segment::cities`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Index into [`Segment::cities`].
    pub city: u32,
    /// How it is tied.
    pub via: Via,
}

/// What filters, orders and counts need of an indicator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IndicatorRow {
    /// What kind of quantity it is.
    pub kind: IndicatorKind,
    /// The value without its scale; `None` without a figure.
    pub normalized_value: Option<f64>,
    /// How value and reality are compared.
    pub comparator: Comparator,
    /// Whether it binds.
    pub is_binding: bool,
    /// First year; `None` for a target year.
    pub period_start: Option<u16>,
    /// Last or target year.
    pub period_end: Option<u16>,
}

impl IndicatorRow {
    /// What is needed of an indicator.
    #[must_use]
    pub fn of(indicator: &Indicator) -> Self {
        Self {
            kind: indicator.kind,
            normalized_value: indicator.normalized_value,
            comparator: indicator.comparator,
            is_binding: indicator.is_binding,
            period_start: indicator.period_start,
            period_end: indicator.period_end,
        }
    }
}

/// What filters, orders and counts need of a task. The row of task `number` stands at `number - 1`.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskRow {
    /// Its id.
    pub id: TaskId,
    /// Index into [`Segment::chapters`].
    pub chapter: u32,
    /// Index into [`Segment::sections`].
    pub section: Option<u32>,
    /// Each unit's parts, every combination once, in the order of the document.
    pub links: Vec<Link>,
    /// Each city's ties, every combination once, in the order of the document.
    pub places: Vec<Place>,
    /// Its indicators, in the order of the task's own list.
    pub indicators: Vec<IndicatorRow>,
    /// The earliest dated deadline.
    pub due: Option<Date>,
    /// Whether it has any deadline, dated or not.
    pub has_deadline: bool,
}

impl TaskRow {
    /// Its units' parts by statement, rule or correction.
    pub fn parts(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(|link| link.basis.counts())
    }

    /// Whether it has a lead by statement, rule or correction.
    #[must_use]
    pub fn has_lead(&self) -> bool {
        self.parts().any(|link| link.role == Role::Lead)
    }

    /// Number of distinct units that have a part by statement, rule or correction.
    #[must_use]
    pub fn unit_count(&self) -> usize {
        let mut units: Vec<u32> = self.parts().map(|link| link.unit).collect();
        units.sort_unstable();
        units.dedup();
        units.len()
    }
}

/// The packed links of one plan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Segment {
    /// Chapters in order.
    pub chapters: Vec<ChapterId>,
    /// Sections of all chapters in order.
    pub sections: Vec<SectionId>,
    /// Units in the order of first mention.
    pub units: Vec<UnitId>,
    /// Cities in the order of first mention.
    pub cities: Vec<CityId>,
    /// Tasks in order.
    pub tasks: Vec<TaskRow>,
    /// For each unit the numbers of its tasks, ascending.
    pub tasks_of_units: Vec<Vec<u32>>,
    /// For each city the numbers of its tasks, ascending.
    pub tasks_of_cities: Vec<Vec<u32>>,
}

impl Segment {
    /// The links of a plan that has just been read.
    #[must_use]
    pub fn of(facts: &Facts) -> Self {
        let mut segment = Self::default();
        let mut sections = HashMap::new();
        let mut chapters = HashMap::new();
        for chapter in &facts.plan.chapters {
            chapters.insert(chapter.id, index_of(&segment.chapters));
            segment.chapters.push(chapter.id);
            for section in &chapter.sections {
                sections.insert(section.id, index_of(&segment.sections));
                segment.sections.push(section.id);
            }
        }
        let mut units = Interner::default();
        let mut cities = Interner::default();
        for task in &facts.tasks {
            let mut row = TaskRow {
                id: task.id,
                chapter: chapters.get(&task.chapter).copied().unwrap_or(0),
                section: task
                    .section
                    .and_then(|section| sections.get(&section).copied()),
                links: Vec::new(),
                places: Vec::new(),
                indicators: Vec::new(),
                due: task
                    .deadlines
                    .iter()
                    .filter_map(|deadline| deadline.date)
                    .min(),
                has_deadline: !task.deadlines.is_empty(),
            };
            for assignment in &task.assignments {
                let unit = units.place(assignment.unit);
                push_once(
                    &mut row.links,
                    Link {
                        unit,
                        role: assignment.role,
                        basis: assignment.basis,
                    },
                );
                push_number(&mut segment.tasks_of_units, unit, task.number);
            }
            for link in &task.cities {
                let city = cities.place(link.city);
                push_once(
                    &mut row.places,
                    Place {
                        city,
                        via: link.via,
                    },
                );
                push_number(&mut segment.tasks_of_cities, city, task.number);
            }
            for indicator in &task.indicators {
                row.indicators.push(IndicatorRow::of(indicator));
            }
            segment.tasks.push(row);
        }
        segment.units = units.items;
        segment.cities = cities.items;
        segment
    }

    /// The row of task `number`, from 1.
    #[must_use]
    pub fn task(&self, number: u32) -> Option<&TaskRow> {
        self.tasks.get(number.checked_sub(1)? as usize)
    }

    /// The number of a task of this plan.
    #[must_use]
    pub fn number_of(&self, task: TaskId) -> Option<u32> {
        let index = self.tasks.iter().position(|row| row.id == task)?;
        u32::try_from(index + 1).ok()
    }

    /// The unit of a part.
    #[must_use]
    pub fn unit_of(&self, link: &Link) -> Option<UnitId> {
        self.units.get(link.unit as usize).copied()
    }

    /// The units that have a part in a task by statement, rule or correction, with the role of each part.
    pub fn parts_of(&self, row: &TaskRow) -> impl Iterator<Item = (UnitId, Role)> {
        row.parts()
            .filter_map(|link| Some((self.unit_of(link)?, link.role)))
    }

    /// The city of a tie.
    #[must_use]
    pub fn city_of(&self, place: &Place) -> Option<CityId> {
        self.cities.get(place.city as usize).copied()
    }

    /// The chapter of a task.
    #[must_use]
    pub fn chapter_of(&self, row: &TaskRow) -> Option<ChapterId> {
        self.chapters.get(row.chapter as usize).copied()
    }

    /// The section of a task; `None` for one outside sections.
    #[must_use]
    pub fn section_of(&self, row: &TaskRow) -> Option<SectionId> {
        self.sections.get(row.section? as usize).copied()
    }

    /// The index of a unit in [`Segment::units`].
    #[must_use]
    pub fn unit(&self, unit: UnitId) -> Option<u32> {
        position(&self.units, &unit)
    }

    /// The index of a city in [`Segment::cities`].
    #[must_use]
    pub fn city(&self, city: CityId) -> Option<u32> {
        position(&self.cities, &city)
    }

    /// Numbers of the tasks in which a unit has a part of this role (any when `None`) and one of these bases, ascending.
    pub fn tasks_of_unit(
        &self,
        unit: UnitId,
        role: Option<Role>,
        basis: &[Basis],
    ) -> impl Iterator<Item = u32> {
        let unit = self.unit(unit);
        numbers(&self.tasks_of_units, unit).filter(move |&number| {
            self.task(number).is_some_and(|row| {
                row.links.iter().any(|link| {
                    Some(link.unit) == unit
                        && role.is_none_or(|role| link.role == role)
                        && basis.contains(&link.basis)
                })
            })
        })
    }

    /// Numbers of the tasks to which a city is tied in this way (any when `None`), ascending.
    pub fn tasks_of_city(&self, city: CityId, via: Option<Via>) -> impl Iterator<Item = u32> {
        let city = self.city(city);
        numbers(&self.tasks_of_cities, city).filter(move |&number| {
            self.task(number).is_some_and(|row| {
                row.places
                    .iter()
                    .any(|place| Some(place.city) == city && via.is_none_or(|via| place.via == via))
            })
        })
    }
}

/// The list at `index`, empty when there is none.
fn numbers(lists: &[Vec<u32>], index: Option<u32>) -> impl Iterator<Item = u32> {
    index
        .and_then(|index| lists.get(index as usize))
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .copied()
}

/// Gives each distinct item its place in the order of first mention.
struct Interner<T> {
    places: HashMap<T, u32>,
    items: Vec<T>,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Self {
            places: HashMap::new(),
            items: Vec::new(),
        }
    }
}

impl<T: Copy + Eq + std::hash::Hash> Interner<T> {
    fn place(&mut self, item: T) -> u32 {
        *self.places.entry(item).or_insert_with(|| {
            self.items.push(item);
            index_of(&self.items) - 1
        })
    }
}

/// The index that the next item of `items` will have.
fn index_of<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}

fn position<T: PartialEq>(items: &[T], item: &T) -> Option<u32> {
    let index = items.iter().position(|other| other == item)?;
    u32::try_from(index).ok()
}

fn push_once<T: PartialEq>(items: &mut Vec<T>, item: T) {
    if !items.contains(&item) {
        items.push(item);
    }
}

fn push_number(lists: &mut Vec<Vec<u32>>, index: u32, number: u32) {
    let index = index as usize;
    if lists.len() <= index {
        lists.resize_with(index + 1, Vec::new);
    }
    if let Some(list) = lists.get_mut(index)
        && list.last() != Some(&number)
    {
        list.push(number);
    }
}
