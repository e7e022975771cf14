//! What a client sees of ranking: what fits and what only fills up, corrections, what is alike, what is suggested.

use serde_json::{Value, json};

use crate::search::judged::bundled;

const SEARCH: &str = "query($query: String!, $keep: [String!], $first: Int, $after: String) {
  search(query: $query, keepAsText: $keep, first: $first, after: $after) {
    totalCount closeCount pageInfo { hasNextPage endCursor }
    facets { plans { count } }
    interpretation { corrections { from to applied range { start end } } }
    edges { isLoose node { ... on Task { id text } } } } }";

const SIMILAR: &str = "query($id: ID!, $first: Int, $after: String, $across: Boolean) { task(id: $id) {
  similar(first: $first, after: $after, acrossPlans: $across) { totalCount pageInfo { hasNextPage endCursor }
    edges { node { id text } likeness { score terms { term weight } } } } } }";

fn ask(query: &str, variables: Value) -> Value {
    let mut answer = bundled().answer(query, variables);
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"].take()
}

fn search(variables: Value) -> Value {
    ask(SEARCH, variables)["search"].take()
}

fn ids(connection: &Value) -> Vec<String> {
    let edges = connection["edges"].as_array().unwrap().iter();
    edges
        .map(|edge| edge["node"]["id"].as_str().unwrap().to_owned())
        .collect()
}

/// All pages of a connection, `size` at a time.
fn paged(size: usize, mut page: impl FnMut(usize, Value) -> Value) -> Vec<String> {
    let (mut found, mut after) = (Vec::new(), Value::Null);
    loop {
        let connection = page(size, after);
        found.extend(ids(&connection));
        if connection["pageInfo"]["hasNextPage"] == false {
            return found;
        }
        after = connection["pageInfo"]["endCursor"].clone();
    }
}

#[test]
fn what_fits_comes_first_and_all_of_it_is_counted() {
    for query in [
        "港口",
        "农民工 落户",
        "看病难看病贵",
        "改革",
        "15%",
        "省畜牧局",
        "粮食 -渔业",
    ] {
        let whole = search(json!({ "query": query, "first": 100 }));
        let edges = whole["edges"].as_array().unwrap();
        let close = usize::try_from(whole["closeCount"].as_u64().unwrap()).unwrap();
        assert_eq!(whole["totalCount"], edges.len(), "{query}");
        assert_eq!(whole["facets"]["plans"][0]["count"], edges.len(), "{query}");
        assert!(close >= 20 || edges.len() <= 30, "{query}");
        for (place, edge) in edges.iter().enumerate() {
            assert_eq!(edge["isLoose"], place >= close, "{query} {place}");
        }
        let again = paged(7, |first, after| {
            search(json!({ "query": query, "first": first, "after": after }))
        });
        assert_eq!(again, ids(&whole), "{query}");
    }
    // Quantities and names are met or they are not, and who writes an operator means it.
    for query in ["15%", "省畜牧局", "“港口”", "粮食 -渔业", "风电 且 光伏"] {
        let found = search(json!({ "query": query }));
        assert_eq!(found["totalCount"], found["closeCount"], "{query}");
    }
}

#[test]
fn a_correction_is_applied_when_it_is_clearly_better_and_can_be_taken_back() {
    let check = |query: &str, from: &str, to: &str| {
        let found = search(json!({ "query": query }));
        let corrections = &found["interpretation"]["corrections"];
        assert_eq!(corrections[0]["from"], from, "{query}: {corrections}");
        assert_eq!(corrections[0]["to"], to, "{query}: {corrections}");
        assert_eq!(corrections[0]["applied"], true, "{query}");
        let kept = search(json!({ "query": query, "keep": [from] }));
        assert_eq!(kept["interpretation"]["corrections"], json!([]), "{query}");
    };
    check("公立一院改革", "公立一院改革", "公立医院改革");
    check("沿海经济代", "沿海经济代", "沿海经济带");
    // What stands behind a place, which itself is right.
    check("沈阳经济曲", "沈阳经济曲", "沈阳经济区");
    // A strange word beside one that is known.
    check("信仿工作", "信仿", "信访");
    check("铁璐货运", "铁璐", "铁路");
    check("农民工落沪", "落沪", "落户");
    // A character typed twice; what stands in the corpus is no word: 港铁路建设.
    check("铁铁路建设", "铁铁路建设", "铁路建设");
    check("沈沈阳经济区", "沈沈阳经济区", "沈阳经济区");
    check("shenyang jingjiqu", "shenyang jingjiqu", "沈阳经济区");
    check("syjjq", "syjjq", "沈阳经济区");
    check("粮食 gangkou", "gangkou", "港口");
    for right in [
        "现代农业",
        "大连 渔业",
        "元宇宙",
        "数字货币",
        "gdp",
        "乡村振兴",
        "柞蚕养殖",
        "丰巢快递柜",
        "殡葬改革",
        // 去 is no character too many.
        "企业怎样到国外去投资",
    ] {
        let found = search(json!({ "query": right }));
        let corrections = found["interpretation"]["corrections"].as_array().unwrap();
        let is_applied = corrections.iter().any(|one| one["applied"] == true);
        assert!(!is_applied, "{right}: {corrections:?}");
    }
}

#[test]
fn names_numbers_and_latin_words_are_not_said_otherwise_in_part() {
    let expansions = |query: &str| {
        let query = json!({ "query": query });
        let asked = "query($query: String!) { search(query: $query) { interpretation { expansions { term } } } }";
        ask(asked, query)["search"]["interpretation"]["expansions"].take()
    };
    for query in ["省水利厅", "省发展改革委", "6120万亩", "www.baidu.com"] {
        assert_eq!(expansions(query), json!([]), "{query}");
    }
    assert_ne!(expansions("看病难"), json!([]));
}

#[test]
fn a_name_that_is_kept_as_text_is_nothing_else() {
    let close = |query: &str, keep: Value| {
        let found = search(json!({ "query": query, "keep": keep }));
        found["closeCount"].as_u64().unwrap()
    };
    assert!(close("发改委", json!([])) > 50);
    assert_eq!(close("发改委", json!(["发改委"])), 0);
    assert_eq!(close("省农委牵头", json!([])), 6);
    assert_eq!(close("省农委牵头", json!(["省农委牵头"])), 0);
}

#[test]
fn what_is_called_otherwise_elsewhere_is_found_first() {
    let check = |query: &str, expected: &str| {
        let found = search(json!({ "query": query, "first": 1 }));
        let text = found["edges"][0]["node"]["text"].as_str().unwrap();
        assert!(text.contains(expected), "{query}: {text}");
    };
    check("網際網路", "互联网");
    check("資訊安全", "信息网络安全");
    check("人工智慧 軟體", "软件");
    check("智慧財產權", "知识产权");
    check("身心障礙者", "残疾人");
}

#[test]
fn a_place_stands_for_those_within_and_around_it() {
    let texts = |query: &str| -> Vec<String> {
        let found = search(json!({ "query": query, "first": 100 }));
        let edges = found["edges"].as_array().unwrap().iter();
        edges
            .map(|edge| edge["node"]["text"].as_str().unwrap().to_owned())
            .collect()
    };
    let county = texts("瓦房店");
    assert!(county[0].contains("瓦房店"), "{county:?}");
    assert!(
        county.iter().skip(1).any(|text| text.contains("大连")),
        "{county:?}"
    );
    // A district that no plan names is still in its prefecture.
    assert!(texts("旅顺口").iter().any(|text| text.contains("大连")));
    // 凌源 lies in 朝阳.
    assert!(texts("朝阳市").iter().any(|text| text.contains("凌源")));
}

#[test]
fn tasks_that_are_alike_are_explained_and_stay_in_order() {
    let first = |query: &str| {
        search(json!({ "query": query, "first": 1 }))["edges"][0]["node"]["id"].clone()
    };
    let id = first("“地铁”");
    let similar = |first: usize, after: Value| {
        let found = ask(SIMILAR, json!({ "id": id, "first": first, "after": after }));
        found["task"]["similar"].clone()
    };
    let whole = similar(100, Value::Null);
    let edges = whole["edges"].as_array().unwrap();
    assert_eq!(whole["totalCount"], edges.len());
    assert!(!edges.is_empty() && !ids(&whole).contains(&id.as_str().unwrap().to_owned()));
    let mut last = f64::MAX;
    for edge in edges {
        let score = edge["likeness"]["score"].as_f64().unwrap();
        assert!(score <= last && score > 0.0, "{edge}");
        last = score;
        let terms = edge["likeness"]["terms"].as_array().unwrap();
        assert!(terms.len() >= 2, "{edge}");
        for term in terms {
            let word = term["term"].as_str().unwrap();
            assert!(
                edge["node"]["text"].as_str().unwrap().contains(word),
                "{word}: {edge}"
            );
        }
    }
    assert_eq!(paged(5, similar), ids(&whole));
    // There is one plan, so looking beyond it finds no more.
    let within = ask(SIMILAR, json!({ "id": id, "first": 100, "across": false }));
    assert_eq!(ids(&within["task"]["similar"]), ids(&whole));
}

#[test]
fn half_a_word_is_gone_on_with_by_sound() {
    let check = |prefix: &str, text: &str| {
        let query = "query($prefix: String!) { suggest(prefix: $prefix) { text } }";
        let found = ask(query, json!({ "prefix": prefix }));
        let texts = found["suggest"].as_array().unwrap();
        assert!(
            texts.iter().any(|one| one["text"] == text),
            "{prefix}: {found}"
        );
    };
    check("新农村", "加快社会主义新农村建设");
    check("jiakuaifazhanfuwu", "加快发展服务业");
    check("jkfzfwy", "加快发展服务业");
    check("youhuanengyuan", "优化能源结构");
    check("tielujianshe", "铁路建设");
    check("tljs", "铁路建设");
    check("铁路", "铁路建设");
    check("铁路jian", "铁路建设");
    check("senlinfugai", "森林覆盖率");
    check("yanglao", "养老");
    check("zhanluexing", "战略性新兴产业");
}
