//! Tests of `extract` on the bundled notice and on snippets.

use plangraph::extract::extract;
use plangraph::model::{
    Basis, DiagnosticCode, Document, Facts, HeadField, PlanManifest, Role, TextSpan, UnitKind, Via,
};
use plangraph::{parse, source};

use crate::gazetteer::bundled;
use crate::support::repository;

mod deadlines;
mod figures;
mod issuers;
mod names;
mod notices;
mod padding;

/// The bundled notice.
pub(crate) fn notice() -> (Document, Facts) {
    let bytes = std::fs::read(repository("data/plans/liaoning-2012-division.txt")).unwrap();
    let document = source::read("liaoning-2012-division.txt", &bytes).unwrap();
    let manifest = PlanManifest {
        key: Some("liaoning-2012-division".to_owned()),
        title: Some("分工的通知".to_owned()),
        issuer: Some("辽宁省人民政府".to_owned()),
        region: Some("辽宁省".to_owned()),
        ..PlanManifest::default()
    };
    let facts = extract(&document, &parse::parse(&document), &manifest, bundled());
    (document, facts)
}

fn read(text: &str) -> Facts {
    let document = source::read("notice.txt", text.as_bytes()).unwrap();
    extract(
        &document,
        &parse::parse(&document),
        &PlanManifest::default(),
        bundled(),
    )
}

/// Names of the units of a plan that the notice's lists print.
fn count(facts: &Facts, kinds: impl Fn(UnitKind) -> bool) -> usize {
    let assigned = |id| {
        let mut assignments = facts.tasks.iter().flat_map(|task| &task.assignments);
        assignments.any(|assignment| assignment.unit == id && assignment.role != Role::Lead)
    };
    facts
        .units
        .iter()
        .filter(|unit| kinds(unit.kind) && assigned(unit.id))
        .count()
}

#[test]
fn the_notice_names_94_units() {
    let (_, facts) = notice();
    assert_eq!(facts.tasks.len(), 148);
    assert_eq!(count(&facts, |kind| kind == UnitKind::LocalGovernment), 14);
    assert_eq!(count(&facts, |kind| kind == UnitKind::Group), 3);
    assert_eq!(count(&facts, |kind| kind == UnitKind::Placeholder), 1);
    assert_eq!(count(&facts, |_| true), 94);
    let unknown = facts
        .diagnostics()
        .filter(|diagnostic| diagnostic.code == DiagnosticCode::UnknownUnit)
        .count();
    assert_eq!(unknown, 0);
}

#[test]
fn every_printed_mention_is_one_assignment() {
    let (_, facts) = notice();
    let own = |task: usize, role| {
        let assignments = facts.tasks[task].assignments.iter();
        assignments
            .filter(|assignment| assignment.basis == Basis::Stated && assignment.role == role)
            .count()
    };
    let total = |role| {
        (0..facts.tasks.len())
            .map(|task| own(task, role))
            .sum::<usize>()
    };
    assert_eq!(total(Role::Lead), 115);
    assert_eq!(total(Role::Responsible) + total(Role::Supporting), 724);
    let assigned = facts.tasks.iter().flat_map(|task| &task.cities);
    assert_eq!(
        assigned.filter(|link| link.via == Via::Assigned).count(),
        36
    );
}

#[test]
fn a_clause_without_end_is_not_kept_with_each_of_its_names() {
    let names = 2000;
    let facts = read(&format!(
        "一、林业\n完成造林。\n牵头单位：{}省林业厅",
        "省教育厅、".repeat(names - 1)
    ));
    let assignments = &facts.tasks[0].assignments;
    assert_eq!(assignments.len(), names);
    for assignment in assignments {
        assert_eq!(assignment.statement_span, assignment.span);
    }
}

#[test]
fn units_taken_over_from_a_sibling_say_so() {
    let (_, facts) = notice();
    let inherited: Vec<_> = facts
        .tasks
        .iter()
        .filter(|task| task.assignments.iter().any(|a| a.basis == Basis::Inherited))
        .map(|task| task.span.range.line)
        .collect();
    assert_eq!(inherited, [470, 472, 474, 484, 486]);
}

#[test]
fn no_place_is_missed_and_none_is_false() {
    let (_, facts) = notice();
    let gazetteer = bundled();
    let found: Vec<String> = facts
        .tasks
        .iter()
        .flat_map(|task| &task.cities)
        .filter(|link| link.via == Via::Mentioned)
        .map(|link| {
            let name = &gazetteer.city(link.city).unwrap().name;
            format!("{}\t{}\t{name}", link.span.range.line, link.span.quote)
        })
        .collect();
    let expected =
        std::fs::read_to_string(repository("tests/fixtures/liaoning-2012/places.tsv")).unwrap();
    let expected: Vec<&str> = expected.lines().skip(1).collect();
    assert_eq!(found, expected);
}

/// A notice of Liaoning with one task.
fn one_task(text: &str, statement: &str) -> Facts {
    read(&format!(
        "辽宁省人民政府关于分解2012年任务的通知\n辽政发〔2012〕90号\n\n各市人民政府：\n　　任务如下：\n　　一、发展\n　　1.{text}\n　　{statement}\n　　二、民生\n　　1.改造学校。\n　　责任单位：省教育厅。\n\n辽宁省人民政府\n2012年3月1日\n"
    ))
}

fn has(facts: &Facts, code: DiagnosticCode) -> bool {
    facts
        .diagnostics()
        .any(|diagnostic| diagnostic.code == code)
}

#[test]
fn names_without_the_word_of_a_level_are_completed_as_the_issuer_names_its_bodies() {
    let check = |issuer: &str, list: &str, expected: &[&str]| {
        let facts = read(&format!(
            "{issuer}关于分解2021年任务的通知\n\n各单位：\n　　一、发展\n　　1.发展农业。\n　　责任单位：{list}。\n　　2.建设学校。\n"
        ));
        let names: Vec<_> = facts.tasks[0]
            .assignments
            .iter()
            .filter_map(|one| facts.units.iter().find(|unit| unit.id == one.unit))
            .map(|unit| unit.name.as_str())
            .collect();
        assert_eq!(names, expected, "{list}");
    };
    check(
        "新疆生产建设兵团办公厅",
        "兵团发展改革委、财政局、党委编办，石河子大学",
        &["兵团发展改革委", "兵团财政局", "兵团党委编办", "石河子大学"],
    );
    check(
        "宁夏回族自治区人民政府",
        "自治区财政厅、党委组织部",
        &["自治区财政厅", "自治区党委组织部"],
    );
    check(
        "那曲地区行政公署",
        "地区财政局、扶贫办，地委组织部",
        &["地区财政局", "地区扶贫办", "地委组织部"],
    );
    check(
        "抚州市人民政府",
        "省住房城乡建设厅、财政厅、市政务服务中心、教育局、宣传部",
        &[
            "省住房城乡建设厅",
            "省财政厅",
            "市政务服务中心",
            "市教育局",
            "市委宣传部",
        ],
    );
    check(
        "海西蒙古族藏族自治州人民政府",
        "州财政局、教育局、大柴旦行委",
        &["州财政局", "州教育局", "大柴旦行委"],
    );
    check(
        "互助土族自治县人民政府",
        "县财政局、教育局、农业农村和科技局",
        &["县财政局", "县教育局", "县农业农村和科技局"],
    );
}

#[test]
fn names_take_the_only_level_that_others_say_where_no_region_is_known() {
    let check = |list: &str, expected: &[&str]| {
        let facts = read(&format!(
            "一、发展\n1.发展农业。（{list}负责）\n2.建设学校。（{list}负责）\n"
        ));
        let names: Vec<_> = facts.units.iter().map(|unit| unit.name.as_str()).collect();
        assert_eq!(names, expected, "{list}");
    };
    check(
        "市财政局、住建局、各市（区）政府、开发区管委会",
        &["市财政局", "市住建局", "各市（区）政府", "开发区管委会"],
    );
    check(
        "省财政厅、市财政局、住建局",
        &["省财政厅", "市财政局", "住建局"],
    );
    check("财政部、市场监管总局", &["财政部", "市场监管总局"]);
}

#[test]
fn a_government_is_one_body_under_both_names() {
    let unit = |written: &str| {
        let facts = one_task("发展农业。", &format!("责任单位：{written}。"));
        let unit = facts.units[0].clone();
        (unit.id, unit.kind, unit.city.map(|city| city.code))
    };
    assert_eq!(unit("沈阳市"), unit("沈阳市人民政府"));
    assert_eq!(unit("沈阳市").1, UnitKind::LocalGovernment);
    assert_eq!(unit("沈阳市").2, Some(210_100));
    assert_eq!(unit("相关各市").1, UnitKind::Placeholder);
    assert_eq!(unit("省减灾委成员单位").1, UnitKind::Group);
}

#[test]
fn places_are_read_within_the_province_and_past_false_friends() {
    let gazetteer = bundled();
    let check = |text: &str, expected: &[&str]| {
        let facts = one_task(text, "责任单位：省财政厅。");
        let names: Vec<_> = facts.tasks[0]
            .cities
            .iter()
            .map(|link| gazetteer.city(link.city).unwrap().name.as_str())
            .collect();
        assert_eq!(names, expected, "{text}");
    };
    check("建设辽宁沿海城镇带。", &[]);
    check("描绘宏伟蓝图，由省振兴办负责。", &[]);
    check("开发营口北海新区。", &["营口市"]);
    check("治理大凌河、小凌河，保护凌河流域。", &[]);
    check("建设沈阳铁西产业区。", &["沈阳市", "铁西区"]);
    check("改造铁西区。", &[]);
    check("修建沈阳至北京、锦州至赤峰铁路。", &["沈阳市", "锦州市"]);
    check("搭建平台，公开原则，健康平稳，创新民生。", &[]);
    check("发展朝阳产业，扩大连锁经营。", &[]);
    check("发展社会主义县域经济。", &[]);
    check(
        "鞍山、抚顺和本溪市做强钢铁。",
        &["鞍山市", "抚顺市", "本溪市"],
    );
    check("加快昌图等36个大县建设。", &["昌图县"]);
    check("推进辽中县建设。", &["辽中县"]);
    check("保护绥中湾和庄河流域。", &[]);
}

#[test]
fn the_head_says_what_each_part_rests_on() {
    let basis = |facts: &Facts, field| {
        let mut head = facts.plan.head.iter();
        head.find(|fact| fact.field == field).map(|fact| fact.basis)
    };
    let (_, facts) = notice();
    assert_eq!(basis(&facts, HeadField::Title), Some(Basis::Inferred));
    assert_eq!(basis(&facts, HeadField::IssuedOn), Some(Basis::Stated));
    assert_eq!(basis(&facts, HeadField::Issuer), Some(Basis::Inferred));
    assert_eq!(basis(&facts, HeadField::DocumentNumber), None);
    assert_eq!(facts.plan.issued_on.unwrap().to_string(), "2012-02-17");
    assert_eq!(
        (facts.plan.period_start, facts.plan.period_end),
        (Some(2011), Some(2015))
    );
    let facts = one_task("发展农业。", "责任单位：省农委。");
    assert_eq!(
        facts.plan.document_number.as_deref(),
        Some("辽政发〔2012〕90号")
    );
    assert_eq!(basis(&facts, HeadField::Issuer), Some(Basis::Stated));
    assert_eq!(facts.plan.region.map(|region| region.code), Some(210_000));
}

#[test]
fn ids_hold_no_positions() {
    let before = one_task("发展农业。", "责任单位：省农委。");
    let after = one_task("发展 农业。", "责任单位：省财政厅、省农委。");
    assert_eq!(before.tasks[0].id, after.tasks[0].id);
    assert_eq!(
        before.tasks[0].assignments[0].id,
        after.tasks[0].assignments[1].id
    );
}

#[test]
fn every_quote_is_what_stands_at_its_span() {
    let (document, facts) = notice();
    let check = |span: &TextSpan| assert_eq!(document.quote(span.range), span.quote);
    for task in &facts.tasks {
        check(&task.span);
        task.headings
            .iter()
            .for_each(|heading| check(&heading.span));
        task.cities.iter().for_each(|link| check(&link.span));
        task.deadlines
            .iter()
            .for_each(|deadline| check(&deadline.span));
        task.commitments.iter().for_each(|word| check(&word.span));
        for assignment in &task.assignments {
            check(&assignment.span);
            check(&assignment.statement_span);
            assert_eq!(assignment.span.quote, assignment.name_as_written);
        }
    }
    facts
        .plan
        .head
        .iter()
        .filter_map(|fact| fact.span.as_ref())
        .for_each(check);
    facts
        .plan
        .clauses
        .iter()
        .for_each(|clause| check(&clause.span));
    facts
        .plan
        .chapters
        .iter()
        .for_each(|chapter| check(&chapter.span));
}

#[test]
fn no_two_facts_share_an_id() {
    let (_, facts) = notice();
    let mut ids: Vec<String> = Vec::new();
    for task in &facts.tasks {
        ids.push(task.id.to_string());
        ids.extend(
            task.assignments
                .iter()
                .map(|assignment| assignment.id.to_string()),
        );
        ids.extend(task.cities.iter().map(|link| link.id.to_string()));
    }
    ids.extend(
        facts
            .plan
            .diagnostics
            .iter()
            .map(|recorded| recorded.id.to_string()),
    );
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(32))]
    #[test]
    fn no_statement_stops_the_reader(names in "[省市团各有关（）()、，财政厅局委沈阳铁西每年3月底前 ]{0,24}") {
        let facts = one_task(&names, &format!("责任单位：{names}。"));
        proptest::prop_assert!(!facts.tasks.is_empty());
    }
}

#[test]
fn an_unsigned_notice_is_of_the_body_that_its_number_names() {
    let check = |number: &str, issuer: &str| {
        let facts = read(&format!(
            "关于分解2012年任务的通知\n{number}\n\n各有关单位：\n　　一、发展\n　　1.改造学校。\n　　责任单位：教育局。\n　　二、民生\n　　1.改造医院。\n　　责任单位：卫生局。\n"
        ));
        let head = facts
            .plan
            .head
            .iter()
            .find(|fact| fact.field == HeadField::Issuer);
        assert_eq!(
            head.map(|fact| fact.value.as_str()),
            Some(issuer),
            "{number}"
        );
    };
    check("辽政发〔2012〕8号", "辽宁省人民政府");
    check("辽政办发〔2012〕8号", "辽宁省人民政府办公厅");
    check("大政办发〔2012〕8号", "大连市人民政府办公厅");
    check("鞍政办发〔2012〕8号", "鞍山市人民政府办公室");
}

#[test]
fn a_plan_that_a_task_speaks_of_gives_no_period() {
    let check = |opening: &str, task: &str, expected: Option<(u16, u16)>| {
        let facts = read(&format!(
            "辽宁省人民政府关于分解任务的通知\n\n各有关单位：\n　　{opening}现将任务分解如下：\n　　一、发展\n　　1.{task}\n　　责任单位：省教育厅。\n"
        ));
        let plan = &facts.plan;
        let period = plan.period_start.zip(plan.period_end);
        assert_eq!(period, expected, "{opening} {task}");
    };
    check("", "落实“十三五”规划。", None);
    check(
        "为落实“十四五”规划，",
        "巩固“十三五”成果。",
        Some((2021, 2025)),
    );
}

#[test]
fn another_province_finds_nothing_of_its_own_in_the_notice_s_words() {
    let gazetteer = bundled();
    let bytes = std::fs::read(repository("data/plans/liaoning-2012-division.txt")).unwrap();
    let document = source::read("notice.txt", &bytes).unwrap();
    let outline = parse::parse(&document);
    let mut found = Vec::new();
    for &province in gazetteer.children(gazetteer.nation()) {
        let region = gazetteer.city(province).unwrap().name.clone();
        if region == "辽宁省" {
            continue;
        }
        let manifest = PlanManifest {
            region: Some(region),
            ..PlanManifest::default()
        };
        let facts = extract(&document, &outline, &manifest, gazetteer);
        let links = facts.tasks.into_iter().flat_map(|task| task.cities);
        found.extend(
            links
                .filter(|link| link.via == Via::Mentioned)
                .map(|link| link.span.quote),
        );
    }
    assert_eq!(found, ["锡林浩特", "赤峰"]);
}
