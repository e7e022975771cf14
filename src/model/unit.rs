//! Units: the bodies that lead and share tasks.

use super::words::words;
use super::{CityId, Date, PlanId, UnitId};

/// What kind of body a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnitKind {
    /// 厅、委 of the government.
    Department,
    /// 局.
    Bureau,
    /// 办公厅、办.
    Office,
    /// 院、所、学校.
    Institution,
    /// 公司、银行.
    Enterprise,
    /// 供销社、农信联社.
    Cooperative,
    /// 总工会、妇联、团省委、科协.
    MassOrganization,
    /// A body of the Party.
    PartyBody,
    /// A local government or the place that stands for it.
    LocalGovernment,
    /// …成员单位.
    Group,
    /// An unnamed body: 相关各市, 省委有关部门.
    Placeholder,
    /// Anything else.
    Other,
}

words! {
    UnitKind {
        Department = "DEPARTMENT",
        Bureau = "BUREAU",
        Office = "OFFICE",
        Institution = "INSTITUTION",
        Enterprise = "ENTERPRISE",
        Cooperative = "COOPERATIVE",
        MassOrganization = "MASS_ORGANIZATION",
        PartyBody = "PARTY_BODY",
        LocalGovernment = "LOCAL_GOVERNMENT",
        Group = "GROUP",
        Placeholder = "PLACEHOLDER",
        Other = "OTHER",
    }
}

/// A body within a jurisdiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// The form that notices print, prefix restored, second name plate taken off: 省农委.
    pub name: String,
    /// The official name in full; `None` when the gazetteer has none.
    pub full_name: Option<String>,
    /// Official names, second name plates and short forms, each once.
    pub aliases: Vec<String>,
    /// What kind of body it is.
    pub kind: UnitKind,
    /// The division whose body it is; `None` only for enterprises, schools and the like of no level.
    pub jurisdiction: Option<CityId>,
    /// The division that it governs, for a local government.
    pub city: Option<CityId>,
    /// The plan that it belongs to, for placeholders and groups.
    pub plan: Option<PlanId>,
}

/// What became of a unit in a reorganisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnitChangeKind {
    /// 更名.
    Renamed,
    /// 合并: several became one.
    Merged,
    /// 分设: one became several.
    Split,
    /// 划转: duties went over.
    Transferred,
    /// 组建.
    Established,
    /// 撤销.
    Abolished,
}

words! {
    UnitChangeKind {
        Renamed = "RENAMED",
        Merged = "MERGED",
        Split = "SPLIT",
        Transferred = "TRANSFERRED",
        Established = "ESTABLISHED",
        Abolished = "ABOLISHED",
    }
}

/// A step from one unit to another in a reorganisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitChange {
    /// The earlier unit.
    pub from: UnitId,
    /// The later unit.
    pub to: UnitId,
    /// What happened.
    pub kind: UnitChangeKind,
    /// The day; where the source says “by this date”, the end of the reform's term, by which it was in force.
    pub date: Date,
    /// Where this is from, and what the date means.
    pub source: String,
}
