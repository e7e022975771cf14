//! How two things of the graph are tied, and the stretches of text that prove it.

use super::View;
use crate::model::{CityId, NodeId, Role, Task, TextSpan, Via};

/// How two things are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// A unit leads a task, or some task of a chapter, section or plan.
    Leads,
    /// A unit is responsible for it beside others.
    Shares,
    /// A unit supports it.
    Supports,
    /// A task is assigned to the government of a division.
    AssignedTo,
    /// A task names a division in its text.
    Mentions,
    /// One is a part of the other.
    PartOf,
    /// One unit came after the other in a reorganisation.
    Succeeds,
    /// Two units have parts in the same tasks.
    Collaborates,
}

impl Relation {
    /// Every relation, in the order in which neighbours are listed.
    pub const ALL: &[Self] = &[
        Self::Leads,
        Self::Shares,
        Self::Supports,
        Self::AssignedTo,
        Self::Mentions,
        Self::PartOf,
        Self::Succeeds,
        Self::Collaborates,
    ];

    /// What a role makes of a unit and a task.
    #[must_use]
    pub fn of_role(role: Role) -> Self {
        match role {
            Role::Lead => Self::Leads,
            Role::Responsible => Self::Shares,
            Role::Supporting => Self::Supports,
        }
    }

    /// The role that makes this relation; `None` for one that no role makes.
    #[must_use]
    pub fn role(self) -> Option<Role> {
        match self {
            Self::Leads => Some(Role::Lead),
            Self::Shares => Some(Role::Responsible),
            Self::Supports => Some(Role::Supporting),
            _ => None,
        }
    }

    /// How a way of naming a division ties it to a task.
    #[must_use]
    pub fn of_via(via: Via) -> Self {
        match via {
            Via::Assigned => Self::AssignedTo,
            Via::Mentioned => Self::Mentions,
        }
    }
}

impl View {
    /// The stretches of a task's text that name `node`: a unit in its assignments by statement, rule or correction, only in
    /// the role that `relation` asks for; a division or one within it.
    #[must_use]
    pub fn naming<'t>(
        &self,
        task: &'t Task,
        node: NodeId,
        relation: Option<Relation>,
    ) -> Vec<&'t TextSpan> {
        match node {
            NodeId::Unit(unit) => {
                let role = relation.and_then(Relation::role);
                let own = task.parts().filter(|part| part.unit == unit);
                let own = own.filter(|part| role.is_none_or(|role| part.role == role));
                own.map(|part| &part.span).collect()
            }
            NodeId::City(city) => {
                let own = task.cities.iter().filter(|link| {
                    self.lies_within(link.city, city)
                        && relation.is_none_or(|wanted| match wanted {
                            Relation::AssignedTo => link.via == Via::Assigned,
                            Relation::Mentions => link.via == Via::Mentioned,
                            _ => true,
                        })
                });
                own.map(|link| &link.span).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a division is the other one or lies in it.
    pub(super) fn lies_within(&self, city: CityId, outer: CityId) -> bool {
        city == outer || self.gazetteer().ancestors(city).any(|above| above == outer)
    }
}
