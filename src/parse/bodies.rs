//! Words that are the name of a body, of a person's post, or of a place, by their form alone.

use super::line::{CLOSING, OPENING, ends_with, ends_with_one};

/// Endings of names of bodies.
const ENDS: &[&str] = &[
    "厅",
    "局",
    "委",
    "办",
    "部",
    "院",
    "署",
    "府",
    "会",
    "司",
    "行",
    "社",
    "联",
    "协",
    "团",
    "校",
    "站",
    "所",
    "室",
    "队",
    "处",
    "中心",
    "集团",
    "单位",
    "部门",
    "机关",
    "企业",
    "地区",
    "各地",
    "地方",
    "大学",
    "学院",
    "医院",
    "军区",
    "组织",
    "电网",
    "高校",
    "院校",
    "园区",
    "铁塔",
    "联通",
    "移动",
    "电信",
    "石油",
    "石化",
    "钢",
    "银行",
    "财政",
    "台",
    "馆",
    "办事处",
    "街道",
    "乡镇",
    "镇街",
    "开发区",
    "高新区",
    "新区",
    "示范区",
    "试验区",
    "保税区",
    "景区",
    "总工会",
    "科协",
    "文联",
    "妇联",
    "残联",
    "关工委",
    "机构",
    "方面",
    "库",
    "联社",
    "铁投",
    "城投",
    "指挥部",
    "专班",
    "领导小组",
    "工作组",
    "总公司",
    "公司",
    "工商联",
    "侨联",
    "贸促会",
    "红十字会",
    "海关",
    "海事",
    "民航",
    "供电",
    "烟草",
    "邮政",
    "气象",
    "消防",
    "武警",
    "法院",
    "检察院",
    "基地",
    "协会",
    "商会",
    "联盟",
    "主体",
    "旗县",
    "市县",
    "州市",
    "县区",
    "区县",
    "区市",
    "市区",
    "各市",
    "各县",
    "各区",
    "各州",
    "盟市",
    "乡",
    "镇",
    "市",
    "县",
    "区",
    "州",
    "盟",
    "旗",
    "省",
    "村",
    "管委",
    "总队",
    "总段",
    "支队",
    "大队",
    "分局",
    "分行",
    "支行",
    "学校",
    "产业园",
    "港",
    "港务",
    "机场",
];

/// Words within names that close none, although bodies of other names end like them.
pub(super) const UNFINISHED: &[&str] = &["城乡", "社会", "农村", "人民"];

/// Words of posts that close the name of a person's post.
const POSTS: &[&str] = &[
    "省长",
    "市长",
    "县长",
    "区长",
    "州长",
    "盟长",
    "旗长",
    "镇长",
    "乡长",
    "秘书长",
    "主任",
    "局长",
    "厅长",
    "部长",
    "书记",
    "主席",
    "同志",
    "领导",
    "负责人",
    "责任人",
    "常委",
    "专员",
    "政委",
    "司令员",
    "参谋长",
    "院长",
    "检察长",
    "总经理",
    "董事长",
    "行长",
    "巡视员",
    "调研员",
    "指挥长",
    "组长",
    "路长",
    "河长",
    "总工程师",
];

/// Characters that the name of a body does not hold.
const NO_NAME: [char; 15] = [
    '。', '，', '；', '：', '？', '！', '%', '％', '?', '!', ';', ',', ':', '…', '+',
];

/// Parts of words that say what is done or that nothing is named.
const NO_PARTS: &[&str] = &[
    "的",
    "达到",
    "提高",
    "完善",
    "加强",
    "按照",
    "进一步",
    "确保",
    "实现",
    "通过",
    "应当",
    "作为",
    "参照",
    "依据",
    "”指",
    "负责",
];

/// The longest name of a body, in characters.
const LONGEST: usize = 40;

/// Whether a word says more than a name does: 提高效率的企业.
pub(super) fn says_more(word: &str) -> bool {
    word.contains(NO_NAME) || NO_PARTS.iter().any(|part| word.contains(part))
}

/// Whether a word has the form of a body's name.
pub(super) fn is_body(name: &str) -> bool {
    if name.chars().nth(LONGEST).is_some() {
        return false;
    }
    let name = without_brackets(name);
    name.chars().nth(1).is_some() && (ends_as_body(name) || is_open_name(name)) && !says_more(name)
}

/// Whether a name is that of a body, rather than of whoever is responsible: 各责任单位, 有关方面.
pub(super) fn is_named_body(name: &str) -> bool {
    const GENERIC: &[&str] = &[
        "责任单位",
        "责任部门",
        "牵头单位",
        "牵头部门",
        "配合单位",
        "成员单位",
    ];
    let is_long = name.chars().nth(2).is_some() || SHORT_BODIES.contains(&name);
    // 有关成员单位 names nobody, 国务院医改领导小组成员单位 does.
    let is_group = name.ends_with("成员单位") && name.chars().nth(LONGEST_GENERIC).is_some();
    let is_generic = || !is_group && GENERIC.iter().any(|word| name.ends_with(word));
    is_long && is_body(name) && !is_generic()
}

/// Names of bodies of two characters, the prefix of their level left out, and of all of a level.
const SHORT_BODIES: [&str; 18] = [
    "民委", "妇联", "科协", "文联", "残联", "侨联", "社联", "工会", "编办", "外办", "台办", "农办",
    "各市", "各州", "各县", "各区", "各盟", "各旗",
];

/// The longest name, in characters, of members of a group that is not named.
const LONGEST_GENERIC: usize = 6;

/// Whether a word ends as names of bodies do, however it begins.
pub(super) fn ends_as_body(name: &str) -> bool {
    ends_with_one(name, ENDS)
}

/// Whether a name begins with the word for a level.
pub(super) fn is_leveled(name: &str) -> bool {
    name.starts_with(['省', '市', '县', '区', '州', '各', '自', '盟', '旗'])
}

/// Whether a name ends as names of departments do.
pub(super) fn is_department(name: &str) -> bool {
    name.ends_with(['局', '委', '厅', '办', '部', '府', '室', '会', '队'])
}

/// Names that begin as only bodies do: 团省委, 省税务, 中国铁塔贵州, 兵团第十二师.
fn is_open_name(name: &str) -> bool {
    [
        "国家", "中国", "团省", "团市", "省委", "市委", "国网", "中央", "兵团",
    ]
    .iter()
    .any(|start| name.starts_with(start))
        && name.chars().count() <= 14
}

/// Whether a word names a post rather than a body: 分管副省长.
pub(super) fn is_post(name: &str) -> bool {
    let name = without_brackets(name);
    let says_more = || {
        ["组织领导", "加强", "要"]
            .iter()
            .any(|word| name.contains(word))
    };
    (ends_with_one(name, POSTS) || ends_with(name, "分管")) && !says_more()
}

/// Surnames that few other words begin with.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭\
    陆范汪廖贾夏韦付傅白邹孟熊秦邱尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤马高芮鲍戚殷俞倪窦褚翟骆聂阎庞樊柯耿詹";

/// What begins with a surname and is no name of a person.
const NO_PERSONS: &[&str] = &[
    "高新", "高校", "高速", "高铁", "高教", "任务", "万人", "向社", "白天",
];

/// Whether a word may be the name of a person, or several of them: 李建军, 陈 斌、王勇.
pub(super) fn is_person(name: &str) -> bool {
    name.split(['、', '，', ',']).all(|one| {
        let one: String = one.chars().filter(|c| !c.is_whitespace()).collect();
        (2..=3).contains(&one.chars().count())
            && one.starts_with(|c| SURNAMES.contains(c))
            && one.chars().all(char::is_alphabetic)
            && !NO_PERSONS.iter().any(|word| one.starts_with(word))
            && !is_body(&one)
    })
}

/// Whether a word closes with one of the words for governments that a list of places may share.
pub(super) fn shared_ending(name: &str) -> Option<&'static str> {
    [
        "人民政府（管委会）",
        "政府（管委会）",
        "人民政府(管委会)",
        "政府(管委会)",
        "人民政府",
        "政府",
        "管理委员会",
        "管委会",
        "行政公署",
        "行署",
    ]
    .into_iter()
    .find(|&ending| name.ends_with(ending))
}

/// Endings of names of departments, behind which another name may follow at once.
const DEPARTMENT_ENDS: [char; 8] = ['局', '厅', '委', '办', '部', '署', '室', '会'];

/// Where the second of two names begins that nothing parts: 市水利局|泰山区政府.
///
/// Two departments in one name may be one body with two name plates: 市经信局市新经济委.
pub(super) fn glued_at(name: &str) -> Option<usize> {
    if name.chars().nth(LONGEST).is_some() {
        return None;
    }
    let mut starts = name.char_indices().skip(3).map(|(at, _)| at);
    starts.find(|&at| {
        let (before, after) = (name.get(..at), name.get(at..));
        before.is_some_and(|before| before.ends_with(DEPARTMENT_ENDS) && is_body(before))
            && after.is_some_and(|after| {
                // 市减灾委各成员单位 is one group.
                let is_group = after.ends_with("成员单位");
                let is_collective = after.starts_with("各") && is_body(after) && !is_group;
                is_collective || government_at(after) == Some(after.len())
            })
    })
}

/// Where the name of the government of a place ends that opens `text`: 章贡区人民政府.
pub(super) fn government_at(text: &str) -> Option<usize> {
    const LONGEST_PLACE: usize = 12;
    let ends: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .take(LONGEST_PLACE)
        .collect();
    ends.into_iter().skip(2).find_map(|at| {
        let (place, rest) = (text.get(..at)?, text.get(at..)?);
        let ending = ["人民政府", "政府", "管委会", "管理委员会"]
            .iter()
            .find(|word| rest.starts_with(**word))?;
        // The second half of 成都东部|新区管委会 is no name.
        let is_named = place.ends_with(LEVELS)
            && is_place(place)
            && !ZONES.contains(&place)
            && !place.contains(DEPARTMENT_ENDS)
            && place.chars().all(char::is_alphabetic);
        is_named.then_some(at + ending.len())
    })
}

/// Words for zones that close the name of a place, longest first: 铁岭、开原经济开发区管委会.
pub(super) const ZONES: &[&str] = &[
    "经济技术开发区",
    "高新技术产业开发区",
    "高新技术开发区",
    "经济开发区",
    "高新开发区",
    "工业园区",
    "产业园区",
    "开发区",
    "经开区",
    "高新区",
    "示范区",
    "试验区",
    "保税区",
    "投资区",
    "集中区",
    "新区",
    "园区",
];

/// Words for the level that closes the name of a place.
pub(super) const LEVELS: [char; 8] = ['市', '县', '区', '州', '盟', '旗', '镇', '乡'];

/// Whether a word may be the bare name of a place: 五华区, 南京.
pub(super) fn is_place(name: &str) -> bool {
    let length = name.chars().count();
    let is_collective = [
        "各", "有关", "相关", "全", "省", "市", "县", "区", "州", "国", "团", "中",
    ]
    .iter()
    .any(|start| name.starts_with(start));
    let has_level = name.ends_with(LEVELS);
    (2..=12).contains(&length)
        && (!is_collective || (has_level && length > 2 && !name.starts_with(['各', '省', '市'])))
        && (has_level || (length <= 4 && !ends_as_body(name)))
}

/// A name without the brackets that close it.
pub(super) fn without_brackets(name: &str) -> &str {
    name.strip_suffix(CLOSING)
        .and_then(|open| open.rsplit_once(OPENING))
        .map_or(name, |(base, _)| base.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_told_by_their_form() {
        for name in [
            "省农委",
            "中国铁塔贵州省分公司",
            "各市（州）人民政府",
            "团市委",
            "各地区",
            "省总工会",
            "人行宁波市中心支行",
            "市目督办",
            "国务院相关部门",
        ] {
            assert!(is_body(name), "{name}");
        }
        for name in ["含电子文本", "自治区、直辖市，", "一期", "5000人次"] {
            assert!(!is_body(name), "{name}");
        }
        assert!(is_post("分管副省长") && is_post("协管副秘书长") && !is_post("省农委"));
        assert!(is_person("李建军") && is_person("陈 斌、王勇"));
        assert!(!is_person("高新区") && !is_person("国资委") && !is_person("汤旺县"));
        assert!(is_place("五华区") && is_place("南京") && !is_place("市发改委"));
    }
}
