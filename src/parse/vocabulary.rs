//! The words of responsibility: verbs with the role they give, and what stands around the names of a list.

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

/// Verbs that close a list and give all of it a role: A、B按职责分工负责. The phrase that closes a list is made of
/// these and of [`VERB_TRIMMINGS`]; of several verbs a leading one counts before a supporting one and that before the
/// rest.
pub(super) const VERBS: &[(&str, Role)] = &[
    ("牵头", Role::Lead),
    ("主办", Role::Lead),
    ("主责", Role::Lead),
    ("总牵头", Role::Lead),
    ("为主", Role::Lead),
    ("为牵头单位", Role::Lead),
    ("为牵头部门", Role::Lead),
    ("为牵头责任单位", Role::Lead),
    ("为责任单位", Role::Responsible),
    ("为责任主体", Role::Responsible),
    ("为责任部门", Role::Responsible),
    ("为配合单位", Role::Supporting),
    ("为配合部门", Role::Supporting),
    ("配合", Role::Supporting),
    ("参与", Role::Supporting),
    ("参加", Role::Supporting),
    ("协助", Role::Supporting),
    ("协同", Role::Supporting),
    ("协办", Role::Supporting),
    ("会办", Role::Supporting),
    ("给予支持", Role::Supporting),
    ("予以支持", Role::Supporting),
    ("支持", Role::Supporting),
    ("保障资金", Role::Supporting),
    ("指导", Role::Supporting),
    ("督促", Role::Supporting),
    ("负责", Role::Responsible),
    ("承担", Role::Responsible),
    ("承办", Role::Responsible),
    ("办理", Role::Responsible),
    ("制定", Role::Responsible),
    ("研究制定", Role::Responsible),
    ("研究提出", Role::Responsible),
    ("推进", Role::Responsible),
    ("落实", Role::Responsible),
    ("实施", Role::Responsible),
    ("组织实施", Role::Responsible),
    ("具体实施", Role::Responsible),
    ("组织落实", Role::Responsible),
    ("各负其责", Role::Responsible),
    ("落实主体责任", Role::Responsible),
    ("落实属地责任", Role::Responsible),
    ("落实属地管理责任", Role::Responsible),
    ("承担主体责任", Role::Responsible),
    ("负主体责任", Role::Responsible),
    ("负总责", Role::Lead),
    ("负主责", Role::Lead),
    ("负主要责任", Role::Lead),
    ("总负责", Role::Lead),
];

/// Words that may stand before, between and after [`VERBS`].
pub(super) const VERB_TRIMMINGS: &[&str] = &[
    "按照各自职责分工",
    "按照各自职责",
    "按各自职责分工",
    "按各自职责",
    "根据职责分工",
    "根据各自职责",
    "依据职责分工",
    "依职责分工",
    "依职责",
    "按照职责分工",
    "按照职能分工",
    "按照职责",
    "按照分工",
    "结合实际",
    "结合职责",
    "结合职能",
    "按职责分工",
    "按职能分工",
    "按职责",
    "按职能",
    "按分工",
    "按权限",
    "分工",
    "分别",
    "分头",
    "共同",
    "联合",
    "具体",
    "统筹",
    "统一",
    "积极",
    "密切",
    "全力",
    "主动",
    "做好",
    "抓好",
    "加强",
    "加大",
    "认真",
    "贯彻",
    "推进",
    "推动",
    "跟踪",
    "监测",
    "组织",
    "协调",
    "完成",
    "实施",
    "开展",
    "工作",
    "研究",
    "研究提出",
    "研究制定",
    "提出",
    "制定",
    "具体办法",
    "具体措施",
    "具体方案",
    "实施方案",
    "工作方案",
    "方案",
    "办法",
    "意见",
    "给予",
    "予以",
    "提供",
    "资金",
    "技术",
    "政策",
    "并",
];

/// What closes a list of those who see to it that others act together, where no other verb says what they do:
/// 省发展改革委统筹, but 各县统筹落实. Longest first.
pub(super) const COORDINATING: &[&str] = &[
    "统筹协调",
    "统筹安排",
    "统筹调度",
    "综合协调",
    "总体协调",
    "牵头抓总",
    "统筹",
    "抓总",
];

/// The verb between those who help and the body that they help: A、B等配合C落实.
pub(super) const ASSIST: &[&str] = &["配合", "协助"];

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
    "做好相关工作",
    "做好工作",
];

/// The words between the body that leads and those that act with it: A会同B.
pub(super) const JOINTLY: &[&str] = &["会同", "商请", "联合"];

/// The character between the body that acts and those that it asks: 财政部商发展改革委.
pub(super) const CONSULTS: char = '商';

/// What stands where nobody is named: 配合单位：无, and in an empty cell.
pub(super) const NOTHING: &[&str] = &["", "-", "—", "——", "/", "／", "无", "–", "－"];

/// 等, which declares a list open.
pub(super) const OPEN: char = '等';

/// What may stand between 等 and the end of a list: 等部门, 等有关单位, 等8个部门, 等县（市、区）.
pub(super) const GENERIC_BODIES: &[&str] = &[
    "部门",
    "单位",
    "有关",
    "相关",
    "各",
    "责任",
    "成员",
    "中央",
    "国务院",
    "地区",
    "地方",
    "地",
    "机构",
    "机关",
    "方面",
    "企业",
    "高校",
    "院校",
    "金融机构",
    "部委",
    "街道",
    "园区",
    "重点",
    "人民政府",
    "政府",
    "省",
    "市",
    "县",
    "区",
    "州",
    "盟",
    "旗",
    "乡",
    "镇",
    "直",
    "级",
    "（",
    "）",
    "(",
    ")",
    "和",
    "及",
    "、",
    "个",
    "家",
    "多",
];

/// Conjunctions that join the last two bodies of a list, and stand in names as well (省经济和信息化委).
pub(super) const CONJUNCTIONS: &[&str] = &["以及", "和", "及", "与", "暨", "并"];

/// What opens the name of a body after a conjunction.
pub(super) const NAME_STARTS: &[&str] = &[
    "省",
    "市",
    "自治",
    "州",
    "县",
    "区",
    "盟",
    "旗",
    "各",
    "有关",
    "相关",
    "国家",
    "中央",
    "国务院",
    "全国",
    "中国",
    "团",
    "地方",
    "所在",
    "属地",
];

/// Words that open what stands before the first name: 由省农委负责.
pub(super) const LIST_OPENINGS: &[&str] = &["由", "请", "并由", "责成", "以及", "并", "其中"];

/// Words for what is given to the bodies of a list, before its 由: 此项工作由省农委负责.
pub(super) const SPOKEN_OF: &[&str] = &[
    "此项", "该项", "本项", "上述", "以上", "这项", "各项", "具体", "统一", "工作", "任务", "事项",
    "分别",
];
