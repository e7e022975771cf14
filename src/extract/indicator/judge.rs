//! Which quantities are indicators, and how each stands to its name.

use super::kind::REACHES;
use super::lead::Lead;
use super::phrase;
use super::quantity::{HEADCOUNTS, Quantity};
use super::subject;
use super::unit::Class;
use super::words::{ABSTRACT, GREAT, MAKES_GREAT, MAKING, TREATING, Words};
use crate::model::Comparator;

/// Where a number stands to its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// 森林覆盖率提高到42%.
    NameFirst,
    /// 143条重点中小河流治理.
    NumberFirst,
    /// 年销售收入超百亿元的产业集群.
    Selects,
}

/// A quantity with the text around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight<'s> {
    pub(super) quantity: &'s Quantity,
    /// From the end of the quantity read last.
    pub(super) before: &'s str,
    /// To the next quantity or the end of the clause.
    pub(super) after: &'s str,
    /// From the beginning of the clause.
    pub(super) said: &'s str,
    /// `before`, taken apart.
    pub(super) lead: Lead<'s>,
    /// A count stands before it with nothing but a comparator between: 5个超千亿元集群.
    pub(super) follows_count: bool,
    /// What is told apart by a sum stands behind it, and then its count: 超百亿元企业5家.
    pub(super) precedes_count: bool,
}

/// What is told apart by how much money it turns over: 超百亿元企业5家, but not 投资超5亿元建设学校20所.
pub(super) static SIZED: Words =
    Words::new("企业 集团 公司 集群 产业 园区 项目 市场 商圈 品牌 县 区 镇 乡 村");

/// Words of one character for more than the sum behind them, which mean other things before other numbers: 年销售收入上亿元企业.
const PAST: [char; 2] = ['上', '过'];

/// What a share is spent on: 资金80%以上用于民生.
static SPENT: Words = Words::new("用于 投向 投入到");

/// Places that are told apart by how many live there: 30户以上自然村.
static SETTLEMENTS: Words = Words::new("村 屯 组 小区 居民点 聚居点 安置点 社区");

/// Nouns behind which a number stays with its name: 以10%的速度增长.
static NAME_GOES_ON: Words = Words::new("的目标 的水平 的速度 的幅度 的标准 的要求");

/// Names of a size that selects without a comparator: 总规模100亿元的基金.
static SIZES: Words = Words::new("规模 额 产值 收入 能力 投资 销售 营收 税收 利润 纳税 资产");

/// Openers of a condition or a gift, whose figures are no target.
static CONDITIONS: Words = Words::new("对 为 向 给予");

/// Nouns of plant whose capacity is part of the name: 80万吨乙烯项目.
static PLANTS: Words = Words::new("项目 机组 装置 生产线 码头 锅炉");

/// Predicates behind the number where a change starts: 由80%提高到90%.
static MOVES: Words = Words::new(
    "提高到 提高至 增加到 增加至 增至 增长到 上升到 上调到 提升到 提升至 扩大到 下降到 降低到 降低至 降至 减少到 \
    压缩到 压缩至 缩短到 缩短至 压减到 压减至",
);

/// Who set a class: 达到国家二级标准.
static NORMS: Words =
    Words::new("国家 国标 国家规定的 地表水 地下水 饮用水 海水 环境空气质量 国家环境空气质量");

/// What names a class as a norm.
static GRADES: Words =
    Words::new("标准 水质标准 水质 水体标准 水标准 水体 A标准 B标准 要求 海水水质标准");

impl<'s> Sight<'s> {
    /// How the quantity stands to its name.
    pub(super) fn order(&self) -> Order {
        let after = phrase::noun(self.after);
        let is_spent = self.quantity.class == Class::Share && SPENT.beginning(after).is_some();
        let goes_on = NAME_GOES_ON.beginning(after).is_some() || is_spent;
        if after.is_empty() || goes_on || self.quantity.class == Class::Grade {
            return Order::NameFirst;
        }
        if self.selects(after) {
            return Order::Selects;
        }
        let name = subject::opening(subject::name(self.lead.name)).rest;
        // 贫困人口1.9万人全部脱贫: they reach it who are counted by name.
        let is_headcount = self.quantity.class == Class::People
            && HEADCOUNTS.ending(name).is_some()
            && REACHES.inside(after).is_some();
        if is_headcount {
            return Order::NameFirst;
        }
        let is_named = !name.is_empty()
            && !self.lead.compares_verb
            && (self.lead.measure.is_some()
                || (self.lead.comparator.is_some() && !subject::SCENES.hold(name)));
        if is_named {
            Order::NameFirst
        } else {
            Order::NumberFirst
        }
    }

    /// Whether the quantity limits the noun behind it.
    fn selects(&self, after: &str) -> bool {
        if !matches!(
            self.quantity.class,
            Class::Money | Class::Extent | Class::People
        ) {
            return false;
        }
        let name = subject::opening(self.lead.name).rest;
        if after.starts_with('的') && !name.is_empty() {
            return self.compares() || self.lead.says_something() || SIZES.ending(name).is_some();
        }
        if self.lead.comparator.is_some() && SIZES.ending(name).is_some() {
            return true;
        }
        self.follows_count && (self.compares() || self.lead.says_something())
    }

    fn compares(&self) -> bool {
        self.lead.comparator.is_some() || self.quantity.comparator.is_some()
    }

    /// Whether the quantity is to be reached, built, treated or tried, and no figure in a name.
    pub(super) fn is_indicator(&self, order: Order) -> bool {
        let after = phrase::noun(self.after);
        let is_base = MOVES.beginning(after).is_some() && self.before.contains(['由', '从']);
        if is_base
            || self.is_one_each()
            || self.is_frequency()
            || ABSTRACT.beginning(after).is_some()
        {
            return false;
        }
        match (self.quantity.class, order) {
            (Class::Grade, _) => self.reached_grade().is_some(),
            (Class::Great, _) => {
                order == Order::NumberFirst
                    && GREAT.inside(self.after).is_some()
                    && MAKES_GREAT.inside(self.before).is_some()
            }
            (Class::Time, Order::NameFirst) => {
                // 人均期望寿命提高1岁，达到76.5岁: an age needs no name of its own.
                let is_named = !self.lead.name.is_empty() || self.quantity.unit.ends_with('岁');
                is_named && (self.lead.says_something() || self.compares())
            }
            (Class::Time, _) => false,
            (_, Order::Selects) => {
                let head = self.said.strip_suffix(self.before).unwrap_or_default();
                let is_made = subject::has_verb(head) || subject::opening(self.before).has_verb();
                is_made && CONDITIONS.beginning(self.said).is_none()
            }
            (class, Order::NameFirst) => {
                !self.quantity.is_han
                    || self.compares()
                    || self.lead.measure.is_some()
                    || class == Class::Share
            }
            (_, Order::NumberFirst) => self.counts(after),
        }
    }

    /// Whether it is one of two ones that say how things are dealt out: 1户1人就业, 1村1品.
    fn is_one_each(&self) -> bool {
        let is_thing = matches!(
            self.quantity.class,
            Class::Count | Class::Place | Class::People
        );
        let next = self.after.strip_prefix('1');
        let is_first = next.is_some_and(|rest| !rest.starts_with(|c: char| !c.is_alphabetic()));
        is_thing
            && self.quantity.value.to_bits() == 1.0_f64.to_bits()
            && (is_first || self.follows_count)
    }

    /// Whether it says how often something is done: 每年开展1次检查.
    fn is_frequency(&self) -> bool {
        static TIMES: Words = Words::new("每年 每季度 每季 每月 每周 每半年 每学期");
        self.quantity.unit == "次" && TIMES.inside(self.before).is_some()
    }

    /// Whether a number before its noun counts or measures that noun.
    fn counts(&self, after: &str) -> bool {
        let quantity = self.quantity;
        match quantity.class {
            Class::Count | Class::Place | Class::People if quantity.is_han => {
                let is_made = [&MAKING, &TREATING]
                    .into_iter()
                    .any(|verbs| verbs.ending(self.before).is_some());
                // 建设一个 is an article, 建设两个 a count.
                self.compares() || self.per_place().is_some() || (is_made && quantity.value > 1.0)
            }
            Class::Count if self.tells_settlements() => false,
            Class::Count | Class::Place => true,
            // 80%以上的村, 60%以上县达到标准
            Class::Share => {
                let is_reached = quantity.comparator.is_some()
                    && REACHES.inside(after).is_some()
                    && CONDITIONS.beginning(self.said).is_none();
                (after.starts_with('的') || is_reached) && !self.lead.name.ends_with('占')
            }
            // 3万人以上城市, 20万元以下罚款: what the noun is like, not how much of it.
            _ if quantity
                .comparator
                .is_some_and(|comparator| comparator != Comparator::About) =>
            {
                false
            }
            // 452万贫困人口全部脱贫: what they reach is said behind them.
            Class::People if self.before.trim().is_empty() => REACHES.inside(after).is_some(),
            Class::Extent if PLANTS.inside(after).is_some() => false,
            Class::Money
                if self.precedes_count && (self.compares() || self.before.ends_with(PAST)) =>
            {
                false
            }
            _ => !after.starts_with('的') && subject::has_verb(self.before),
        }
    }

    /// Whether the number says which settlements are meant: 实现30户以上自然村通硬化路.
    fn tells_settlements(&self) -> bool {
        let bounds = [Comparator::AtLeast, Comparator::AtMost].map(Some);
        self.quantity.unit == "户"
            && bounds.contains(&self.quantity.comparator)
            && SETTLEMENTS.inside(self.after).is_some()
    }

    /// The lead of a class that is reached (达到国家二级标准); `None` for a class in a name (Ⅲ类水质比例).
    pub(super) fn reached_grade(&self) -> Option<Lead<'s>> {
        let mut lead = self.lead;
        while let Some(rest) = NORMS
            .ending(lead.name)
            .filter(|_| !lead.says_something())
            .and_then(|norm| lead.name.strip_suffix(norm))
        {
            lead = Lead::of(rest);
        }
        let behind = self.after.get(self.grade_length()..).unwrap_or_default();
        let is_reached =
            lead.says_something() && !lead.name.is_empty() && phrase::noun(behind).is_empty();
        is_reached.then_some(lead)
    }

    /// The bytes behind the unit that name a class as a norm: 标准.
    pub(super) fn grade_length(&self) -> usize {
        GRADES
            .beginning(self.after)
            .filter(|_| self.quantity.class == Class::Grade)
            .map_or(0, str::len)
    }

    /// What stands before the place per which the number holds: 每个县, 一市一个.
    pub(super) fn per_place(&self) -> Option<&'s str> {
        static PLACES: Words = Words::new("县 市 乡 镇 村 区 校 户 街道 乡镇 社区 园区");
        static TIMES: Words = Words::new("年 月 周 天 日 季 半 学 次 两 三 五");
        let each = PLACES
            .ending(self.before)
            .and_then(|place| self.before.strip_suffix(place)?.strip_suffix('一'));
        if each.is_some() {
            return each;
        }
        let at = self.before.rfind('每')?;
        let place = self.before.get(at + '每'.len_utf8()..)?;
        let is_time = TIMES.beginning(place).is_some();
        let is_rate = place.starts_with(super::number::opens);
        (!is_time && !is_rate && !place.is_empty()).then_some("")
    }
}
