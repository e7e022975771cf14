//! What a query means beside its words: names with their parts under operators, denied, several at once, in questions.

use serde_json::{Value, json};

use crate::search::judged::bundled;

const FOUND: &str = "query($query: String!) { search(query: $query, first: 0) {
  totalCount closeCount interpretation { terms { text role isNegated applied } } } }";

const MEANT: &str = "query($filter: TaskFilter) { tasks(filter: $filter) { totalCount } }";

fn lead(unit: &str) -> Value {
    json!({ "units": { "any": [unit], "role": "LEAD" } })
}

fn part(unit: &str) -> Value {
    json!({ "units": { "any": [unit] } })
}

fn chapters(numbers: &[u32]) -> Value {
    json!({ "chapters": numbers })
}

fn not(filter: &Value) -> Value {
    json!({ "not": filter })
}

fn either(one: &Value, other: &Value) -> Value {
    json!({ "or": [one, other] })
}

/// What each of `queries` finds is what `filter` means, neither more nor less.
fn check(queries: &[&str], filter: &Value) {
    let sample = bundled();
    let meant = sample.data_with(MEANT, json!({ "filter": filter }));
    let meant = &meant["tasks"]["totalCount"];
    assert!(meant.as_u64() > Some(0), "{filter}");
    for query in queries {
        let found = sample.data_with(FOUND, json!({ "query": query }));
        let found = &found["search"];
        assert_eq!(found["totalCount"], *meant, "{query}: {found}");
        assert_eq!(found["closeCount"], *meant, "{query}: {found}");
    }
}

#[test]
fn a_name_under_an_operator_means_its_tasks() {
    check(
        &[
            "-省农委牵头",
            "NOT 省农委牵头",
            "NOT (省农委牵头)",
            "-牵头:省农委",
            "不含省农委牵头",
            "不包括由省农委牵头的任务",
        ],
        &not(&lead("省农委")),
    );
    check(
        &["-第五章", "NOT 章:5", "不含第五章", "不包括章:5"],
        &not(&chapters(&[5])),
    );
    check(
        &["-第五、六章", "不含第五章和第六章", "不含第五、六章"],
        &not(&chapters(&[5, 6])),
    );
    check(
        &["省农委牵头 -第二章", "省农委牵头 NOT 章:2"],
        &json!({ "and": [lead("省农委"), not(&chapters(&[2]))] }),
    );
    let both = either(&lead("省农委"), &lead("省水利厅"));
    check(
        &["省农委牵头 OR 省水利厅牵头", "牵头:省农委 或 牵头:省水利厅"],
        &both,
    );
    check(
        &["(省农委牵头 OR 省水利厅牵头) “灌区”"],
        &json!({ "and": [both, { "text": "灌区" }] }),
    );
    check(
        &["“水库” OR 省水利厅牵头"],
        &either(&json!({ "text": "水库" }), &lead("省水利厅")),
    );
    check(
        &["“水库” -(第五章 省农委牵头)"],
        &json!({ "text": "水库", "not": { "and": [chapters(&[5]), lead("省农委")] } }),
    );
    let places = |name: &str| json!({ "cities": { "any": [name], "via": "ASSIGNED" } });
    check(
        &["大连负责 OR 沈阳负责"],
        &either(&places("大连"), &places("沈阳")),
    );
}

#[test]
fn several_chapters_or_bodies_are_asked_for_at_once() {
    let chapters = chapters(&[5, 6]);
    check(
        &[
            "章:5,6",
            "章:5、6",
            "章:5-6",
            "章:5 OR 章:6",
            "章:(5 6)",
            "第五章 第六章",
            "第五、六章",
            "第5章和第6章",
        ],
        &chapters,
    );
    check(
        &["五章", "第 5 章", "第五章任务"],
        &json!({ "chapters": [5] }),
    );
    check(
        &[
            "单位:省农委,省水利厅",
            "单位:(省农委 OR 省水利厅)",
            "單位：省農委、省水利廳",
        ],
        &either(&part("省农委"), &part("省水利厅")),
    );
    check(
        &[
            "配合:省财政厅",
            "协办:省财政厅",
            "supporting:省财政厅",
            "省财政厅配合",
        ],
        &json!({ "units": { "any": ["省财政厅"], "role": "SUPPORTING" } }),
    );
    // Nobody is printed as supporting here: what it is responsible for beside another that leads.
    check(
        &["省总工会配合", "省总工会配合哪些任务"],
        &json!({ "and": [part("省总工会"), not(&lead("省总工会"))] }),
    );
}

#[test]
fn a_name_is_denied_as_people_deny() {
    check(
        &[
            "非省农委牵头",
            "不是省农委牵头",
            "不由省农委牵头",
            "不由省农委牵头的任务",
            "省农委不牵头",
        ],
        &not(&lead("省农委")),
    );
    check(
        &["不由省农委、省水利厅牵头"],
        &json!({ "and": [not(&lead("省农委")), not(&lead("省水利厅"))] }),
    );
    check(
        &[
            "除省农委外",
            "除了省农委",
            "省农委以外",
            "省农委之外的任务",
            "没有省农委的",
            "不含省农委",
        ],
        &not(&part("省农委")),
    );
    let sample = bundled();
    let negated = |query: &str| {
        let found = sample.data_with(FOUND, json!({ "query": query }));
        found["search"]["interpretation"]["terms"][0]["isNegated"].clone()
    };
    for (query, expected) in [
        ("非省农委牵头", true),
        ("-省农委牵头", true),
        ("省农委牵头", false),
        ("省农委", false),
        ("(水库 -省农委牵头) OR 灌区", true),
        ("-(水库 -省农委牵头)", false),
    ] {
        assert_eq!(negated(query), expected, "{query}");
    }
}

#[test]
fn what_is_denied_together_is_denied_each_by_itself() {
    let found = |query: &str| {
        let found = bundled().data_with(FOUND, json!({ "query": query }));
        found["search"]["closeCount"].clone()
    };
    let apart = found("-大连 -沈阳");
    assert!(apart.as_u64() < found("-大连").as_u64());
    for together in ["不含大连和沈阳", "不包括大连、沈阳", "NOT 大连以及沈阳"]
    {
        assert_eq!(found(together), apart, "{together}");
    }
}

#[test]
fn a_name_is_known_in_every_order_and_form() {
    check(
        &[
            "辽宁省农委牵头",
            "牵头单位是省农委",
            "牵头的是省农委",
            "省农委共同牵头",
            "省农委牵头的任务有哪些",
            "哪些任务由省农委牵头",
            "省农委牵头哪些任务",
            "牽頭:省農委",
            "是不是由省农委牵头",
            "是不是省农委牵头",
        ],
        &lead("省农委"),
    );
    check(&["辽宁省发改委牵头"], &lead("省发展改革委"));
    check(
        &["省农委参与", "省农委承担的任务", "参与:省农委"],
        &part("省农委"),
    );
    check(&["人社厅", "省人社厅"], &part("省人力资源社会保障厅"));
    check(&["编办"], &part("省编委办"));
}

#[test]
fn what_is_met_by_something_wider_only_fits_loosely() {
    let sample = bundled();
    let close = |query: &str| {
        let found = sample.data_with(FOUND, json!({ "query": query }));
        let found = &found["search"];
        assert!(found["totalCount"].as_u64() > Some(0), "{query}");
        found["closeCount"].as_u64().unwrap()
    };
    for query in ["雄安", "比特币", "乡村振兴"] {
        assert_eq!(close(query), 0, "{query}");
    }
    // Equal words say the same.
    for query in ["民企", "农业"] {
        assert!(close(query) > 0, "{query}");
    }
}
