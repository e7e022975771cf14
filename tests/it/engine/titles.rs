//! With several plans, words of a title mean what the plan says that bears it, behind what says them itself.

use plangraph::engine::{Hit, SearchKind, SearchRequest, View};
use plangraph::search::{MatchKind, Part};

use super::regions::engine;

const FIVE_YEARS: &str = "四川省人民政府关于分解落实《四川省国民经济和社会发展第十三个五年规划纲要》主要任务的通知\n\
川政发〔2016〕8号\n\n各市州人民政府：\n一、农业农村\n1.稳定粮食播种面积。\n责任单位：省农业厅。\n\
2.“十三五”期间，新建公路十条。\n责任单位：省交通厅。\n四川省人民政府\n2016年3月1日\n";

const LIVELIHOOD: &str = "四川省人民政府关于分解落实2017年民生实事的通知\n川政发〔2017〕2号\n\n各市州人民政府：\n\
一、农业农村\n1.改造农村危房。\n责任单位：省建设厅。\n2.编制粮食仓库规划。\n责任单位：省粮食局。\n\
四川省人民政府\n2017年2月1日\n";

/// The hits of a query, with their texts.
fn found(view: &View, query: &str) -> Vec<(Hit, String)> {
    let request = SearchRequest {
        query: query.to_owned(),
        kinds: vec![SearchKind::Task],
        ..SearchRequest::default()
    };
    let hits = view.search(&request, 0, 20).unwrap().hits;
    let ordinals: Vec<_> = hits.iter().map(|hit| hit.ordinal).collect();
    let tasks = view.tasks(&ordinals).unwrap();
    let texts = tasks.iter().map(|task| task.text.clone());
    hits.into_iter().zip(texts).collect()
}

#[test]
fn words_of_a_title_mean_what_its_plan_says() {
    let (engine, _folder) = engine(&[FIVE_YEARS, LIVELIHOOD]);
    let view = engine.view();
    let check = |query: &str, expected: &[&str]| {
        let found = found(&view, query);
        let texts: Vec<_> = found.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts.get(..expected.len()), Some(expected), "{query}");
    };
    // What says it comes first; the period of a plan has a name that its title puts otherwise.
    check(
        "十三五",
        &["“十三五”期间，新建公路十条。", "稳定粮食播种面积。"],
    );
    check("民生实事", &["改造农村危房。", "编制粮食仓库规划。"]);
    check("民生实事 粮食", &["编制粮食仓库规划。"]);
}

#[test]
fn a_hit_says_that_its_plan_is_called_so() {
    let (engine, _folder) = engine(&[FIVE_YEARS, LIVELIHOOD]);
    let found = found(&engine.view(), "民生实事");
    let [(hit, _), ..] = &found[..] else {
        panic!("{found:?}");
    };
    assert!(!hit.is_close, "{hit:?}");
    let met = hit.matches.iter().map(|met| (met.part, met.how));
    let met: Vec<_> = met.collect();
    assert!(met.contains(&(Part::Title, MatchKind::Alias)), "{met:?}");
}

#[test]
fn a_title_that_all_plans_bear_means_nothing() {
    let (engine, _folder) = engine(&[LIVELIHOOD]);
    assert!(found(&engine.view(), "民生实事").is_empty());
}
