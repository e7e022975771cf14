//! Names that lists print without the prefix of the issuing level: 省发展改革委、财政厅.

use std::borrow::Cow;

use crate::gazetteer::Gazetteer;
use crate::model::{CityId, UnitKind};

/// A name that opens with the places above the region without these: 上海市闵行区政府办公室 is 闵行区政府办公室.
pub(super) fn without_places_above<'n>(
    gazetteer: &Gazetteer,
    region: Option<CityId>,
    name: &'n str,
) -> &'n str {
    let Some(region) = region.and_then(|region| gazetteer.city(region)) else {
        return name;
    };
    let mut above: Vec<_> = gazetteer.ancestors(region.id).collect();
    above.reverse();
    let places = above.into_iter().filter_map(|id| gazetteer.city(id));
    let local = places.fold(name, |rest, place| {
        rest.strip_prefix(place.name.as_str()).unwrap_or(rest)
    });
    if local.starts_with(region.name.as_str()) {
        local
    } else {
        name
    }
}

/// Whether a body governs a zone: 南京市江北新区管理委员会.
pub(super) fn governs_zone(name: &str) -> bool {
    const ZONES: [&str; 9] = [
        "新区",
        "集中区",
        "开发区",
        "高新区",
        "经开区",
        "园区",
        "示范区",
        "合作区",
        "保税区",
    ];
    let name = name.strip_suffix("办公室").unwrap_or(name);
    let place = ["管理委员会", "管委会"]
        .iter()
        .find_map(|end| name.strip_suffix(end));
    place.is_some_and(|place| ZONES.iter().any(|zone| place.ends_with(zone)))
}

/// Starts of names that never lack the prefix of the issuing level: bodies of the state, of places and of no level.
const NEVER_ELIDED: &[&str] = &[
    "国家",
    "国务院",
    "国防动员",
    "国网",
    "中央",
    "中共",
    "中国",
    "中直",
    "全国",
    "省",
    "市",
    "州",
    "盟",
    "地区",
    "地委",
    "行署",
    "旗",
    "镇",
    "区",
    "县",
    "自治区",
    "自治州",
    "团",
    "共青团",
    "各",
    "有关",
    "相关",
    "人行",
    "人民银行",
    "海关",
    "海事",
    "民航",
    "铁路",
    "邮政集团",
    "东北",
    "华北",
    "华东",
    "华中",
    "华南",
    "西北",
    "西南",
    "长江",
    "黄河",
    "淮河",
    "珠江",
    "松辽",
    "太湖流域",
    "税务总局",
    "兵团",
    "军",
    "武警",
];

/// Parts of names that never lack the prefix.
const NEVER_ELIDED_PARTS: &[&str] = &[
    "海关",
    "海事局",
    "铁路局",
    "公司",
    "银行",
    "大学",
    "学院",
    "集团",
    "管委会",
    "总局",
    "水库",
    "灌区",
    "景区",
    "保护区",
    "开发区",
    "高新区",
    "新区",
    "园区",
    "风景",
    "名胜",
    "林场",
    "机场",
    "流域",
    "分局",
    "支局",
    "分行",
];

/// Starts of names with the word of a level in them, although a longer word looks like none: 市政.
const LEVELED: &[&str] = &["市政府", "市政协", "市政务", "市政法", "市政研", "市政数"];

/// Starts of names of departments that are names of counties too.
const COMMON_STARTS: &[&str] = &["公安", "新建", "城建", "市中", "资源", "合作"];

/// Ends of names that never lack the prefix: a department within a body has the level of none.
const NEVER_ELIDED_ENDS: &[&str] = &["政府", "政府（管委会）", "司", "处"];

/// The longest name, in characters, of a department without its prefix.
const LONGEST_ELIDED: usize = 10;

/// Whether a name may lack the prefix of a level: it begins with none, and not like one that never has any.
pub(super) fn may_lack_prefix(gazetteer: &Gazetteer, name: &str) -> bool {
    let begins = |start: &&str| name.starts_with(*start);
    let only_looks_leveled = || gazetteer.only_looks_leveled(name) && !LEVELED.iter().any(begins);
    (only_looks_leveled() || !NEVER_ELIDED.iter().any(begins))
        && !NEVER_ELIDED_PARTS.iter().any(|part| name.contains(part))
        && !NEVER_ELIDED_ENDS.iter().any(|end| name.ends_with(end))
}

/// The word of a level with which all names of departments begin that begin with any: 市 for 市住建局、司法局.
pub(super) fn only_level<'n>(
    gazetteer: &Gazetteer,
    names: impl Iterator<Item = Cow<'n, str>>,
) -> Option<&'static str> {
    const WORDS: [&str; 8] = ["自治区", "省", "市", "州", "盟", "县", "旗", "区"];
    let level = |name: Cow<'n, str>| {
        let is_department = matches!(
            gazetteer.kind_of(&name),
            UnitKind::Department | UnitKind::Bureau | UnitKind::Office
        );
        let says_level = is_department && !gazetteer.only_looks_leveled(&name);
        WORDS
            .into_iter()
            .find(|word| says_level && name.starts_with(word))
    };
    let mut levels = names.filter_map(level);
    let first = levels.next()?;
    levels.all(|level| level == first).then_some(first)
}

/// Departments of party committees alone.
const OF_COMMITTEES: &[&str] = &["组织部", "宣传部", "统战部", "政法委", "政研室"];

/// A name with the word of a level: 市财政局 for 财政局, 市委宣传部 for 宣传部.
pub(super) fn prefixed(word: &str, name: &str) -> String {
    let committee = match word {
        _ if !OF_COMMITTEES.contains(&name) => "",
        "省" | "市" | "州" | "县" | "区" | "盟" | "旗" => "委",
        _ => "党委",
    };
    [word, committee, name].concat()
}

/// Whether a name is that of a body of a party committee whose level it leaves out: 党委组织部 of 自治区党委组织部.
pub(super) fn is_of_committee(name: &str) -> bool {
    name.strip_prefix("党委")
        .is_some_and(|rest| !rest.is_empty())
}

/// Whether a name begins like that of a county and is most often that of a department.
pub(super) fn is_common(name: &str) -> bool {
    COMMON_STARTS.iter().any(|word| name.starts_with(word))
}

/// Whether a name is short enough for one that lacks its prefix.
pub(super) fn is_short(name: &str) -> bool {
    name.chars().nth(LONGEST_ELIDED).is_none()
}
