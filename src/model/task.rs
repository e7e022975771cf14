//! Tasks and what hangs on them.

use super::words::words;
use super::{
    AssignmentId, Basis, ChapterId, CityId, CityLinkId, Deadline, Indicator, SectionId, TaskId,
    TextSpan, UnitId,
};

/// What a unit does for a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// 牵头.
    Lead,
    /// 责任、负责.
    Responsible,
    /// 配合、参与、会同.
    Supporting,
}

words! {
    Role {
        Lead = "LEAD",
        Responsible = "RESPONSIBLE",
        Supporting = "SUPPORTING",
    }
}

impl Role {
    /// What a unit that has it is called.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Lead => "牵头单位",
            Self::Responsible => "责任单位",
            Self::Supporting => "配合单位",
        }
    }
}

/// How a place is tied to a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Via {
    /// A local government in the statement.
    Assigned,
    /// A place named in the task text.
    Mentioned,
}

/// One printed mention of a unit in a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Its id.
    pub id: AssignmentId,
    /// The unit.
    pub unit: UnitId,
    /// Its role.
    pub role: Role,
    /// What the role rests on.
    pub basis: Basis,
    /// Its place in its list, from 1.
    pub position: u32,
    /// The name as printed, second name plate in brackets included.
    pub name_as_written: String,
    /// A qualifying phrase as printed: 等配合省委有关部门落实.
    pub qualifier: Option<String>,
    /// The name; for [`Basis::Inherited`] it lies in the sibling's statement.
    pub span: TextSpan,
    /// The line or clause that the name stands in.
    pub statement_span: TextSpan,
    /// The rule sentence that gave the role.
    pub rule_span: Option<TextSpan>,
}

/// A place tied to a task: the place itself, not its prefecture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CityLink {
    /// Its id.
    pub id: CityLinkId,
    /// The place.
    pub city: CityId,
    /// How it is tied.
    pub via: Via,
    /// Where it is named.
    pub span: TextSpan,
}

/// How strongly a word commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CommitmentStrength {
    /// 确保 必须.
    Must,
    /// 力争 争取.
    Strive,
    /// 加快 推进.
    Advance,
    /// 探索 试行.
    Explore,
    /// 支持 鼓励.
    Support,
}

words! {
    CommitmentStrength {
        Must = "MUST",
        Strive = "STRIVE",
        Advance = "ADVANCE",
        Explore = "EXPLORE",
        Support = "SUPPORT",
    }
}

/// A word of commitment as it stands in a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// The word.
    pub word: String,
    /// How strongly it commits.
    pub strength: CommitmentStrength,
    /// Where it stands.
    pub span: TextSpan,
}

/// A heading between section and task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskHeading {
    /// Its title without marker and final 。.
    pub title: String,
    /// The heading line.
    pub span: TextSpan,
}

/// A block of task text that shares one responsibility statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// Its place in the plan, from 1.
    pub number: u32,
    /// Its chapter.
    pub chapter: ChapterId,
    /// Its section; `None` when it hangs on the chapter itself.
    pub section: Option<SectionId>,
    /// Headings between section and task.
    pub headings: Vec<TaskHeading>,
    /// Run-in heading: 铁路建设.
    pub label: Option<String>,
    /// The text, cleaned, run-in heading included; paragraphs are joined by a line end.
    pub text: String,
    /// First character after indentation and enumerator to last visible character.
    pub span: TextSpan,
    /// One per printed mention, in the order of the document.
    pub assignments: Vec<Assignment>,
    /// Whether 等 closes one of its lists of units.
    pub is_open_list: bool,
    /// Places, in the order of the document.
    pub cities: Vec<CityLink>,
    /// Indicators, in the order of the document.
    pub indicators: Vec<Indicator>,
    /// Deadlines, in the order of the document.
    pub deadlines: Vec<Deadline>,
    /// Words of commitment, in the order of the document.
    pub commitments: Vec<Commitment>,
}

impl Task {
    /// Gives the task and everything that hangs on it the id `id`.
    pub fn rename(&mut self, id: TaskId) {
        self.id = id;
        let (plan, owner) = (id.plan, id.digest);
        for assignment in &mut self.assignments {
            assignment.id = AssignmentId {
                plan,
                owner,
                ..assignment.id
            };
        }
        for link in &mut self.cities {
            link.id = CityLinkId {
                plan,
                owner,
                ..link.id
            };
        }
        for indicator in &mut self.indicators {
            indicator.id.plan = plan;
            indicator.id.owner = owner;
        }
        for deadline in &mut self.deadlines {
            deadline.id.plan = plan;
            deadline.id.owner = owner;
        }
    }

    /// Its assignments by statement, rule or correction.
    pub fn parts(&self) -> impl Iterator<Item = &Assignment> {
        let all = self.assignments.iter();
        all.filter(|assignment| assignment.basis.counts())
    }

    /// Whether a unit has a part in it by statement, rule or correction.
    #[must_use]
    pub fn has_part(&self, unit: UnitId) -> bool {
        self.parts().any(|part| part.unit == unit)
    }

    /// Units that lead by statement, rule or correction, each once.
    #[must_use]
    pub fn leads(&self) -> Vec<UnitId> {
        let mut leads = Vec::new();
        for part in self.parts() {
            if part.role == Role::Lead && !leads.contains(&part.unit) {
                leads.push(part.unit);
            }
        }
        leads
    }
}
