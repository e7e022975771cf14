//! The judged notice by chapter, snippets of the genre, and what holds for any text.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::model::Comparator::{About, AtLeast, AtMost, Equal};
use crate::model::IndicatorKind::{Grade, Outcome, Output, PerUnit, Scope, Threshold, Universal};

/// Judged paragraphs of the bundled notice: `text` and the `indicators` expected of it.
const JUDGED: &str = include_str!("../../../tests/fixtures/liaoning-2012/indicators.jsonl");

/// The chapter of the bundled notice whose heading says 约束性指标.
const BINDING_CHAPTER: u64 = 1;

fn of_judged(row: &Value) -> String {
    let word = |key: &str| {
        row.get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let flag = |key: &str| row.get(key).and_then(Value::as_bool).unwrap_or_default();
    format!(
        "{} | {} | {:?} {:?} {} | {:?} {} | {} {} {} | {} {} {} | {:?} {:?} {}",
        word("phrase"),
        word("subject"),
        row.get("value").and_then(Value::as_f64),
        row.get("valueMax").and_then(Value::as_f64),
        word("unit"),
        row.get("normalizedValue").and_then(Value::as_f64),
        word("normalizedUnit"),
        word("kind"),
        word("comparator"),
        word("measure"),
        flag("isAspirational"),
        flag("isBinding"),
        flag("isAssignedByState"),
        row.get("periodStart").and_then(Value::as_u64),
        row.get("periodEnd").and_then(Value::as_u64),
        word("periodBasis"),
    )
}

fn of_found(found: &Found) -> String {
    format!(
        "{} | {} | {:?} {:?} {} | {:?} {} | {:?} {:?} {:?} | {} {} {} | {:?} {:?} {:?}",
        found.phrase,
        found.subject,
        found.value,
        found.value_max,
        found.unit.as_deref().unwrap_or_default(),
        found.normalized_value,
        found.normalized_unit.as_deref().unwrap_or_default(),
        found.kind,
        found.comparator,
        found.measure,
        found.is_aspirational,
        found.is_binding,
        found.is_assigned_by_state,
        found.period_start,
        found.period_end,
        found.period_basis,
    )
}

#[test]
fn the_judged_notice_is_read_exactly() {
    let mut differences = Vec::new();
    let mut chapters: std::collections::BTreeMap<u64, [usize; 3]> = Default::default();
    for line in JUDGED.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let chapter = row["chapter"].as_u64().unwrap();
        let context = Context {
            is_binding: chapter == BINDING_CHAPTER,
            period_start: Some(2011),
            period_end: Some(2015),
            year: Some(2012),
            ..Context::default()
        };
        let expected: Vec<_> = row["indicators"]
            .as_array()
            .unwrap()
            .iter()
            .map(of_judged)
            .collect();
        let reading = find(row["text"].as_str().unwrap(), &context);
        let found: Vec<_> = reading.found.iter().map(of_found).collect();
        let right = expected.iter().filter(|row| found.contains(row)).count();
        let counts = chapters.entry(chapter).or_default();
        for (count, more) in counts.iter_mut().zip([expected.len(), found.len(), right]) {
            *count += more;
        }
        if expected != found {
            differences.push(format!(
                "line {}:\n  {expected:#?}\n  {found:#?}",
                row["line"]
            ));
        }
    }
    let report: Vec<_> = chapters
        .iter()
        .map(|(chapter, [expected, found, right])| {
            format!("chapter {chapter}: {right} right of {expected} judged and {found} found")
        })
        .collect();
    assert!(
        differences.is_empty(),
        "{}\n{}",
        report.join("\n"),
        differences.join("\n")
    );
}

/// Subject, value, upper value, unit, kind and comparator.
type Expected<'e> = (
    &'e str,
    f64,
    Option<f64>,
    &'e str,
    IndicatorKind,
    Comparator,
);

fn check(text: &str, expected: &[Expected<'_>]) {
    let reading = find(text, &Context::default());
    let found: Vec<_> = reading
        .found
        .iter()
        .filter(|found| found.kind != Universal)
        .map(|found| {
            (
                found.subject.as_str(),
                found.value.unwrap(),
                found.value_max,
                found.unit.as_deref().unwrap(),
                found.kind,
                found.comparator,
            )
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

/// Rows of a text and the one quantity that it holds.
fn check_each(rows: &[(&str, &str, f64, &str, IndicatorKind, Comparator)]) {
    for &(text, subject, value, unit, kind, comparator) in rows {
        check(text, &[(subject, value, None, unit, kind, comparator)]);
    }
}

#[test]
fn numbers_stand_behind_their_names() {
    check_each(&[
        (
            "农村自来水普及率提高到96.5%。",
            "农村自来水普及率",
            96.5,
            "%",
            Outcome,
            Equal,
        ),
        (
            "城镇登记失业率控制在4.3%以内。",
            "城镇登记失业率",
            4.3,
            "%",
            Outcome,
            AtMost,
        ),
        (
            "全市常住人口控制在900万人以内。",
            "全市常住人口",
            900.0,
            "万人",
            Outcome,
            AtMost,
        ),
        (
            "城镇新增就业34万人以上。",
            "城镇新增就业",
            34.0,
            "万人",
            Outcome,
            AtLeast,
        ),
        (
            "企业开办全流程压缩至0.5个工作日以内。",
            "企业开办全流程",
            0.5,
            "个工作日",
            Outcome,
            AtMost,
        ),
        (
            "农村网络零售额增长15%左右。",
            "农村网络零售额",
            15.0,
            "%",
            Outcome,
            About,
        ),
        (
            "港口集装箱吞吐量突破1100万标准箱。",
            "港口集装箱吞吐量",
            1100.0,
            "万标准箱",
            Outcome,
            AtLeast,
        ),
        (
            "全省粮食播种面积稳定在9900万亩以上。",
            "全省粮食播种面积",
            9900.0,
            "万亩",
            Outcome,
            AtLeast,
        ),
        (
            "空气质量优良天数达到２３０天以上。",
            "空气质量优良天数",
            230.0,
            "天",
            Outcome,
            AtLeast,
        ),
        (
            "主要农作物耕种收综合机械化率达到百分之七十以上。",
            "主要农作物耕种收综合机械化率",
            70.0,
            "%",
            Outcome,
            AtLeast,
        ),
        (
            "人均预期寿命提高到78岁。",
            "人均预期寿命",
            78.0,
            "岁",
            Outcome,
            Equal,
        ),
        (
            "孕产妇死亡率控制在十万分之十五以下。",
            "孕产妇死亡率",
            15.0,
            "/10万",
            Outcome,
            AtMost,
        ),
        (
            "婴儿死亡率下降到6‰以内。",
            "婴儿死亡率",
            6.0,
            "‰",
            Outcome,
            AtMost,
        ),
        (
            "人均筹资标准提高到每人每年300元。",
            "人均筹资标准",
            300.0,
            "元",
            Outcome,
            Equal,
        ),
        (
            "主要劳动年龄人口平均受教育年限达到11.2年。",
            "主要劳动年龄人口平均受教育年限",
            11.2,
            "年",
            Outcome,
            Equal,
        ),
        (
            "万元工业增加值能耗比2010年下降18%。",
            "万元工业增加值能耗",
            18.0,
            "%",
            Outcome,
            Equal,
        ),
        (
            "战略性新兴产业增加值占地区生产总值比重由8%提高到15%。",
            "战略性新兴产业增加值占地区生产总值比重",
            15.0,
            "%",
            Outcome,
            Equal,
        ),
        (
            "直接融资比重提高5个百分点。",
            "直接融资比重",
            5.0,
            "个百分点",
            Outcome,
            Equal,
        ),
        (
            "旅游总收入比2015年翻一番。",
            "旅游总收入",
            1.0,
            "番",
            Outcome,
            Equal,
        ),
        (
            "研发经费支出占GDP比重达到2.5%。",
            "研发经费支出占GDP比重",
            2.5,
            "%",
            Outcome,
            Equal,
        ),
        (
            "4G用户普及率达85%。",
            "4G用户普及率",
            85.0,
            "%",
            Outcome,
            Equal,
        ),
        (
            "细颗粒物（PM2.5）年均浓度下降15%。",
            "细颗粒物（PM2.5）年均浓度",
            15.0,
            "%",
            Outcome,
            Equal,
        ),
        (
            "城乡居民大病保险支付比例不低于50%。",
            "城乡居民大病保险支付比例",
            50.0,
            "%",
            Outcome,
            AtLeast,
        ),
        (
            "居民消费价格涨幅控制在3%左右。",
            "居民消费价格涨幅",
            3.0,
            "%",
            Outcome,
            About,
        ),
        (
            "远洋渔业捕捞量达到3.5万吨。",
            "远洋渔业捕捞量",
            3.5,
            "万吨",
            Outcome,
            Equal,
        ),
    ]);
}

#[test]
fn things_built_treated_and_served_are_outputs() {
    check_each(&[
        (
            "新建和改造农村供水工程850处。",
            "新建和改造农村供水工程",
            850.0,
            "处",
            Output,
            Equal,
        ),
        (
            "改造城镇老旧小区1030个。",
            "城镇老旧小区改造",
            1030.0,
            "个",
            Output,
            Equal,
        ),
        (
            "建设示范性社区老年食堂300个。",
            "示范性社区老年食堂",
            300.0,
            "个",
            Output,
            Equal,
        ),
        (
            "新增公办幼儿园100所。",
            "公办幼儿园",
            100.0,
            "所",
            Output,
            Equal,
        ),
        (
            "利用社区边角地建设“口袋公园”60个。",
            "“口袋公园”",
            60.0,
            "个",
            Output,
            Equal,
        ),
        (
            "完成35条入湖河道截污补查。",
            "入湖河道截污补查",
            35.0,
            "条",
            Output,
            Equal,
        ),
        (
            "依托现有机构布局15个左右国家级绿色技术检测平台。",
            "国家级绿色技术检测平台",
            15.0,
            "个",
            Output,
            About,
        ),
        (
            "解决农村150万人饮水安全问题。",
            "农村饮水安全问题",
            150.0,
            "万人",
            Output,
            Equal,
        ),
        (
            "新建产地冷库30万立方米。",
            "新建产地冷库",
            30.0,
            "万立方米",
            Output,
            Equal,
        ),
        (
            "建成2.5万公里旅游标识导引线路。",
            "旅游标识导引线路",
            2.5,
            "万公里",
            Output,
            Equal,
        ),
        (
            "拆除燃煤锅炉320台。",
            "燃煤锅炉拆除",
            320.0,
            "台",
            Output,
            Equal,
        ),
        (
            "启动12个城中村整村拆除。",
            "城中村整村拆除",
            12.0,
            "个",
            Output,
            Equal,
        ),
        ("建设监测点位36个。", "监测点位", 36.0, "个", Output, Equal),
        (
            "淘汰20蒸吨以下燃煤锅炉500台。",
            "20蒸吨以下燃煤锅炉淘汰",
            500.0,
            "台",
            Output,
            Equal,
        ),
        ("新建5G基站1万个。", "5G基站", 1.0, "万个", Output, Equal),
        ("建设三条高速公路。", "高速公路", 3.0, "条", Output, Equal),
        ("打造四大产业基地。", "产业基地", 4.0, "大", Output, Equal),
        (
            "实施100万亩高标准农田建设工程。",
            "高标准农田建设",
            100.0,
            "万亩",
            Output,
            Equal,
        ),
        (
            "累计完成投资2000亿元以上。",
            "投资",
            2000.0,
            "亿元",
            Output,
            AtLeast,
        ),
        (
            "建成11个百万千瓦级风电基地。",
            "百万千瓦级风电基地",
            11.0,
            "个",
            Output,
            Equal,
        ),
        (
            "每年服务企业不少于5000家。",
            "服务企业",
            5000.0,
            "家",
            Output,
            AtLeast,
        ),
        (
            "开放共享大型仪器1000台（套）。",
            "大型仪器",
            1000.0,
            "台（套）",
            Output,
            Equal,
        ),
        (
            "支持100户中小企业技术改造。",
            "中小企业技术改造",
            100.0,
            "户",
            Output,
            Equal,
        ),
    ]);
}

#[test]
fn rates_limits_classes_and_scenes_have_their_kind() {
    check_each(&[
        (
            "每个街道至少建成1个居家养老服务综合体。",
            "居家养老服务综合体",
            1.0,
            "个",
            PerUnit,
            AtLeast,
        ),
        (
            "每个乡镇建设一所公办中心幼儿园。",
            "公办中心幼儿园",
            1.0,
            "所",
            PerUnit,
            Equal,
        ),
        (
            "每个行政村有一名以上乡村医生。",
            "乡村医生",
            1.0,
            "名",
            PerUnit,
            AtLeast,
        ),
        (
            "实现一乡一所标准化卫生院。",
            "标准化卫生院",
            1.0,
            "所",
            PerUnit,
            Equal,
        ),
        (
            "每千名老人拥有养老床位30张。",
            "每千名老人拥有养老床位",
            30.0,
            "张",
            Outcome,
            Equal,
        ),
        (
            "每万人发明专利拥有量达到12件。",
            "每万人发明专利拥有量",
            12.0,
            "件",
            Outcome,
            Equal,
        ),
        (
            "设立总规模100亿元的产业投资基金。",
            "产业投资基金总规模",
            100.0,
            "亿元",
            Threshold,
            Equal,
        ),
        (
            "培育一批年产值超五百亿元的产业集群。",
            "产业集群年产值",
            500.0,
            "亿元",
            Threshold,
            AtLeast,
        ),
        (
            "全省地表水水质达到Ⅲ类标准。",
            "全省地表水水质",
            3.0,
            "类",
            Grade,
            Equal,
        ),
        (
            "城市空气质量达到国家二级标准。",
            "城市空气质量",
            2.0,
            "级",
            Grade,
            Equal,
        ),
        (
            "依托12个省级开发区，发展新产业。",
            "省级开发区",
            12.0,
            "个",
            Scope,
            Equal,
        ),
        (
            "90%以上的行政村建成综合文化服务中心。",
            "行政村建成综合文化服务中心",
            90.0,
            "%",
            Outcome,
            AtLeast,
        ),
        (
            "地表水国控断面优于Ⅲ类水质比例达到70%。",
            "地表水国控断面优于Ⅲ类水质比例",
            70.0,
            "%",
            Outcome,
            Equal,
        ),
    ]);
}

#[test]
fn lists_distribute() {
    check(
        "化学需氧量和氨氮排放总量分别减少8%和10%。",
        &[
            ("化学需氧量排放总量", 8.0, None, "%", Outcome, Equal),
            ("氨氮排放总量", 10.0, None, "%", Outcome, Equal),
        ],
    );
    check(
        "粮食、棉花、油料产量分别达到3000万吨、50万吨和200万吨。",
        &[
            ("粮食产量", 3000.0, None, "万吨", Outcome, Equal),
            ("棉花产量", 50.0, None, "万吨", Outcome, Equal),
            ("油料产量", 200.0, None, "万吨", Outcome, Equal),
        ],
    );
    check(
        "建设国家级、省级重点实验室各10个。",
        &[
            ("国家级重点实验室", 10.0, None, "个", Output, Equal),
            ("省级重点实验室", 10.0, None, "个", Output, Equal),
        ],
    );
    check(
        "建设10个现代农业示范区、20个特色农产品基地。",
        &[
            ("现代农业示范区", 10.0, None, "个", Output, Equal),
            ("特色农产品基地", 20.0, None, "个", Output, Equal),
        ],
    );
    check(
        "建设乡镇卫生院30所、村卫生室200个。",
        &[
            ("乡镇卫生院", 30.0, None, "所", Output, Equal),
            ("村卫生室", 200.0, None, "个", Output, Equal),
        ],
    );
    check(
        "打造10家年销售收入50亿元以上的龙头企业。",
        &[
            ("龙头企业", 10.0, None, "家", Output, Equal),
            ("龙头企业年销售收入", 50.0, None, "亿元", Threshold, AtLeast),
        ],
    );
    check(
        "地区生产总值突破5000亿元，年均增长10%左右。",
        &[
            ("地区生产总值", 5000.0, None, "亿元", Outcome, AtLeast),
            ("地区生产总值", 10.0, None, "%", Outcome, About),
        ],
    );
}

#[test]
fn ranges_keep_both_ends() {
    check(
        "建设3至5所高水平大学。",
        &[("高水平大学", 3.0, Some(5.0), "所", Output, Equal)],
    );
    check(
        "培育上市公司5—8家。",
        &[("上市公司", 5.0, Some(8.0), "家", Output, Equal)],
    );
    check(
        "粮食产量增长3%～5%。",
        &[("粮食产量", 3.0, Some(5.0), "%", Outcome, Equal)],
    );
}

#[test]
fn names_conditions_slogans_and_dates_are_no_indicators() {
    for text in [
        "推进地铁三号线一期工程建设。",
        "支持冰雪装备企业开展首台（套）产品研制。",
        "在环湖一级保护区内退塘退田。",
        "每年开展一次涉企收费专项检查。",
        "解决好“三农”问题，坚持“两手抓、两手都要硬”。",
        "贯彻落实党的十九届五中全会精神，统筹国内国际两个大局。",
        "开展第三次全国农业普查。",
        "建设12345政务服务热线，提供24小时服务。",
        "对年收入10万元以上的农户给予贷款支持。",
        "为60岁以上老年人免费体检。",
        "给予每户5000元补助。",
        "实施“一村一品”工程，推动一二三产业融合发展。",
        "建设500千伏输变电工程，加快220千伏电网改造。",
        "推进80万吨乙烯项目建设。",
        "实行九年义务教育，完善三级医疗卫生网络。",
        "建立五级书记抓乡村振兴机制。",
        "2019年底前完成全部整改任务。",
        "深化“五大任务”，实施六大行动。",
        "健全省、市、县三级联动机制。",
        "城区人口50万以上的城市建设快速公交。",
        "推进3万人口以上建制镇建设污水处理设施。",
        "对前3年亏损的企业予以支持。",
        "充分利用两个市场、两种资源。",
        "形成一批具有自主知识产权的产品，建设一流大学。",
        "推进25度以上坡耕地退耕还林。",
        "按照国发〔2011〕23号文件要求落实。",
        "建设30万吨级航道。",
        "以举办第十二届全运会为契机。",
        "构建三个层面的框架。",
        "一是加强领导；二是落实责任；三是强化督查。",
        "三次产业结构调整为5:50:45。",
        "于2007年4月15日前将实施计划报省政府办公厅。",
    ] {
        check(text, &[]);
    }
}

#[test]
fn all_of_something_is_universal_without_a_figure() {
    for (text, subject) in [
        ("实现县县通高速公路。", Some("县县通高速公路")),
        ("实现行政村5G网络全覆盖。", Some("行政村5G网络覆盖")),
        ("客运专线通达全部省辖市。", Some("客运专线通达省辖市")),
        ("实施广播电视村村通等文化惠民工程。", None),
        ("2012年底前全部完成。", None),
    ] {
        let found = find(text, &Context::default()).found;
        let subjects: Vec<_> = found.iter().map(|found| found.subject.as_str()).collect();
        assert_eq!(subjects.first().copied(), subject, "{text}");
        assert!(
            found
                .iter()
                .all(|found| found.kind == Universal && found.value.is_none()),
            "{text}"
        );
    }
}

#[test]
fn what_a_change_measures_is_told_apart() {
    for (text, measure) in [
        ("出口额年均增长15%。", Measure::AnnualRate),
        ("用水量下降25%。", Measure::Decrease),
        ("失业率下降到4%。", Measure::Level),
        ("森林面积净增300万亩。", Measure::Increase),
        ("干支线机场达到8个。", Measure::Count),
    ] {
        let found = find(text, &Context::default()).found;
        let measures: Vec<_> = found.iter().map(|found| found.measure).collect();
        assert_eq!(measures, [measure], "{text}");
    }
}

#[test]
fn a_period_holds_for_its_sentence_and_on() {
    let context = Context {
        period_start: Some(2011),
        period_end: Some(2015),
        year: Some(2012),
        ..Context::default()
    };
    let text =
        "覆盖率达到80%。到2014年，入学率达到90%，巩固率达到95%。升学率达到70%。\n就业率达到60%。";
    let periods: Vec<_> = find(text, &context)
        .found
        .iter()
        .map(|found| (found.period_start, found.period_end, found.period_basis))
        .collect();
    let plan = (Some(2011), Some(2015), Basis::Inferred);
    assert_eq!(
        periods,
        [
            plan,
            (None, Some(2014), Basis::Stated),
            (None, Some(2014), Basis::Stated),
            (None, Some(2014), Basis::Inherited),
            plan,
        ]
    );
}

#[test]
fn a_heading_names_what_no_clause_names() {
    let context = Context {
        headings: &["发展服务业", "服务业增加值"],
        ..Context::default()
    };
    let found = find("年均增长12%。", &context).found;
    let subjects: Vec<_> = found.iter().map(|found| found.subject.as_str()).collect();
    assert_eq!(subjects, ["服务业增加值"]);
}

#[test]
fn missing_mismatched_and_unlikely_figures_are_noticed() {
    for (text, is_binding, code) in [
        (
            "单位工业增加值用水量降低（系国家分解指标）。",
            true,
            Some(DiagnosticCode::ValueMissing),
        ),
        (
            "粮食、棉花产量分别达到3000万吨、50万吨和200万吨。",
            false,
            Some(DiagnosticCode::CountMismatch),
        ),
        (
            "推进沈阳、大连、鞍山等2个试点。",
            false,
            Some(DiagnosticCode::CountMismatch),
        ),
        (
            "二氧化硫排放减少92%。",
            false,
            Some(DiagnosticCode::SuspectValue),
        ),
        (
            "入学率达到970%。",
            false,
            Some(DiagnosticCode::SuspectValue),
        ),
        ("入学率达到97%。", true, None),
    ] {
        let context = Context {
            is_binding,
            ..Context::default()
        };
        let noticed = find(text, &context).noticed;
        let codes: Vec<_> = noticed.iter().map(|noticed| noticed.code).collect();
        assert_eq!(codes, Vec::from_iter(code), "{text}");
    }
}

/// Text of the genre's own words, so that properties reach every rule.
fn genre() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "到2015年",
        "，",
        "。",
        "、",
        "和",
        "分别",
        "均",
        "达到",
        "下降",
        "超",
        "百亿元",
        "1至2所",
        "3.2",
        "１２",
        "％",
        "%",
        "万",
        "亿",
        "个",
        "的",
        "县",
        "每个",
        "至少",
        "一",
        "森林覆盖率",
        "建设",
        "治理",
        "以上",
        "左右",
        "（",
        "）",
        "“十二五”期间",
        "等",
        "大",
        "类标准",
        "产业基地",
        "全部",
        "\n",
        "由",
        "从",
        "年",
        "十",
        "百分之",
        "翻",
        "番",
        "—",
        "12月底前",
        "系国家分解指标",
        "Ⅲ",
    ]);
    prop::collection::vec(words, 0..24).prop_map(|words| words.concat())
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let context = Context {
        period_start: Some(2011),
        period_end: Some(2015),
        year: Some(2012),
        ..Context::default()
    };
    let reading = find(text, &context);
    for found in &reading.found {
        let quoted = text.get(found.range.start..found.range.end);
        prop_assert_eq!(quoted, Some(found.phrase.as_str()));
        prop_assert!(!found.range.is_empty() && !found.subject.is_empty());
        let values = [
            found.value,
            found.value_max,
            found.normalized_value,
            found.normalized_value_max,
        ];
        prop_assert!(values.into_iter().flatten().all(f64::is_finite));
        prop_assert_eq!(found.value.is_some(), found.unit.is_some());
    }
    for noticed in &reading.noticed {
        prop_assert!(text.get(noticed.range.start..noticed.range.end).is_some());
    }
    prop_assert_eq!(&reading, &find(text, &context));
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read_without_harm(text in ".{0,120}") {
        holds(&text)?;
    }

    #[test]
    fn any_run_of_the_genres_words_is_read_without_harm(text in genre()) {
        holds(&text)?;
    }
}
