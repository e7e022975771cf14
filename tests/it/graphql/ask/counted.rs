//! Questions for numbers: between bounds, the first few, by role, in a unit, and within what is spoken of.

use serde_json::{Value, json};

use super::{SAMPLE, ask, check, in_role, part, responsible, same_rows, says, within};

#[test]
fn bodies_and_chapters_lie_within_a_bound() {
    says(
        "只牵头一项任务的单位有哪些",
        "牵头任务恰好 1 项的单位共 16 个。",
        16,
    );
    for question in [
        "哪些单位牵头了三项任务",
        "牵头任务正好3项的单位",
        "恰好牵头三项任务的单位有几个",
    ] {
        says(question, "牵头任务恰好 3 项的单位共 4 个。", 4);
    }
    says(
        "参与任务只有一项的单位",
        "任务恰好 1 项的单位共 22 个。",
        22,
    );
    says(
        "牵头任务在3到5项之间的单位",
        "牵头任务在 3 到 5 项之间的单位共 8 个。",
        8,
    );
    says("任务超过10项的章有哪些", "任务不少于 11 项的章共 6 章。", 6);
    says("少于5项任务的章", "任务不多于 4 项的章共 2 章。", 2);
    says(
        "第五章牵头超过2项的单位",
        "第五章“强化基础设施建设”的任务中，牵头任务不少于 3 项的单位共 2 个。",
        2,
    );
    says(
        "跟省财政厅合作超过20次的单位",
        "与省财政厅共同承担任务不少于 21 项的单位共 2 个。",
        2,
    );
    says(
        "责任单位超过10个的任务有几项",
        "全部任务中，单位数大于10个的共 10 项。",
        10,
    );
    says(
        "参与单位不足2个的任务",
        "全部任务中，单位数小于2个的共 27 项（这里列出前 20 项）。",
        20,
    );
    for question in ["牵头任务数量倒数前三的单位", "牵头任务最少的三个单位"]
    {
        says(
            question,
            "有牵头任务的单位共 36 个（这里列出前 3 位，并列的都列出），最少的是省人口计生委、省民委、省外经贸厅等 16 个，各牵头 1 项。",
            16,
        );
    }
    says(
        "第四章、第五章里省发改委各参与几项",
        "省发展改革委参与、第四章“加快发展服务业”、第五章“强化基础设施建设”的任务共 23 项，分属 2 章，最多的是第5章 强化基础设施建设：15 项。",
        2,
    );
    says(
        "单位最多的三项任务",
        "全部任务中，单位最多的是第6章 促进区域协调互动发展：基本建成大连东北亚国际航运中心（22 个单位）（这里列出前 3 位，并列的都列出）。",
        4,
    );
    // 三项 is part of a matter where one stands beside it.
    check(
        &["城乡三项基本医疗保险参保率要达到多少"],
        "AskTopicIndicators",
        &json!({ "query": "“城乡三项基本医疗保险参保率”", "filter": {} }),
    );
}

#[test]
fn the_first_few_are_asked_for_in_many_ways() {
    for question in [
        "参与任务最多的三个部门是哪些",
        "任务最多的是哪三个单位",
        "哪三家单位参与的任务最多",
    ] {
        says(
            question,
            "有任务的单位共 96 个（这里列出前 3 个），最多的是省发展改革委：101 项。",
            3,
        );
    }
    says(
        "任务最少的两章是哪两章",
        "任务共 148 项，分属 15 章（这里列出前 2 章），最少的是第15章 健全规划实施机制：3 项。",
        2,
    );
    says(
        "省财政厅参与的任务中牵头次数排前三的单位",
        "省财政厅参与的任务共 68 项，分属 26 个牵头单位（这里列出前 3 位，并列的都列出），最多的是省发展改革委：牵头 12 项。",
        4,
    );
}

#[test]
fn a_body_is_counted_by_role() {
    for question in [
        "省农委牵头多少，配合多少",
        "省农委牵头几项、参与几项",
        "省农委牵头和配合的任务分别有多少",
        "农委：牵头几项？参与几项？",
        "省农委牵头和配合任务数",
    ] {
        says(
            question,
            "省农委参与 35 项，其中牵头 6 项、负责而不牵头 29 项、只配合 0 项。",
            1,
        );
    }
    says(
        "省民政厅和省水利厅牵头和参与各多少项",
        "省民政厅参与 22 项，其中牵头 3 项、负责而不牵头 16 项、只配合 3 项；省水利厅参与 11 项，其中牵头 4 项、负责而不牵头 7 项、只配合 0 项。",
        2,
    );
    let answer = ask(&SAMPLE, "第二章省农委牵头几项、参与几项");
    let data = same_rows(&SAMPLE, &answer);
    assert_eq!(
        (
            &data["nodes"][0]["taskCount"],
            &data["nodes"][0]["leadCount"]
        ),
        (&json!(6), &json!(4)),
        "{answer}"
    );
    // What two bodies do is a filter.
    check(
        &["省农委牵头、省财政厅参与的任务有多少"],
        "AskTasks",
        &within(&json!({ "and": [in_role("省农委", "LEAD"), part("省财政厅")] })),
    );
}

#[test]
fn whoever_only_supports_is_told_from_whoever_is_listed() {
    says(
        "省卫生厅配合的任务有几项",
        "没有符合“省卫生厅配合”的任务。省卫生厅列为责任单位而不牵头的有 10 项。",
        0,
    );
    says(
        "第五章省发改委牵头、省水利厅配合的任务",
        "没有同时符合以下条件的任务：省发展改革委牵头；省水利厅配合；第五章“强化基础设施建设”。省水利厅列为责任单位而不牵头的有 1 项。",
        0,
    );
    says(
        "公立医院改革谁配合",
        "提到“公立医院改革”的任务没有写明这样的单位，列为责任单位而不牵头的有省发展改革委、省财政厅、省人力资源社会保障厅等 4 个。",
        0,
    );
    says(
        "只参与不牵头的单位有哪些",
        "有任务的单位共 96 个，其中 60 个没有牵头任务。",
        60,
    );
    for (question, expected, rows) in [
        (
            "省财政厅只配合不牵头的任务有多少",
            "省财政厅配合、不由省财政厅牵头的任务共 2 项。",
            2,
        ),
        (
            "省财政厅只负责不牵头的任务有多少",
            "省财政厅负责、不由省财政厅牵头的任务共 63 项，这里列出前 20 项。",
            20,
        ),
    ] {
        says(question, expected, rows);
    }
    check(
        &["省农委只参与不牵头的任务"],
        "AskTasks",
        &within(&json!({ "and": [part("省农委"), { "not": in_role("省农委", "LEAD") }] })),
    );
}

#[test]
fn text_as_it_stands_narrows_what_is_counted() {
    let spoken = |text: &str| json!({ "text": text });
    says(
        "除了省卫生厅还有谁参与公立医院改革",
        "提到“公立医院改革”的任务共 1 项，除省卫生厅外分属 4 个单位，最多的是省财政厅、省发展改革委、省编委办等 4 个，各 1 项。",
        4,
    );
    says(
        "除了省农委，谁牵头粮食生产",
        "除省农委外提到“粮食生产”的任务没有牵头单位可列。",
        0,
    );
    says(
        "农村方面的任务哪个单位参与最少",
        "提到“农村”的任务共 25 项，分属 44 个单位（5 个只配合），最少的是省档案局、省文联、省社科院等 16 个，各 1 项。",
        44,
    );
    check(
        &["公立医院改革还有哪些单位参与"],
        "AskGroups",
        &json!({ "filter": spoken("公立医院改革"), "groupBy": ["UNIT"] }),
    );
    let answer = ask(&SAMPLE, "哪些城市参与沈阳经济区建设");
    same_rows(&SAMPLE, &answer);
    assert!(
        answer["summary"].as_str().unwrap().contains("的市共 8 个"),
        "{answer}"
    );
    says(
        "粮食生产的任务只有省农委负责的",
        "没有只写明一个单位的任务：提到“粮食生产”、省农委负责的任务都不止一个单位。",
        0,
    );
    for question in ["省农委以外的牵头单位有哪些", "除了省农委还有谁牵头"] {
        says(
            question,
            "任务共 148 项，其中 115 项有牵头单位，除省农委外分属 35 个牵头单位，最多的是省发展改革委：牵头 24 项。",
            35,
        );
    }
    check(
        &["除省农委以外省财政厅参与的任务"],
        "AskTasks",
        &within(&json!({ "and": [{ "not": part("省农委") }, part("省财政厅")] })),
    );
    // What stands nowhere as it is asked for narrows nothing.
    let answer = ask(&SAMPLE, "医疗改革哪个单位参与的任务最少");
    assert_eq!(answer["operation"], json!(null), "{answer}");
}

#[test]
fn a_figure_is_asked_for_in_its_unit() {
    for (question, expected) in [
        (
            "高速公路要修多少公里",
            "全省高速公路通车总里程（5000公里）：到2015年，全省高速公路通车总里程力争达到5000公里。",
        ),
        (
            "机场有多少个",
            "干支线机场（8个）：到2015年，干支线机场达到8个。",
        ),
        (
            "建几个机场",
            "干支线机场（8个）：到2015年，干支线机场达到8个。",
        ),
        ("生活垃圾无害化处理率", "城镇生活垃圾无害化处理率达到85%。"),
        (
            "城镇用水普及率和燃气普及率各是多少",
            "关于“城镇用水普及率和燃气普及率”的指标共 2 个：城镇用水普及率99%；燃气普及率94%。",
        ),
    ] {
        assert_eq!(ask(&SAMPLE, question)["summary"], expected, "{question}");
        same_rows(&SAMPLE, &ask(&SAMPLE, question));
    }
    check(
        &["二氧化硫和氮氧化物排放分别减少多少"],
        "AskIndicators",
        &within(&json!({ "subjects": ["氮氧化物排放", "二氧化硫排放"] })),
    );
    check(
        &["港口建设的目标", "港口建设的指标有哪些"],
        "AskIndicators",
        &within(&json!({ "tasks": { "text": "港口建设" } })),
    );
    check(
        &["省林业厅负责的指标有多少个"],
        "AskIndicators",
        &within(&json!({ "tasks": responsible("省林业厅") })),
    );
}

#[test]
fn those_named_are_compared_by_a_ranking_too() {
    says(
        "省教育厅、省卫生厅、省民政厅谁牵头最多",
        "省卫生厅较多：省教育厅牵头 3 项，省卫生厅牵头 4 项，省民政厅牵头 3 项。",
        3,
    );
    for question in [
        "省教育厅和省科技厅谁牵头高等教育",
        "高等教育是省教育厅还是省科技厅牵头",
    ] {
        says(
            question,
            "提到“高等教育”的任务中，省教育厅较多（相差 1 项）：省教育厅牵头 1 项，省科技厅牵头 0 项。",
            2,
        );
    }
    says(
        "公立医院改革归省卫生厅管还是归省财政厅管",
        "提到“公立医院改革”的任务中，省卫生厅负责 1 项，省财政厅负责 1 项，一样多；其中省卫生厅牵头 1 项。",
        2,
    );
    // Their tasks are another matter.
    check(
        &["省教育厅、省卫生厅参与的任务谁牵头最多"],
        "AskGroups",
        &json!({
            "filter": { "and": [part("省教育厅"), part("省卫生厅")] },
            "groupBy": ["LEAD_UNIT"],
        }),
    );
}

#[test]
fn a_share_within_a_chapter_is_told_with_that_of_all() {
    says(
        "省发改委参加了百分之多少的任务",
        "省发展改革委参与的任务共 101 项，占全部 148 项任务的 68.2%。",
        20,
    );
    says(
        "第十章里省卫生厅牵头的比例",
        "省卫生厅牵头、第十章“大力保障和改善民生”的任务共 4 项，占全部 148 项任务的 2.7%，占所在章 17 项任务的 23.5%。",
        4,
    );
}

#[test]
fn words_of_every_day_ask_for_the_same() {
    let lead = within(&in_role("省发展改革委", "LEAD"));
    check(
        &["省发改委牵头的任务有那些", "省发改委牵头的任务名称"],
        "AskTasks",
        &lead,
    );
    check(
        &["省林业厅都干些啥", "省林业厅的主要任务"],
        "AskTasks",
        &within(&part("省林业厅")),
    );
    check(
        &["哪些活儿是省水利厅和省农委一块儿干的"],
        "AskTasks",
        &within(&json!({ "and": [part("省水利厅"), part("省农委")] })),
    );
    check(
        &["丹东、锦州、营口三市都参与的任务"],
        "AskTasks",
        &within(&json!({ "and": [part("丹东市"), part("锦州市"), part("营口市")] })),
    );
    check(
        &["第十一章包括哪些节"],
        "AskGroups",
        &json!({ "filter": { "chapters": [11] }, "groupBy": ["SECTION"] }),
    );
    check(
        &["省教育厅管哪些章"],
        "AskGroups",
        &json!({ "filter": part("省教育厅"), "groupBy": ["CHAPTER"] }),
    );
    check(
        &["哪些任务有明确的时间要求"],
        "AskTasks",
        &within(&json!({ "hasDeadline": true })),
    );
    for question in ["各市承担的任务数", "各市参与任务的数量"] {
        says(
            question,
            "参与任务的市共 14 个，最多的是营口市、铁岭市，各 4 项。",
            14,
        );
    }
    let found = |question: &str| ask(&SAMPLE, question)["variables"].take();
    let query = |question: &str| {
        let variables = found(question);
        let variables: Value = serde_json::from_str(variables.as_str().unwrap()).unwrap();
        variables["query"].clone()
    };
    assert_eq!(query("对台工作由谁负责"), "“对台”");
    assert_eq!(query("什么时候开展中期评估"), "“中期评估”");
    assert_eq!(query("公立医院改革是什么时候完成"), "“公立医院改革”");
    assert!(query("减排由谁负责").is_string());
    check(
        &["省林业厅的任务有多少是牵头的"],
        "AskTasks",
        &within(&in_role("省林业厅", "LEAD")),
    );
    check(
        &[
            "省农委牵头的任务中有几个有指标",
            "省农委牵头的任务哪些有指标",
        ],
        "AskTasks",
        &within(&json!({ "and": [in_role("省农委", "LEAD"), { "hasIndicator": true }] })),
    );
    check(
        &["前三章有多少任务"],
        "AskTasks",
        &within(&json!({ "chapters": [1, 2, 3] })),
    );
    check(
        &["责任单位里没有省发改委的任务"],
        "AskTasks",
        &within(&json!({ "not": responsible("省发展改革委") })),
    );
}
