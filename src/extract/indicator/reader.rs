//! One clause: which of its quantities are indicators, of what, and how they are distributed.

use super::lead::Lead;
use super::quantity::{self, Quantity};
use super::subject::{self, SEPARATORS};
use super::unit::Class;
use super::words::{self, ABSTRACT, ACTIONS, GREAT, MAKES_GREAT, MAKING, TREATING};
use crate::model::{Comparator, DiagnosticCode, IndicatorKind, Measure, TextRange};

/// The figures of an indicator, as in [`Indicator`](crate::model::Indicator).
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Figures {
    pub(super) value: Option<f64>,
    pub(super) value_max: Option<f64>,
    pub(super) unit: Option<String>,
    pub(super) normalized_value: Option<f64>,
    pub(super) normalized_value_max: Option<f64>,
    pub(super) normalized_unit: Option<String>,
}

/// An indicator of one clause, before its period is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft {
    /// The phrase, in bytes of the clause.
    pub(super) range: TextRange,
    /// Where the phrase of a clause's first indicator begins: a time phrase in front belongs to it.
    pub(super) leading: usize,
    pub(super) subject: String,
    pub(super) figures: Option<Figures>,
    pub(super) kind: IndicatorKind,
    pub(super) comparator: Comparator,
    pub(super) measure: Measure,
    pub(super) is_aspirational: bool,
}

/// Receives what is worth a look.
pub(super) type Notice<'n> = dyn FnMut(DiagnosticCode, String, TextRange) + 'n;

/// Where a number stands to its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// 森林覆盖率提高到42%.
    NameFirst,
    /// 143条重点中小河流治理.
    NumberFirst,
    /// 年销售收入超百亿元的产业集群.
    Selects,
}

/// Reads `clause`; `last_name` is the last name of the sentence, for a clause that names nothing.
pub(super) fn read(clause: &str, last_name: &mut String, notice: &mut Notice<'_>) -> Vec<Draft> {
    let mut quantities = quantity::scan(clause);
    quantities.retain(|quantity| {
        let before = clause.get(..quantity.range.start).unwrap_or_default();
        // 百亿元 and 一乡 are names, 超百亿元 and 至少一乡 are not.
        let may_be_name = quantity.is_bare || (quantity.is_han && quantity.class == Class::Place);
        !may_be_name || Lead::of(before).comparator.is_some()
    });
    let mut reader = Reader {
        clause,
        quantities: &quantities,
        last_name,
        notice,
        drafts: Vec::new(),
    };
    reader.run();
    if reader.drafts.is_empty() {
        // 推动国有企业改革，年内完成30户: the next clause may measure what this one names.
        *reader.last_name = subject::opening(clause).rest.to_owned();
    }
    reader.drafts
}

struct Reader<'r, 'n> {
    clause: &'r str,
    quantities: &'r [Quantity],
    last_name: &'r mut String,
    notice: &'r mut Notice<'n>,
    drafts: Vec<Draft>,
}

impl<'r> Reader<'r, '_> {
    fn run(&mut self) {
        let (mut index, mut cursor) = (0, 0);
        while let Some(quantity) = self.quantities.get(index) {
            let before = self.text(cursor, quantity.range.start);
            let lead = Lead::of(before);
            let order = self.order(index, before, &lead);
            let taken = if lead.is_respective {
                self.respective(index, cursor, &lead)
            } else if self.is_indicator(index, before, &lead, order) {
                match order {
                    Order::NameFirst => self.name_first(index, cursor, before, &lead),
                    Order::NumberFirst => self.number_first(index, cursor, before, &lead),
                    Order::Selects => self.selecting(index, cursor, before, &lead),
                }
            } else {
                None
            };
            match taken {
                Some((next, end)) => (index, cursor) = (next, end),
                None => index += 1,
            }
        }
    }

    fn text(&self, start: usize, end: usize) -> &'r str {
        self.clause.get(start..end).unwrap_or_default()
    }

    /// The text between a quantity and the next one, or the end of the clause.
    fn after(&self, index: usize) -> &'r str {
        let start = self
            .quantities
            .get(index)
            .map_or(0, |quantity| quantity.range.end);
        let end = self
            .quantities
            .get(index + 1)
            .map_or(self.clause.len(), |quantity| quantity.range.start);
        self.text(start, end)
    }

    fn order(&self, index: usize, before: &str, lead: &Lead<'_>) -> Order {
        let Some(quantity) = self.quantities.get(index) else {
            return Order::NameFirst;
        };
        let after = noun_text(self.after(index));
        if after.is_empty() || quantity.class == Class::Grade {
            return Order::NameFirst;
        }
        if after.starts_with("的目标")
            || after.starts_with("的水平")
            || after.starts_with("的速度")
            || after.starts_with("的幅度")
            || after.starts_with("的标准")
            || after.starts_with("的要求")
        {
            return Order::NameFirst;
        }
        if self.selects(index, lead, after) {
            return Order::Selects;
        }
        let name = subject::opening(subject::name(lead.name)).rest;
        let has_name = !name.is_empty() && !subject::opening(before).rest.is_empty();
        if lead.says_something() && !lead.compares_verb && has_name {
            if lead.measure.is_some() || !is_scene(name) {
                return Order::NameFirst;
            }
        }
        Order::NumberFirst
    }

    /// Whether the quantity limits the noun behind it: 年销售收入超百亿元的产业集群.
    fn selects(&self, index: usize, lead: &Lead<'_>, after: &str) -> bool {
        const MEASURES: &[&str] = &["规模", "额", "产值", "收入", "能力", "投资"];
        let Some(quantity) = self.quantities.get(index) else {
            return false;
        };
        if !matches!(quantity.class, Class::Money | Class::Extent | Class::People) {
            return false;
        }
        let compares = lead.says_something() || quantity.comparator.is_some();
        let name = subject::opening(lead.name).rest;
        let follows_count = index
            .checked_sub(1)
            .and_then(|index| self.quantities.get(index))
            .is_some_and(|count| {
                count.class == Class::Count
                    && self
                        .clause
                        .get(count.range.end..quantity.range.start)
                        .is_some_and(|gap| Lead::of(gap).name.is_empty())
            });
        if after.starts_with('的') && !name.is_empty() {
            return compares || words::ending(name, MEASURES).is_some();
        }
        compares && follows_count
    }

    /// Whether the quantity is one to be reached, built, treated or tried, not a figure in a name.
    fn is_indicator(&self, index: usize, before: &str, lead: &Lead<'_>, order: Order) -> bool {
        let Some(quantity) = self.quantities.get(index) else {
            return false;
        };
        let after = noun_text(self.after(index));
        let compares = lead.comparator.is_some() || quantity.comparator.is_some();
        if is_base(before, after) || ABSTRACT.iter().any(|word| after.starts_with(word)) {
            return false;
        }
        match quantity.class {
            Class::Time if order != Order::NameFirst || !(lead.says_something() || compares) => {
                return false;
            }
            Class::Time if lead.name.is_empty() => return false,
            Class::Grade => return grade_name(lead, after).is_some(),
            Class::Great => {
                let noun = self.after(index);
                return order == Order::NumberFirst
                    && words::contains(noun, GREAT)
                    && words::contains(before, MAKES_GREAT);
            }
            _ => {}
        }
        match order {
            Order::Selects => {
                let said = self.text(0, quantity.range.start);
                subject::has_verb(said)
                    && words::beginning(said, &["对", "为", "向", "给予"]).is_none()
            }
            Order::NameFirst => {
                !quantity.is_han
                    || compares
                    || lead.measure.is_some()
                    || quantity.class == Class::Share
            }
            Order::NumberFirst => self.is_counted(quantity, before, lead, after),
        }
    }

    /// Whether a number before its noun counts or measures that noun.
    fn is_counted(&self, quantity: &Quantity, before: &str, lead: &Lead<'_>, after: &str) -> bool {
        let compares = lead.comparator.is_some() || quantity.comparator.is_some();
        match quantity.class {
            Class::Count | Class::Place | Class::People if quantity.is_han => {
                let is_made = quantity.value > 1.0
                    && [MAKING, TREATING]
                        .into_iter()
                        .any(|verbs| words::ending(before, verbs).is_some());
                compares || per_place(before).is_some() || is_made
            }
            Class::Count | Class::Place => true,
            Class::Share => after.starts_with('的') && !lead.name.ends_with('占'),
            // 3万人以上城市, 20万元以下罚款: what the noun is like, not how much of it.
            _ if quantity
                .comparator
                .is_some_and(|it| it != Comparator::About) =>
            {
                false
            }
            _ if after.starts_with('的') => false,
            Class::Extent
                if words::contains(after, &["项目", "机组", "装置", "生产线", "码头", "锅炉"]) =>
            {
                false
            }
            _ => subject::has_verb(before),
        }
    }

    fn name_first(
        &mut self,
        index: usize,
        cursor: usize,
        before: &str,
        lead: &Lead<'_>,
    ) -> Option<(usize, usize)> {
        let quantity = self.quantities.get(index)?;
        let class = quantity.class;
        let lead = &grade_name(lead, self.after(index))
            .filter(|_| class == Class::Grade)
            .unwrap_or(*lead);
        let name = subject::name(lead.name);
        let verbs = subject::opening(
            words::beginning(before, subject::SCENES)
                .and_then(|scene| before.strip_prefix(scene))
                .unwrap_or(before),
        );
        let grade_end = if class == Class::Grade {
            grade_tail(self.after(index))
        } else {
            0
        };
        let end = quantity.range.end + grade_end;
        let start = cursor + phrase_start(before);
        let range = TextRange::new(start, end);
        let is_thing = matches!(class, Class::Count | Class::Place);
        let names = if lead.is_each {
            let list = if is_thing {
                subject::opening(name).rest
            } else {
                name
            };
            subject::listed(&subject::parts(list, SEPARATORS))
        } else if name.is_empty() || (!subject::has_object(name) && !self.last_name.is_empty()) {
            vec![self.last_name.clone()]
        } else {
            vec![subject::named(lead.name, class, lead.says_something())]
        };
        if names.iter().all(String::is_empty) && !lead.says_something() {
            return None;
        }
        let kind = if class == Class::Grade {
            IndicatorKind::Grade
        } else if per_place(before).is_some() && is_thing {
            IndicatorKind::PerUnit
        } else if lead.measure.is_none()
            && ((is_thing && !is_rate(name))
                || (verbs.has_verb()
                    && !matches!(class, Class::Share | Class::Multiple | Class::Time)))
        {
            IndicatorKind::Output
        } else {
            IndicatorKind::Outcome
        };
        for name in names {
            *self.last_name = name.clone();
            self.push(quantity, lead, kind, name, range, before);
        }
        let rest = self.after(index).get(grade_end..).unwrap_or_default();
        let separator = words::beginning(rest, SEPARATORS).map_or(0, str::len);
        Some((index + 1, end + separator))
    }

    /// 分别: one number per name.
    fn respective(
        &mut self,
        index: usize,
        cursor: usize,
        lead: &Lead<'_>,
    ) -> Option<(usize, usize)> {
        let mut last = index;
        while self.quantities.get(last + 1).is_some()
            && SEPARATORS.contains(&self.after(last).trim())
        {
            last += 1;
        }
        let quantities = self.quantities.get(index..=last)?;
        let end = quantities.last()?.range.end;
        let before = self.text(cursor, quantities.first()?.range.start);
        let range = TextRange::new(cursor + phrase_start(before), end);
        let list = subject::name(lead.name);
        let names = [SEPARATORS, &["、"]]
            .into_iter()
            .map(|separators| subject::parts(list, separators))
            .find(|names| names.len() == quantities.len());
        let names = names.map_or_else(
            || {
                let message = format!(
                    "{} figures stand behind 分别 for “{list}”",
                    quantities.len()
                );
                (self.notice)(DiagnosticCode::CountMismatch, message, range);
                vec![list.to_owned(); quantities.len()]
            },
            |names| subject::listed(&names),
        );
        for (quantity, name) in quantities.iter().zip(names) {
            self.push(quantity, lead, IndicatorKind::Outcome, name, range, before);
        }
        Some((last + 1, end))
    }

    /// 年销售收入超百亿元的产业集群: a limit that selects.
    fn selecting(
        &mut self,
        index: usize,
        cursor: usize,
        before: &str,
        lead: &Lead<'_>,
    ) -> Option<(usize, usize)> {
        let quantity = self.quantities.get(index)?;
        let (noun, gap, _) = split_between(self.after(index));
        let end = quantity.range.end + noun.len();
        let noun = noun.trim_start_matches('的');
        let name = subject::opening(subject::name(lead.name)).rest;
        let name = name.trim_start_matches("一批").trim_start_matches("若干");
        let range = TextRange::new(cursor + phrase_start(before), end);
        let subject = format!("{}{name}", noun.trim_end_matches(['等', '。']));
        self.push(
            quantity,
            lead,
            IndicatorKind::Threshold,
            subject,
            range,
            before,
        );
        Some((index + 1, end + gap))
    }

    fn number_first(
        &mut self,
        index: usize,
        cursor: usize,
        before: &str,
        lead: &Lead<'_>,
    ) -> Option<(usize, usize)> {
        let mut last = index;
        let mut nouns = Vec::new();
        let end = loop {
            let quantity = self.quantities.get(last)?;
            let after = self.after(last);
            let is_last = self.quantities.get(last + 1).is_none();
            if is_last {
                nouns.push(without_brackets(after));
                break quantity.range.end + without_brackets(after).len();
            }
            let (noun, gap, rest) = split_between(after);
            if gap > 0 && rest.is_empty() {
                nouns.push(noun);
                last += 1;
                continue;
            }
            if gap > 0 {
                nouns.push(noun);
                break quantity.range.end + noun.len();
            }
            // The next number selects (一个年销售收入超百亿元的产业集群) or belongs to the noun.
            let selects = self.quantities.get(last + 1).is_some_and(|_| {
                let lead = Lead::of(after);
                self.order(last + 1, after, &lead) == Order::Selects
            });
            if selects {
                let (noun, ..) = split_between(self.after(last + 1));
                nouns.push(noun.trim_start_matches('的'));
                break self.quantities.get(last + 1)?.range.end + noun.len();
            } else if subject::has_verb(before) || quantity.is_han {
                nouns.push(Lead::of(after).name);
            } else if quantity.class == Class::Share {
                let rest = self.text(quantity.range.end, self.clause.len());
                nouns.push(rest);
                break self.clause.len();
            } else {
                return None;
            }
            break quantity.range.end;
        };
        let chain = self.quantities.get(index..=last)?;
        let start = cursor + counted_start(before);
        let range = TextRange::new(start, end);
        let last_noun = nouns.last().copied().unwrap_or_default();
        let continues = before.trim().is_empty() && index > 0;
        let kind = match self
            .drafts
            .iter()
            .rev()
            .find(|draft| draft.measure == Measure::Count)
        {
            Some(draft) if continues => draft.kind,
            _ => counted_kind(before, last_noun, chain.first()?.class),
        };
        let ends: Vec<String> = subject::shared(&nouns);
        self.check_count(before, chain.first()?, range);
        for (quantity, noun) in chain.iter().zip(ends) {
            let per = per_place(before);
            let scope = per.map_or(before, |(_, scope)| scope);
            let subject = subject::counted(lead_object(scope, lead), &noun, quantity.class);
            self.push(quantity, lead, kind, subject, range, before);
        }
        let resume = chain.last()?.range.end;
        let gap = split_between(self.after(last));
        let noun_end = resume + gap.0.len();
        Some((last + 1, if gap.1 > 0 { noun_end + gap.1 } else { resume }))
    }

    /// Notices a printed count that is smaller than the list before it.
    fn check_count(&mut self, before: &str, quantity: &Quantity, range: TextRange) {
        let Some(list) = before.trim_end().strip_suffix('等') else {
            return;
        };
        let listed = list.split('、').count();
        #[expect(clippy::cast_precision_loss, reason = "a list in one clause is short")]
        let is_longer = listed as f64 > quantity.normalized_value;
        if is_longer {
            let message = format!("{listed} names stand before a count of {}", quantity.value);
            (self.notice)(DiagnosticCode::CountMismatch, message, range);
        }
    }

    fn push(
        &mut self,
        quantity: &Quantity,
        lead: &Lead<'_>,
        kind: IndicatorKind,
        subject: String,
        range: TextRange,
        before: &str,
    ) {
        let is_count = matches!(quantity.class, Class::Count | Class::Place | Class::Great);
        let measure = match lead.measure {
            Some(Measure::Increase | Measure::Decrease | Measure::Level) | None
                if lead.is_yearly =>
            {
                Measure::AnnualRate
            }
            Some(change @ (Measure::Increase | Measure::Decrease)) => change,
            _ if subject::opening(before).makes.contains(&"新增") => Measure::Increase,
            _ if is_count => Measure::Count,
            _ => Measure::Level,
        };
        let measure = if before.ends_with("新增就业") {
            Measure::Increase
        } else {
            measure
        };
        let said = self.text(0, quantity.range.start);
        self.drafts.push(Draft {
            range,
            leading: 0,
            subject,
            figures: Some(Figures {
                value: Some(quantity.value),
                value_max: quantity.value_max,
                unit: Some(quantity.unit.clone()),
                normalized_value: Some(quantity.normalized_value),
                normalized_value_max: quantity.normalized_value_max,
                normalized_unit: Some(quantity.normalized_unit.clone()),
            }),
            kind,
            comparator: quantity
                .comparator
                .or(lead.comparator)
                .unwrap_or(Comparator::Equal),
            measure,
            is_aspirational: lead.is_aspirational
                || words::contains(said, &["力争", "力求"])
                || said.starts_with("争取"),
        });
    }
}

/// What verbs of the lead govern; a comparator or 力争 before the number is none of it.
fn lead_object<'t>(before: &'t str, lead: &Lead<'t>) -> &'t str {
    if lead.comparator.is_some() {
        lead.name
    } else {
        before
    }
}

/// Words that make a bare name a scene: 全省.
fn is_scene(name: &str) -> bool {
    subject::SCENES.contains(&name)
}

/// The text behind a unit as far as it can be a noun: empty before a separator, a bracket or the end.
fn noun_text(after: &str) -> &str {
    let after = after.trim();
    if after.starts_with(['、', '，', '（', '(', '/', '；', ';', '。', '”', '）'])
        || ["和", "及", "与", "以及", "或", "并"]
            .iter()
            .any(|word| after.starts_with(word))
    {
        return "";
    }
    after
}

/// Whether the number is where a change starts: 由80%提高到90%.
fn is_base(before: &str, after: &str) -> bool {
    let moves = [
        "提高到",
        "提高至",
        "增加到",
        "增加至",
        "下降到",
        "降低到",
        "降至",
        "减少到",
        "提升到",
        "提升至",
        "扩大到",
        "压缩到",
        "压缩至",
        "缩短到",
        "缩短至",
        "压减到",
        "压减至",
        "增长到",
        "上升到",
        "上调到",
        "增至",
        "降低至",
    ];
    moves.iter().any(|word| after.starts_with(word)) && before.contains(['由', '从'])
}

/// The lead of a class that is reached: 达到国家二级标准; `None` for a class in a name.
fn grade_name<'t>(lead: &Lead<'t>, after: &str) -> Option<Lead<'t>> {
    const NORMS: &[&str] = &[
        "国家",
        "地表水",
        "国标",
        "国家规定的",
        "饮用水",
        "国家环境空气质量",
        "环境空气质量",
        "海水",
        "地下水",
    ];
    let mut lead = *lead;
    while let Some(rest) = words::ending(lead.name, NORMS)
        .filter(|_| !lead.says_something())
        .and_then(|norm| lead.name.strip_suffix(norm))
    {
        lead = Lead::of(rest);
    }
    let behind = after.get(grade_tail(after)..).unwrap_or_default();
    (lead.says_something() && !lead.name.is_empty() && noun_text(behind).is_empty()).then_some(lead)
}

/// The bytes of what names a class as a norm: 标准.
fn grade_tail(after: &str) -> usize {
    const TAILS: &[&str] = &[
        "标准",
        "水质标准",
        "水质",
        "水体标准",
        "水标准",
        "水体",
        "A标准",
        "B标准",
        "要求",
        "海水水质标准",
    ];
    words::beginning(after, TAILS).map_or(0, str::len)
}

/// Whether a name is a rate per head: 每千名老人拥有养老床位.
fn is_rate(name: &str) -> bool {
    words::beginning(name, &["每", "人均", "户均"]).is_some()
}

/// Per what a number holds: 每个县, 一市一个. The place and what stands before it.
fn per_place(before: &str) -> Option<(&str, &str)> {
    const PLACES: [&str; 12] = [
        "县", "市", "乡", "镇", "村", "区", "校", "户", "街道", "乡镇", "社区", "园区",
    ];
    if let Some(place) = words::ending(before, &PLACES) {
        let rest = before.strip_suffix(place)?;
        if let Some(scope) = rest.strip_suffix('一').or_else(|| rest.strip_suffix('每')) {
            return Some((place, scope));
        }
    }
    let at = before.rfind('每')?;
    let place = before.get(at + '每'.len_utf8()..)?;
    let is_time = place.starts_with([
        '年', '月', '周', '天', '日', '季', '半', '学', '次', '两', '三', '五',
    ]);
    let is_rate = place
        .starts_with(|character| super::number::opens(character) || "千万百".contains(character));
    (!is_time && !is_rate && !place.is_empty()).then_some((place, ""))
}

/// Where the phrase of a number behind its name begins.
fn phrase_start(before: &str) -> usize {
    let mut rest = before.trim_start();
    while let Some(shorter) =
        words::beginning(rest, &["并", "且", "以及", "及", "和", "、", "同时"])
            .and_then(|word| rest.strip_prefix(word))
    {
        rest = shorter;
    }
    before.len() - rest.len()
}

/// Where the phrase of a number before its noun begins: without 实施, and with the list before 等.
fn counted_start(before: &str) -> usize {
    const LIGHT: &[&str] = &[
        "实施",
        "开展",
        "推进",
        "支持",
        "依托",
        "抓好",
        "加快",
        "做好",
        "继续",
        "全面",
        "重点",
        "加强",
        "着力",
        "并",
        "且",
        "以及",
        "及",
        "和",
        "、",
        "同时",
        "组织",
        "启动",
        "落实",
        "加快推进",
        "深入",
    ];
    let mut rest = before.trim_start();
    while let Some(shorter) = words::beginning(rest, LIGHT)
        .and_then(|word| rest.strip_prefix(word))
        .filter(|shorter| shorter.is_empty() || !rest.starts_with("依托"))
    {
        rest = shorter;
    }
    if let Some(list) = rest.strip_suffix('等').filter(|list| !list.contains('、')) {
        if let Some(at) = list.rfind('及') {
            rest = rest.get(at + '及'.len_utf8()..).unwrap_or(rest);
        }
    }
    before.len() - rest.len()
}

fn counted_kind(before: &str, noun: &str, class: Class) -> IndicatorKind {
    const REACHES: &[&str] = &["进入", "达到", "实现", "跻身", "列入", "通过", "建成"];
    const BUILDS: &[&str] = &[
        "建设", "打造", "形成", "培育", "构建", "建成", "创建", "新建",
    ];
    const SCENES: &[&str] = &["依托", "以", "围绕", "按照", "针对", "面向"];
    let before = before.trim();
    let has_action = words::contains(noun, ACTIONS) && !noun.contains("产能");
    if per_place(before).is_some() && matches!(class, Class::Count | Class::People) {
        return IndicatorKind::PerUnit;
    }
    // The verb stands in an earlier clause: 继续实施…改造，以及35个示范项目.
    if ["以及", "及", "和"].contains(&before) {
        return IndicatorKind::Output;
    }
    let is_made = words::ending(before, MAKING).is_some();
    if words::beginning(before, SCENES).is_some() && !is_made {
        return IndicatorKind::Scope;
    }
    let opening = subject::opening(before);
    if class == Class::Share || (!opening.has_verb() && words::contains(noun, REACHES)) {
        return IndicatorKind::Outcome;
    }
    let is_built = opening.makes.iter().any(|verb| BUILDS.contains(verb));
    if (before.ends_with('等') && !is_built) || !subject::has_verb(before) {
        return if has_action {
            IndicatorKind::Output
        } else {
            IndicatorKind::Scope
        };
    }
    IndicatorKind::Output
}

/// Noun, bytes of the separator and what stands behind it, between two numbers.
fn split_between(between: &str) -> (&str, usize, &str) {
    let split = between.char_indices().rev().find_map(|(at, _)| {
        let rest = between.get(at..)?;
        let separator = words::beginning(rest, SEPARATORS)?;
        let behind = rest.strip_prefix(separator)?;
        let noun = between.get(..at)?;
        subject::opening(behind)
            .rest
            .is_empty()
            .then_some((noun, separator.len(), behind))
    });
    let Some((noun, gap, behind)) = split else {
        return (between, 0, "");
    };
    // 以及 is found by its second half first.
    match noun.strip_suffix('以') {
        Some(whole) => (whole, gap + '以'.len_utf8(), behind),
        None => (noun, gap, behind),
    }
}

fn without_brackets(after: &str) -> &str {
    after
        .split(['（', '('])
        .next()
        .filter(|before| !before.is_empty() && after.contains("系国家"))
        .unwrap_or(after)
}
