//! The words of responsibility: labels and verbs with the role they give.

use crate::model::Role;

/// What the words after a label are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// Bodies in this role.
    Bodies(Role),
    /// Bodies that lead where others are responsible beside them, and are responsible themselves otherwise.
    MainlyResponsible,
    /// Persons: no bodies.
    Persons,
    /// When the task is due.
    Deadline,
}

/// Labels that open a list, longest first where one begins another.
pub(super) const LABELS: &[(&str, Slot)] = &[
    ("牵头责任单位", Slot::Bodies(Role::Lead)),
    ("牵头单位", Slot::Bodies(Role::Lead)),
    ("牵头部门", Slot::Bodies(Role::Lead)),
    ("第一责任单位", Slot::Bodies(Role::Lead)),
    ("主办单位", Slot::Bodies(Role::Lead)),
    ("主责单位", Slot::Bodies(Role::Lead)),
    ("汇总单位", Slot::Bodies(Role::Lead)),
    ("主要责任单位", Slot::MainlyResponsible),
    ("责任单位", Slot::Bodies(Role::Responsible)),
    ("责任部门", Slot::Bodies(Role::Responsible)),
    ("负责单位", Slot::Bodies(Role::Responsible)),
    ("承办单位", Slot::Bodies(Role::Responsible)),
    ("落实单位", Slot::Bodies(Role::Responsible)),
    ("其他责任单位", Slot::Bodies(Role::Responsible)),
    ("配合单位", Slot::Bodies(Role::Supporting)),
    ("配合部门", Slot::Bodies(Role::Supporting)),
    ("协办单位", Slot::Bodies(Role::Supporting)),
    ("参加单位", Slot::Bodies(Role::Supporting)),
    ("参与单位", Slot::Bodies(Role::Supporting)),
    ("协同单位", Slot::Bodies(Role::Supporting)),
    ("协作单位", Slot::Bodies(Role::Supporting)),
    ("牵头领导", Slot::Persons),
    ("协同领导", Slot::Persons),
    ("责任领导", Slot::Persons),
    ("分管领导", Slot::Persons),
    ("分管省领导", Slot::Persons),
    ("分管市领导", Slot::Persons),
    ("分管副省长", Slot::Persons),
    ("协管副秘书长", Slot::Persons),
    ("第一责任人", Slot::Persons),
    ("责任人", Slot::Persons),
    ("完成时限", Slot::Deadline),
    ("完成时间", Slot::Deadline),
    ("完成期限", Slot::Deadline),
    ("时限要求", Slot::Deadline),
    ("时间要求", Slot::Deadline),
    ("时间节点", Slot::Deadline),
    ("工作时限", Slot::Deadline),
];

/// Verbs that close a list and give all of it a role: A、B按职责分工负责. Longest first where one ends another.
pub(super) const CLOSING_VERBS: &[(&str, Role)] = &[
    ("牵头负责", Role::Lead),
    ("牵头", Role::Lead),
    ("按照职责分工负责", Role::Responsible),
    ("按职责分工负责", Role::Responsible),
    ("按职责分工落实", Role::Responsible),
    ("分别负责", Role::Responsible),
    ("共同负责", Role::Responsible),
    ("负责落实", Role::Responsible),
    ("负责", Role::Responsible),
    ("配合", Role::Supporting),
    ("参与", Role::Supporting),
    ("协助", Role::Supporting),
];

/// The verb between those who help and the body that they help: A、B等配合C落实.
pub(super) const ASSIST: &str = "配合";

/// What the helped body does, longest first where one ends another.
pub(super) const ASSISTED_VERBS: &[&str] = &[
    "组织落实",
    "贯彻落实",
    "抓好落实",
    "做好落实",
    "负责落实",
    "落实",
    "组织实施",
    "实施",
    "推进",
    "开展",
];

/// The word between the body that leads and those that act with it: A会同B.
pub(super) const JOINTLY: &str = "会同";

/// 等, which declares a list open.
pub(super) const OPEN: char = '等';

/// What may stand between 等 and the end of a list: 等部门, 等有关单位.
pub(super) const GENERIC_BODIES: &[&str] = &["部门", "单位", "有关", "相关", "各有关", "各相关"];

/// Conjunctions that join the last two bodies of a list, and stand in names as well (省经济和信息化委).
pub(super) const CONJUNCTIONS: &[&str] = &["以及", "和", "及", "与"];

/// Characters that close a body's name.
pub(super) const NAME_ENDS: &str = "厅局委办部院社行司会府市县区州校团队站心位所处门）";

/// What opens the name of a body after a conjunction.
pub(super) const NAME_STARTS: &[&str] = &[
    "省", "市", "自治", "州", "县", "区", "各", "有关", "相关", "国家", "中央",
];
