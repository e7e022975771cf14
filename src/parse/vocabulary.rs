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

/// What a body does, before the word for a body in a label: 牵头单位. Longest first where one begins another.
pub(super) const LABEL_ROLES: &[(&str, Slot)] = &[
    ("牵头责任", Slot::Bodies(Role::Lead)),
    ("牵头负责", Slot::Bodies(Role::Lead)),
    ("责任牵头", Slot::Bodies(Role::Lead)),
    ("总牵头", Slot::Bodies(Role::Lead)),
    ("主牵头", Slot::Bodies(Role::Lead)),
    ("主要牵头", Slot::Bodies(Role::Lead)),
    ("牵头主办", Slot::Bodies(Role::Lead)),
    ("牵头抓总", Slot::Bodies(Role::Lead)),
    ("牵头", Slot::Bodies(Role::Lead)),
    ("第一责任", Slot::Bodies(Role::Lead)),
    ("第一牵头", Slot::Bodies(Role::Lead)),
    ("主办", Slot::Bodies(Role::Lead)),
    ("主抓", Slot::Bodies(Role::Lead)),
    ("主责", Slot::Bodies(Role::Lead)),
    ("汇总", Slot::Bodies(Role::Lead)),
    ("主要责任", Slot::MainlyResponsible),
    ("主要负责", Slot::MainlyResponsible),
    ("配合责任", Slot::Bodies(Role::Supporting)),
    ("责任配合", Slot::Bodies(Role::Supporting)),
    ("协同配合", Slot::Bodies(Role::Supporting)),
    ("配合协同", Slot::Bodies(Role::Supporting)),
    ("协办配合", Slot::Bodies(Role::Supporting)),
    ("配合", Slot::Bodies(Role::Supporting)),
    ("协办", Slot::Bodies(Role::Supporting)),
    ("参加", Slot::Bodies(Role::Supporting)),
    ("参与", Slot::Bodies(Role::Supporting)),
    ("协同", Slot::Bodies(Role::Supporting)),
    ("协作", Slot::Bodies(Role::Supporting)),
    ("协助", Slot::Bodies(Role::Supporting)),
    ("支持", Slot::Bodies(Role::Supporting)),
    ("会办", Slot::Bodies(Role::Supporting)),
    ("指导", Slot::Bodies(Role::Supporting)),
    ("督促", Slot::Bodies(Role::Supporting)),
    // Whoever only watches what others do has no part in it.
    ("督导", Slot::Persons),
    ("督办", Slot::Persons),
    ("督查", Slot::Persons),
    ("监督", Slot::Persons),
    ("考核", Slot::Persons),
    ("验收", Slot::Persons),
    ("联系", Slot::Persons),
    ("其他责任", Slot::Bodies(Role::Responsible)),
    ("具体责任", Slot::Bodies(Role::Responsible)),
    ("具体负责", Slot::Bodies(Role::Responsible)),
    ("具体承办", Slot::Bodies(Role::Responsible)),
    ("第二责任", Slot::Bodies(Role::Responsible)),
    ("属地责任", Slot::Bodies(Role::Responsible)),
    ("责任落实", Slot::Bodies(Role::Responsible)),
    ("责任", Slot::Bodies(Role::Responsible)),
    ("负责", Slot::Bodies(Role::Responsible)),
    ("承办", Slot::Bodies(Role::Responsible)),
    ("承担", Slot::Bodies(Role::Responsible)),
    ("完成", Slot::Bodies(Role::Responsible)),
    ("落实", Slot::Bodies(Role::Responsible)),
    ("实施", Slot::Bodies(Role::Responsible)),
    ("执行", Slot::Bodies(Role::Responsible)),
    ("主管", Slot::Bodies(Role::Responsible)),
];

/// The word for a body in a label, longest first where one begins another. A label may do without: 牵头：省农委.
pub(super) const LABEL_NOUNS: &[&str] = &[
    "单位和部门",
    "单位及部门",
    "单位、部门",
    "单位或部门",
    "单位/部门",
    "单位和个人",
    "单位名称",
    "单位",
    "部门和单位",
    "部门及单位",
    "部门、单位",
    "部门或单位",
    "部门/单位",
    "部门单位",
    "部门",
    "处室",
    "科室",
    "股室",
    "司局",
    "机构",
    "机关",
    "主体",
    "地区",
    "县市区",
    "县区",
    "市县",
    "旗县",
    "盟市",
    "园区",
    "街道",
    "街镇",
    "市州",
    "市",
    "县",
    "区",
    "乡镇",
    "镇街",
    "",
];

/// Roles that make a label without a word for bodies: 牵头：省农委.
pub(super) const BARE_LABELS: &[&str] = &["牵头", "配合", "责任", "负责", "主办", "协办", "参与"];

/// Labels of lists whose verbs tell the roles: 部门分工：省发展改革委牵头，各地配合.
pub(super) const DIVISION_LABELS: &[&str] = &[
    "部门分工",
    "责任分工",
    "职责分工",
    "任务分工",
    "工作分工",
    "单位分工",
    "分工",
];

/// Whom a label of persons names: these before one of [`PERSON_NOUNS`].
pub(super) const PERSON_HEADS: &[&str] = &[
    "牵头",
    "协同",
    "责任",
    "分管",
    "协管",
    "联系",
    "包联",
    "挂钩",
    "挂点",
    "挂联",
    "挂包",
    "挂帮",
    "包案",
    "包片",
    "领衔",
    "主管",
    "主要",
    "第一",
    "督导",
    "包保",
    "挂牌",
    "配合",
    "负责",
    "包抓",
    "常务",
    "具体",
    "直接",
    "县处级",
    "带队",
    "分管联系",
    "市级",
    "县级",
    "区级",
    "省级",
    "市",
    "县",
    "区",
    "省",
    "州",
    "",
];

/// Words for persons in labels.
pub(super) const PERSON_NOUNS: &[&str] = &[
    "省领导",
    "市领导",
    "县领导",
    "区领导",
    "州领导",
    "省级领导",
    "市级领导",
    "县级领导",
    "区级领导",
    "政府分管领导",
    "市政府分管领导",
    "区政府分管领导",
    "县政府分管领导",
    "省政府分管领导",
    "市政府领导",
    "县政府领导",
    "区政府领导",
    "省委领导",
    "市委领导",
    "县委领导",
    "区委领导",
    "省委常委",
    "市委常委",
    "县委常委",
    "区委常委",
    "省长",
    "市长",
    "县长",
    "区长",
    "州长",
    "盟长",
    "旗长",
    "主席",
    "专员",
    "副省长",
    "副市长",
    "副县长",
    "副区长",
    "副州长",
    "副盟长",
    "副旗长",
    "副主席",
    "副专员",
    "副秘书长",
    "秘书长",
    "责任人",
    "责任领导",
    "负责人",
    "负责同志",
    "领导",
];

/// Persons whom a label names beside the bodies: 责任单位及责任人.
pub(super) const JOINED_PERSONS: &[&str] = &[
    "责任人",
    "负责人",
    "责任领导",
    "分管领导",
    "主要负责人",
    "具体负责人",
    "具体责任人",
    "联系人",
];

/// Labels of whom to ask. Alone they state nothing.
pub(super) const CONTACTS: &[&str] =
    &["联系人", "联络员", "经办人", "联系电话", "联系方式", "电话"];

/// Words before a label that only say of which level: 市级牵头单位.
pub(super) const LABEL_LEVELS: &[&str] = &[
    "省市", "市直", "省直", "县直", "区直", "州直", "市级", "省级", "县级", "区级", "州级", "国家",
    "市", "省", "县", "区", "州",
];

/// Verbs that close a list and give all of it a role: A、B按职责分工负责. The phrase that closes a list is made of
/// these and of [`VERB_TRIMMINGS`]; of several verbs a leading one counts before a supporting one and that before the
/// rest.
pub(super) const VERBS: &[(&str, Role)] = &[
    ("牵头", Role::Lead),
    ("主办", Role::Lead),
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
    ("给予支持", Role::Supporting),
    ("予以支持", Role::Supporting),
    ("支持", Role::Supporting),
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

/// 等, which declares a list open.
pub(super) const OPEN: char = '等';

/// What may stand between 等 and the end of a list: 等部门, 等有关单位, 等8个部门.
pub(super) const GENERIC_BODIES: &[&str] = &[
    "部门",
    "单位",
    "有关",
    "相关",
    "各有关",
    "各相关",
    "各",
    "责任",
    "成员",
    "市直",
    "省直",
    "县直",
    "区直",
    "省级",
    "市级",
    "县级",
    "中央",
    "国务院",
    "地区",
    "地方",
    "地",
    "机构",
    "机关",
    "方面",
    "企业",
    "省有关",
    "市有关",
    "县有关",
    "区有关",
    "州有关",
    "省相关",
    "市相关",
    "部委",
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
];
