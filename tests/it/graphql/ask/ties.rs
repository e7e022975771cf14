//! Questions about what ties bodies, and about bodies and plans themselves.

use serde_json::{Value, json};

use super::{SAMPLE, Sample, ask, list, plan, run, says};

/// The answer says this; what its operation gives, with its variables.
#[track_caller]
fn told(question: &str, expected: &str, rows: usize) -> (Value, Value) {
    let answer = ask(&SAMPLE, question);
    assert_eq!(answer["summary"], expected, "{question}");
    assert_eq!(list(&answer, "/rows").count(), rows, "{question}");
    let variables: Value = serde_json::from_str(answer["variables"].as_str().unwrap()).unwrap();
    let data = run(&SAMPLE, answer["operation"].as_str().unwrap(), variables);
    (answer, data)
}

#[test]
fn the_two_that_share_most_tasks_are_told() {
    for question in ["谁和谁合作最多", "哪两个单位合作的任务最多"] {
        let (answer, data) = told(
            question,
            "共同承担任务最多的是省发展改革委和省财政厅：66 项。",
            10,
        );
        let edges = list(&data, "/network/edges");
        let given = edges.map(|edge| {
            let name = |end: &str| edge[end]["name"].as_str().unwrap().to_owned();
            let (one, other) = (name("source"), name("target"));
            format!("{one}和{other}：共同承担 {} 项", edge["taskCount"])
        });
        let rows = list(&answer, "/rows").map(|row| row["text"].as_str().unwrap().to_owned());
        assert!(given.eq(rows), "{answer}");
    }
    let (_, data) = told(
        "第五章合作最多的是哪两个单位",
        "第五章“强化基础设施建设”的任务中，共同承担任务最多的是省发展改革委和省水利厅，省发展改革委和省财政厅：5 项。",
        12,
    );
    assert_eq!(list(&data, "/network/edges").count(), 12);
    told(
        "提到水利的任务里谁和谁合作最多",
        "提到“水利”的任务中，共同承担任务最多的是省发展改革委和省财政厅：6 项。",
        13,
    );
    let answer = ask(&SAMPLE, "谁和谁合作最少");
    assert_eq!(answer["operation"], json!(null), "{answer}");
}

#[test]
fn what_lies_between_two_is_told() {
    let (answer, data) = told(
        "省老龄办通过哪个单位跟省气象局联系起来",
        "省老龄办和省气象局没有共同承担的任务，最短的联系经过省发展改革委。",
        2,
    );
    let hops = list(&data, "/path/hops").map(|hop| hop["to"]["id"].clone());
    assert!(hops.eq(list(&answer, "/rows").map(|row| row["node"]["id"].clone())));
    told(
        "省农委和省财政厅通过谁联系",
        "省农委和省财政厅有共同承担的任务，不经过其他单位。",
        1,
    );
    for question in ["省农委通过谁联系", "第五章省农委和省财政厅通过谁联系"]
    {
        assert_eq!(
            ask(&SAMPLE, question)["operation"],
            json!(null),
            "{question}"
        );
    }
}

#[test]
fn the_head_of_a_plan_is_told() {
    for question in [
        "这个通知是哪一年印发的",
        "文件的文号是多少",
        "通知是谁发的",
        "规划期是哪几年",
        "辽宁的规划什么时候发布的",
    ] {
        let (answer, data) = told(
            question,
            "辽宁省人民政府关于落实《辽宁省国民经济和社会发展第十二个五年规划纲要》主要目标和任务分工的通知：\
             辽宁省人民政府印发（推定），2012年2月17日，没有写明文号，规划期2011—2015年。",
            1,
        );
        assert_eq!(data["nodes"][0]["id"], answer["rows"][0]["node"]["id"]);
    }
    let sample = Sample::of(vec![plan(1, 20), plan(2, 10)]);
    assert_eq!(ask(&sample, "文件是谁发的")["operation"], json!(null));
    assert_eq!(list(&ask(&sample, "印发时间"), "/rows").count(), 2);
    // What a notice issues is what it speaks of.
    assert_eq!(ask(&SAMPLE, "发布了什么")["operation"], json!(null));
}

#[test]
fn a_body_is_told_in_full() {
    for question in ["省编委办全称是什么", "省编委办是什么单位的简称"] {
        says(
            question,
            "省编委办的全称是辽宁省机构编制委员会办公室，又称省编办、编委办。",
            1,
        );
    }
    let two = ask(&SAMPLE, "省编委办和省农委的全称");
    assert_eq!(two["operation"], json!(null));
}
