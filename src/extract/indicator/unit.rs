//! Measure words: what a number may count or measure.

use super::words::{self, Words};

/// What a measure word measures, which decides where its number may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Things one by one: 个 家 座.
    Count,
    /// Places named without a measure word: 5市.
    Place,
    /// 人 and what is counted by it.
    People,
    /// Lengths, areas, volumes, weights, power.
    Extent,
    /// Money.
    Money,
    /// Time and age: a quantity only where a predicate or comparator says so.
    Time,
    /// Shares: % ‰ 个百分点.
    Share,
    /// Multiples: 倍 番.
    Multiple,
    /// Classes: 四类标准, 二级标准.
    Grade,
    /// 大 as in 四大基地.
    Great,
}

/// A measure word at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) class: Class,
    /// Bytes that it takes, 每-what (元/吨) included.
    pub(super) length: usize,
}

/// The measure words by class.
static UNITS: [(Class, Words); 10] = [
    (
        Class::Count,
        Words::new(
            "个 家 座 所 条 处 项 名 位 套 台 辆 艘 架 件 部 张 种 场 支 只 头 匹 羽 株 棵 盏 间 \
    栋 幢 片 块 口 眼 孔 门 本 册 篇 幅 枚 组 对 例 宗 户 户次 床 队 份 次 起 分 \
    台套 台/套 家次 件次 场次 班次 个班次 个班 车次 辆次 列次 架次 艘次 台次 趟 尾 根 列 批次 班列 头只 头（只、羽） 瓶 箱 桶 棒 袋",
        ),
    ),
    (
        Class::Place,
        Words::new("市 县 区 镇 乡 村 省 县（市） 县（市、区） 县(市) 县(市、区)"),
    ),
    (Class::People, Words::new("人 人次 劳动力 学生")),
    (
        Class::Extent,
        Words::new(
            "担 公里 千米 延米 延长米 米 平方米 平方公里 平方千米 立方米 立方 方 亩 公顷 吨 吨标准煤 吨标煤 斤 公斤 千克 克 \
    毫克 微克 升 千瓦 兆瓦 千瓦时 千伏安 兆伏安 标准箱 标箱 TEU 兆 Mbps 兆比特 吨公里 车公里 载重吨 总吨 蒸吨 自然箱 \
    公斤标准煤 千克标准煤 克标准煤 克标煤 吨二氧化碳当量 吨二氧化碳 公斤二氧化碳 克二氧化碳 吨油当量 吨当量 摄氏度 ℃ 分贝 \
    平方毫米 厘米 毫米 海里 克拉 毫升 百公里 兆焦 吉焦 焦耳 帕 千帕 兆帕 赫兹 吉赫 兆赫 GWh MWh kWh 亩次 床位 标立方米 标准台 吉瓦 吉瓦时 兆瓦时 KW kW MW GW km TB PB P 标准机架 机架",
        ),
    ),
    (
        Class::Money,
        Words::new("元 美元 欧元 港元 元人民币 分/千瓦时 分/度"),
    ),
    (
        Class::Time,
        Words::new("年 个月 天 小时 分钟 秒 个工作日 工作日 个小时 周岁 岁 学时 课时"),
    ),
    (
        Class::Share,
        Words::new("% ％ ‰ 个百分点 百分点 /10万 /十万"),
    ),
    (Class::Multiple, Words::new("倍 番")),
    (Class::Grade, Words::new("类 级")),
    (Class::Great, Words::new("大")),
];

/// What makes another word of a measure word: 个人, 条例, 人口, 吨级.
const NOT_BEFORE: &[(&str, &str)] = &[
    ("家", "庭具电畜长乡禽"),
    ("条", "件例"),
    ("项", "目"),
    ("名", "牌录称胜优单镇城"),
    ("种", "植子业苗质养"),
    ("位", "于"),
    ("件", "套"),
    ("部", "门委分署"),
    ("处", "理置"),
    ("所", "有属"),
    ("场", "地所"),
    ("支", "持撑付"),
    ("头", "部"),
    ("片", "区"),
    ("门", "户类诊核峡湾县"),
    ("组", "织建成合"),
    ("户", "籍外口"),
    ("队", "伍"),
    ("本", "级科地省市县年区"),
    ("市", "场级属直政县民州"),
    ("县", "级域城属乡"),
    ("区", "域级间位划县属"),
    ("镇", "级区"),
    ("乡", "级村镇土"),
    ("村", "级镇通"),
    ("省", "级直属市际辖区"),
    ("人", "口民均大才工力气防类群机数社事身居"),
    ("米", "粉袋线面"),
    ("方", "面式案位向便法"),
    ("升", "级学"),
    ("克", "服"),
    ("元", "素旦"),
    ("年", "均度级代龄货以制"),
    ("天", "然津"),
    ("秒", "批"),
    ("大", "会战学型型于力幅量"),
    ("类", "别似人"),
    ("级", "别以"),
    ("次", "会全产能"),
    ("口", "岸径"),
    ("对", "接外于口标"),
    ("根", "本据"),
    ("列", "入"),
    ("间", "接"),
    ("块", "链"),
    ("张", "家"),
    ("孔", "雀"),
    ("瓶", "颈装"),
    ("箱", "体包"),
    ("桶", "装"),
    ("份", "额"),
    ("担", "保当任负忧心架"),
    ("起", "来点始草飞降步跑伏源诉到"),
    ("分", "之别为类工布开局管配期解析担行公支院数子段成制拨流红"),
];

/// What makes another word of 一次 and 二次: 二次供水, 一次污染.
const BEHIND_FIRST: &str = "供污加利创分";

/// Whether a number is one of a word rather than of a count: 二次供水, but 举办2次创业培训.
pub(super) fn is_within_word(number: &str, behind: &str) -> bool {
    // 十分便利 and 三分 are words, 90分 is a count.
    if behind.starts_with('分') && number.chars().all(super::number::is_han_numeral) {
        return true;
    }
    let next = behind
        .strip_prefix('次')
        .and_then(|rest| rest.chars().next());
    matches!(number, "一" | "二") && next.is_some_and(|next| BEHIND_FIRST.contains(next))
}

/// People whom a number counts by itself: 5.6万贫困人口.
static PEOPLE: Words = Words::new(
    "人口 农民 农牧民 牧民 农民工 群众 居民 职工 学生 老人 老年人 残疾人 移民 低保对象 劳动者 参保对象",
);

/// What makes a size of people counted: 3万人口以上建制镇, 500万人口大市.
static SIZES: Words = Words::new("以上 以下 以内 大 级 城市 县");

/// The longest words for people, in characters: 建档立卡贫困人口.
const LONGEST_PEOPLE: usize = 10;

/// Whether a text begins with words for people who are counted.
pub(super) fn opens_with_people(text: &str) -> bool {
    let han = text.chars().take_while(|c| c.is_alphabetic());
    let length: usize = han.take(LONGEST_PEOPLE).map(char::len_utf8).sum();
    let words = text.get(..length).unwrap_or_default();
    let people = PEOPLE.inside(words);
    let behind = people.and_then(|people| Some(text.split_once(people)?.1));
    behind.is_some_and(|behind| SIZES.beginning(behind).is_none())
}

/// A class of size that makes a specification of a quantity: 30万吨级码头.
const MAKES_SPECIFICATION: char = '级';

/// What a rate may be per: 元/吨, 立方米/日, 吨/万元.
static PER: Words = Words::new(
    "立方米 标立方米 平方公里 平方千米 平方米 百公里 公里 千米 米 千瓦时 千瓦 万千瓦 小时 分钟 亿元 万元 元 公顷 十万人 \
    百人 千人 万人 百万人 人 百户 千户 户 万辆 辆 年 季度 天 日 月 周 次 人次 万吨 吨 公斤 千克 斤 克 万亩 亩 毫升 升 秒 \
    床 张 个 件 台 头 只 羽 株 所 家 校 班 村 乡 县",
);

/// What a rate may be per in words: 立方米每秒, 元每人.
static EACH: Words = Words::new("秒 分钟 小时 日 天 月 年 人 户 平方米 立方米 吨");

/// The longest measure word at the beginning of `text`.
pub(super) fn unit_at(text: &str) -> Option<Unit> {
    let (class, word) = words::longest(&UNITS, |words| words.beginning(text))?;
    let rest = text.get(word.len()..)?;
    let next = rest.chars().next();
    let is_other_word = next.is_some_and(|next| {
        NOT_BEFORE
            .iter()
            .any(|(unit, characters)| *unit == word && characters.contains(next))
            || (next == MAKES_SPECIFICATION && matches!(class, Class::Extent | Class::Money))
    });
    if is_other_word {
        return None;
    }
    let mut behind = match class {
        Class::Count | Class::People => rest.get(alternative(rest)..)?,
        // 立方米每秒, but not 100万亩每亩增产50公斤.
        Class::Extent | Class::Money => rest
            .strip_prefix('每')
            .and_then(|per| per.strip_prefix(EACH.beginning(per)?))
            .filter(|behind| behind.starts_with('以') || !behind.starts_with(char::is_alphanumeric))
            .unwrap_or(rest),
        _ => rest,
    };
    // 元/人·月 is per two things.
    for marks in [&['/', '／'][..], &['/', '／', '·', '•']] {
        let next = behind
            .strip_prefix(marks)
            .and_then(|per| per.strip_prefix(PER.beginning(per)?));
        let Some(next) = next else { break };
        behind = next;
    }
    Some(Unit {
        class,
        length: text.len() - behind.len(),
    })
}

/// The bytes of another measure word in brackets: 台（套）.
fn alternative(behind: &str) -> usize {
    let close = ['）', ')'];
    let inner = behind
        .strip_prefix(['（', '('])
        .and_then(|rest| rest.split_once(close));
    let is_unit = |word: &str| {
        let counted = UNITS
            .iter()
            .filter(|(class, _)| matches!(class, Class::Count | Class::People));
        counted.into_iter().any(|(_, words)| words.hold(word))
    };
    let rest = inner
        .filter(|(word, _)| is_unit(word))
        .map(|(_, rest)| rest);
    rest.map_or(0, |rest| behind.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_measure_word_wins() {
        for (text, expected) in [
            ("个百分点", Some((Class::Share, "个百分点"))),
            ("千瓦时。", Some((Class::Extent, "千瓦时"))),
            ("元/吨", Some((Class::Money, "元/吨"))),
            ("元/人·月，", Some((Class::Money, "元/人·月"))),
            (
                "克标准煤/千瓦时。",
                Some((Class::Extent, "克标准煤/千瓦时")),
            ),
            ("头只以内", Some((Class::Count, "头只"))),
            ("吨标准煤/万元", Some((Class::Extent, "吨标准煤/万元"))),
            ("县（市）进入", Some((Class::Place, "县（市）"))),
            ("台（套）", Some((Class::Count, "台（套）"))),
            ("条(座)，", Some((Class::Count, "条(座)"))),
            ("人（次）以上", Some((Class::People, "人（次）"))),
            ("座（新建）", Some((Class::Count, "座"))),
            ("立方米每秒", Some((Class::Extent, "立方米每秒"))),
            ("亩每亩增产", Some((Class::Extent, "亩"))),
            ("吨每年增产", Some((Class::Extent, "吨"))),
            ("人口以上", None),
            ("吨级码头", None),
            ("条例", None),
            ("千伏", None),
            ("届", None),
        ] {
            let read = unit_at(text).map(|unit| (unit.class, text.get(..unit.length).unwrap()));
            assert_eq!(read, expected, "{text}");
        }
    }
}
