//! Questions for units: who leads, who has most, who works with whom, what became of one.

use serde_json::{Value, json};

use super::{SAMPLE, about, ask, check, in_role, list, part, same_rows, says};

#[test]
fn who_leads_and_who_has_a_part() {
    check(
        &[
            "哪个部门牵头公立医院改革",
            "公立医院改革是哪个单位牵头的",
            "公立医院改革的牵头单位是谁",
            "公立医院改革由谁牵头？",
            "谁牵头公立医院改革",
            "公立医院改革是由哪个部门牵头推行的",
            "公立医院改革哪家牵头",
        ],
        "AskTopicLeads",
        &about("“公立医院改革”", &json!({})),
    );
    check(
        &[
            "谁负责饮水安全",
            "饮水安全归谁管",
            "饮水安全由哪个部门负责",
            "饮水安全是谁的事",
            "饮水安全是谁的责任",
            "饮水安全谁说了算",
            "饮水安全这事归谁管",
            "饮水安全的牵头单位和责任单位各是谁",
            "饮水安全归哪个厅管",
            "哪些单位负责饮水安全",
            "谁来管饮水安全",
            "饮水安全的责任单位有哪些",
            "哪些部门参与饮水安全",
        ],
        "AskTopicUnits",
        &about("“饮水安全”", &json!({})),
    );
    check(
        &["谁来管农民专业合作社"],
        "AskTopicUnits",
        &about("“农民专业合作社”", &json!({})),
    );
    check(
        &["单位工业增加值用水量由谁负责"],
        "AskTopicUnits",
        &about("“单位工业增加值用水量”", &json!({})),
    );
    // Nobody leads it, so whoever has a part is named, and that is said.
    check(
        &["谁牵头铁路建设"],
        "AskTopicUnits",
        &about("“铁路建设”", &json!({})),
    );
    assert!(
        ask(&SAMPLE, "谁牵头铁路建设")["summary"]
            .as_str()
            .unwrap()
            .contains("没有写明牵头单位")
    );
    check(
        &["第五章由哪些单位牵头", "第五章的牵头单位有哪些"],
        "AskGroups",
        &json!({ "filter": { "chapters": [5] }, "groupBy": ["LEAD_UNIT"] }),
    );
    check(
        &["涉及大连的任务有哪些单位参与"],
        "AskGroups",
        &json!({ "filter": { "cities": { "any": ["大连"] } }, "groupBy": ["UNIT"] }),
    );
    check(
        &["第十三章有哪些单位配合"],
        "AskParts",
        &json!({ "filter": { "chapters": [13] }, "role": "SUPPORTING" }),
    );
    let answer = ask(&SAMPLE, "谁负责医疗改革");
    same_rows(&SAMPLE, &answer);
    let first = answer["rows"][0]["text"].as_str().unwrap();
    assert!(
        first.starts_with("省卫生厅") || first.starts_with("省发展改革委"),
        "{answer}"
    );
}

#[test]
fn rankings_comparisons_and_partners() {
    let ranked = |role: Value, field: &str, direction: &str| {
        let filter = if role.is_null() {
            json!({})
        } else {
            json!({ "role": role })
        };
        json!({ "filter": filter, "orderBy": { "field": field, "direction": direction } })
    };
    check(
        &[
            "牵头任务最多的单位是哪个",
            "哪个单位牵头的任务最多",
            "谁牵头的任务最多",
            "牵头任务最多的前五个单位",
        ],
        "AskUnits",
        &ranked(json!("LEAD"), "LEAD_COUNT", "DESC"),
    );
    check(
        &[
            "哪些部门任务最多",
            "任务最多的是谁",
            "任务最多的前5个部门",
            "一共有多少单位",
        ],
        "AskUnits",
        &ranked(Value::Null, "TASK_COUNT", "DESC"),
    );
    check(
        &["牵头最少的单位是谁"],
        "AskUnits",
        &ranked(json!("LEAD"), "LEAD_COUNT", "ASC"),
    );
    let five = ask(&SAMPLE, "任务最多的前5个部门");
    assert_eq!(five["rows"].as_array().unwrap().len(), 5);
    let chapters = |filter: Value| json!({ "filter": filter, "groupBy": ["CHAPTER"] });
    check(
        &["哪一章任务最多", "任务最多的是哪一章"],
        "AskGroups",
        &chapters(json!({})),
    );
    check(
        &["省农委的任务分布在哪些章", "省农委在哪几章有任务"],
        "AskGroups",
        &chapters(part("省农委")),
    );
    let cities = |filter: Value| json!({ "filter": filter, "groupBy": ["CITY"] });
    check(
        &["哪个城市的任务最多", "任务最多的城市是哪个"],
        "AskGroups",
        &cities(json!({})),
    );
    check(
        &["省农委牵头的任务涉及哪些城市"],
        "AskGroups",
        &cities(in_role("省农委", "LEAD")),
    );
    check(
        &["铁路建设在哪一章", "铁路建设是第几章的"],
        "AskTopicChapters",
        &about("“铁路建设”", &json!({})),
    );
    check(
        &["沿海经济带涉及哪些城市"],
        "AskTopicCities",
        &about("“沿海经济带”", &json!({})),
    );
    for question in [
        "省交通厅和谁合作最多",
        "省交通厅跟哪些单位合作最多",
        "和省交通厅合作最多的单位是哪个",
        "和省交通厅一起参与任务最多的单位是谁",
        "省交通厅的合作伙伴有哪些",
        "省交通厅与哪个部门合作最密切",
        "省交通厅跟哪些单位一起做的任务最多",
    ] {
        let answer = ask(&SAMPLE, question);
        assert_eq!(answer["operation"], "AskPartners", "{question}: {answer}");
        let data = same_rows(&SAMPLE, &answer);
        assert_eq!(data[0]["name"], "省交通厅", "{question}");
        assert!(
            answer["summary"].as_str().unwrap().contains("省发展改革委"),
            "{answer}"
        );
    }
}

#[test]
fn tasks_of_each_of_several_bodies_and_of_one_whose_part_is_said_behind() {
    says(
        "省农委、省水利厅分别牵头哪些任务",
        "省农委牵头或省水利厅牵头的任务共 10 项：省农委 6 项，省水利厅 4 项。",
        10,
    );
    check(
        &[
            "省财政厅是哪些任务的牵头单位",
            "省财政厅是几项任务的牵头单位",
        ],
        "AskTasks",
        &json!({ "filter": in_role("省财政厅", "LEAD") }),
    );
}

#[test]
fn units_are_compared_by_their_counts() {
    for (question, role, best) in [
        ("省农委和省水利厅谁牵头的任务多", json!("LEAD"), "省农委"),
        ("省农委、省水利厅分别牵头几项", json!("LEAD"), "省农委"),
        ("省农委和省水利厅各牵头多少任务", json!("LEAD"), "省农委"),
        ("大连市和铁岭市，谁承担的任务多一些", Value::Null, "铁岭市"),
        ("省教育厅和省科技厅哪个任务更多", Value::Null, "省科技厅"),
        (
            "省教育厅与省科技厅相比谁的任务更少",
            Value::Null,
            "省教育厅",
        ),
    ] {
        let answer = ask(&SAMPLE, question);
        let variables: Value = serde_json::from_str(answer["variables"].as_str().unwrap()).unwrap();
        assert_eq!(
            (&answer["operation"], &variables["role"]),
            (&json!("AskUnitCounts"), &role),
            "{question}"
        );
        let summary = answer["summary"].as_str().unwrap();
        assert!(summary.starts_with(best), "{answer}");
        let data = same_rows(&SAMPLE, &answer);
        let counts = list(&data, "/nodes").map(|unit| unit["taskCount"].as_i64().unwrap());
        let counts: Vec<_> = counts.collect();
        let difference = (counts[0] - counts[1]).abs();
        assert!(
            summary.contains(&format!("相差 {difference} 项")),
            "{answer}"
        );
        for (row, unit) in list(&answer, "/rows").zip(list(&data, "/nodes")) {
            let count = format!("{} 项", unit["taskCount"]);
            assert!(
                row["text"].as_str().unwrap().ends_with(&count),
                "{row} {unit}"
            );
        }
    }
}

#[test]
fn who_leads_and_who_supports_is_one_question() {
    check(
        &["建立和完善生态补偿机制谁牵头，哪些单位配合"],
        "AskTopicUnits",
        &about("“建立和完善生态补偿机制”", &json!({})),
    );
}

#[test]
fn bodies_are_counted_within_what_is_asked_about() {
    let within = |question: &str, name: &str, pointer: &str| {
        let answer = ask(&SAMPLE, question);
        assert_eq!(answer["operation"], name, "{question}: {answer}");
        same_rows(&SAMPLE, &answer);
        let variables: Value = serde_json::from_str(answer["variables"].as_str().unwrap()).unwrap();
        variables.pointer(pointer).cloned()
    };
    let text = json!({ "text": "饮水安全" });
    assert_eq!(
        within(
            "省农委和省水利厅谁牵头的饮水安全任务多",
            "AskUnitCounts",
            "/filter"
        ),
        Some(text.clone())
    );
    assert_eq!(
        within(
            "省农委在饮水安全方面和谁合作最多",
            "AskPartners",
            "/filter/tasks"
        ),
        Some(text)
    );
    assert_eq!(
        within(
            "省农委牵头的任务和谁合作最多",
            "AskPartners",
            "/filter/tasks"
        ),
        Some(in_role("省农委", "LEAD"))
    );
}

/// The answer lists so many, and its sentence says what is expected.
#[track_caller]
fn check_listed(question: &str, rows: usize, expected: &str) {
    let answer = ask(&SAMPLE, question);
    same_rows(&SAMPLE, &answer);
    let summary = answer["summary"].as_str().unwrap();
    assert!(summary.contains(expected), "{question}: {summary}");
    let listed = list(&answer, "/rows").count();
    assert_eq!(listed, rows, "{question}: {summary}");
}

#[test]
fn whoever_is_level_is_named_and_listed() {
    check_listed(
        "第13章哪个单位牵头最多",
        10,
        "共 16 项，其中 14 项有牵头单位，分属 10 个牵头单位，最多的是省财政厅、省政府金融办，各牵头 3 项。",
    );
    check_listed("哪一章的任务最多", 15, "分属 15 章，最多的是第11章");
    check_listed(
        "哪一章的任务最多",
        15,
        "、第5章 强化基础设施建设，各 19 项。",
    );
    check_listed("任务最少的前三章", 5, "（这里列出前 3 位，并列的都列出）");
    check_listed(
        "牵头任务最多的前三家单位",
        4,
        "（这里列出前 3 位，并列的都列出）",
    );
    check_listed(
        "第五章牵头任务最多的前三个单位",
        4,
        "省发展改革委、省水利厅，各牵头 4 项",
    );
    check_listed("第五章牵头任务最少的单位", 5, "最少的是");
    check_listed("退耕还林的责任单位有哪些", 25, "有分工的单位共 25 个");
    check_listed("三网融合的责任单位有几家", 10, "有分工的单位共 10 个");
    check_listed("省卫生厅的前三名合作伙伴", 3, "最多的是省发展改革委：12 项");
}

#[test]
fn bodies_that_are_left_out_are_not_counted() {
    check_listed(
        "除了省发展改革委，谁牵头的任务最多",
        35,
        "除省发展改革委外分属 35 个牵头单位，最多的是省经济和信息化委：牵头 9 项",
    );
    check_listed(
        "除省发展改革委以外，改善农村生产生活条件这一节还有谁牵头",
        2,
        "除省发展改革委外分属 2 个牵头单位",
    );
}

#[test]
fn cities_that_do_something_are_governments() {
    let answer = ask(&SAMPLE, "全省有几个市承担了任务");
    let data = same_rows(&SAMPLE, &answer);
    let names: Vec<_> = list(&data, "/nodes")
        .map(|unit| unit["name"].as_str().unwrap())
        .collect();
    assert_eq!(names.len(), 14, "{answer}");
    assert!(names.iter().all(|name| name.ends_with('市')), "{names:?}");
    let most = ask(&SAMPLE, "哪个市承担的任务最多");
    same_rows(&SAMPLE, &most);
    assert!(
        most["summary"].as_str().unwrap().contains("的市共 14 个"),
        "{most}"
    );
}

#[test]
fn chapters_and_sections_are_counted() {
    let within =
        |chapters: Value, by: &str| json!({ "filter": { "chapters": chapters }, "groupBy": [by] });
    check(
        &["第五章跟第十章比，哪章任务多", "第五章和第十章各有多少任务"],
        "AskGroups",
        &within(json!([5, 10]), "CHAPTER"),
    );
    check(
        &["第八章有几节"],
        "AskGroups",
        &within(json!([8]), "SECTION"),
    );
}

#[test]
fn bodies_within_a_bound() {
    check_listed(
        "牵头任务超过5项的单位有哪些",
        6,
        "牵头任务不少于 6 项的单位共 6 个",
    );
    check_listed("牵头7项以上的单位", 4, "牵头任务不少于 7 项的单位共 4 个");
    check_listed(
        "牵头任务不足2项的单位有几个",
        16,
        "牵头任务不多于 1 项的单位共 16 个",
    );
    check_listed("任务超过200项的单位", 0, "任务不少于 201 项的单位共 0 个");
}

#[test]
fn who_only_supports_is_told_from_who_is_responsible() {
    check_listed("第十二章由哪些单位负责", 13, "分属 13 个单位（9 个只配合）");
    check_listed("谁负责文化产业", 6, "有分工的单位共 6 个（5 个只配合）");
    let row = |question: &str, at: usize| {
        let answer = ask(&SAMPLE, question);
        answer["rows"][at]["text"].as_str().unwrap().to_owned()
    };
    assert!(row("谁负责文化产业", 1).ends_with("：配合 1 项"));
    assert!(row("谁负责公立医院改革", 1).ends_with("：负责 1 项"));
}

#[test]
fn others_than_those_named() {
    check_listed("省妇联牵头的任务里还有谁参与", 9, "除省妇联外分属 9 个单位");
}

#[test]
fn what_became_of_a_unit() {
    for (question, name, expected) in [
        ("省农委现在叫什么", "AskSuccessors", "省农业农村厅"),
        (
            "省国土资源厅后来改成什么了",
            "AskSuccessors",
            "省自然资源厅",
        ),
        ("省农业农村厅的前身是什么", "AskPredecessors", "省农委"),
        ("省自然资源厅的前身", "AskPredecessors", "省国土资源厅"),
        ("省文旅厅的前身是哪些单位", "AskPredecessors", "省旅游局"),
        ("省市场监管局合并了哪几家", "AskPredecessors", "省工商局"),
    ] {
        let answer = ask(&SAMPLE, question);
        assert_eq!(answer["operation"], name, "{question}: {answer}");
        assert!(answer["rows"].to_string().contains(expected), "{answer}");
        same_rows(&SAMPLE, &answer);
    }
}

#[test]
fn who_supports_most_is_ranked_by_what_it_supports() {
    for (question, is_least) in [
        ("配合任务最多的前三个单位", false),
        ("哪个单位配合的任务最少", true),
    ] {
        let answer = ask(&SAMPLE, question);
        assert_eq!(answer["operation"], "AskUnitCounts", "{question}: {answer}");
        let data = same_rows(&SAMPLE, &answer);
        let counts = list(&data, "/nodes").map(|unit| unit["taskCount"].as_u64().unwrap());
        let counts: Vec<_> = counts.collect();
        let is_sorted =
            counts.is_sorted_by(|one, next| if is_least { one <= next } else { one >= next });
        assert!(is_sorted && !counts.is_empty(), "{question}: {counts:?}");
        for (row, count) in list(&answer, "/rows").zip(&counts) {
            let text = row["text"].as_str().unwrap();
            assert!(
                text.ends_with(&format!("：配合 {count} 项")),
                "{text}: {count}"
            );
        }
    }
}
