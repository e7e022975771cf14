//! Questions of which something is not understood: it is said and explained, and there are no rows.

use serde_json::{Value, json};

use super::{SAMPLE, ask, list, operation};

/// There are no rows, and these are the stretches that were not understood.
#[track_caller]
pub(super) fn check(question: &str, expected: &[&str]) {
    let answer = ask(&SAMPLE, question);
    assert_eq!(answer["rows"], json!([]), "{question}: {answer}");
    assert_eq!(
        (&answer["operation"], &answer["variables"]),
        (&Value::Null, &Value::Null),
        "{question}"
    );
    let stretch = |range: &Value| {
        let place = |end: &str| usize::try_from(range[end].as_u64().unwrap()).unwrap();
        let (start, end) = (place("start"), place("end"));
        let characters = question.chars().skip(start);
        characters.take(end - start).collect::<String>()
    };
    let stretches: Vec<_> = list(&answer, "/notUnderstood").map(stretch).collect();
    assert_eq!(stretches, expected, "{question}: {answer}");
}

#[test]
fn what_is_not_understood_is_said_and_has_no_rows() {
    check("", &[]);
    check("粮食", &["粮食"]);
    check("省农委", &["省农委"]);
    check("省农委呢？", &["省农委呢？"]);
    check("那省水利厅呢", &["那"]);
    check("它还牵头哪些任务", &["它还牵头"]);
    check("他们负责什么", &["他们负责"]);
    check("还有呢", &["还有呢"]);
    check("为什么省农委牵头粮食生产", &["为什么"]);
    check("谁负责火星移民", &["火星移民"]);
    check("火星移民的目标是多少", &["火星移民"]);
    check("省航天局牵头哪些任务", &["省航天局"]);
    check("什么时候完成", &["什么时候完成"]);
    check("今天天气怎么样", &["今天天气怎么样"]);
    check("省农委的局长是谁", &["局长"]);
    check("不牵头的任务有哪些", &["不牵头"]);
    // No body is called so.
    check("绥中负责的任务", &["负责"]);
    // 职业 alone would say less than was asked, and so would 粮食.
    check("谁负责职业教肓", &["职业教肓"]);
    check("谁负责甲粮食", &["甲粮食"]);
    // A part that no body of the plans is said to have.
    check("省审计厅负责哪些任务", &["省审计厅"]);
    check("shengnongwei牵头的任务", &["shengnongwei"]);
    check("没有省农委牵头和省财政厅参与的任务", &["省财政厅"]);
    check("省卫生计生委和谁合作最多", &["省卫生计生委"]);
    // Nothing but a whole field means as much.
    check("医改由谁牵头", &["医改"]);
    check("和省农委一起牵头的任务", &["一起"]);
    // A second value, a second body, a second question.
    check("约束性指标和预期性指标各有多少", &["预期性"]);
    check("2012年到2015年有哪些任务", &["到2015年"]);
    check("省农委和省国土资源厅后来改成什么了", &["省国土资源厅"]);
    check("第五章的省农委后来改成什么了", &["第五章"]);
    check("科技创新由谁牵头，到2015年专利申请量增长多少", &["多少"]);
    check("省农委牵头哪些任务，谁配合", &["谁配合"]);
    check("省农委牵头哪些任务，省财政厅又牵头哪些", &["哪些"]);
    check("谁负责铁路建设，谁负责机场建设", &["谁"]);
    check("铁路建设由谁牵头、公立医院改革由谁牵头", &["谁"]);
    check("第五章和第六章分别由谁牵头", &["分别"]);
    check("公立医院改革和铁路建设分别由谁牵头", &["分别"]);
}

#[test]
fn what_would_be_answered_by_something_else_is_said_and_has_no_rows() {
    // Places are no cities.
    check("全省有多少个市", &["多少个"]);
    check("省交通厅和谁合作最少", &["最少"]);
    check("第十六章有哪些任务", &["第十六章"]);
    check("第五章第九节有哪些任务", &["第九节"]);
    check("方案的第三节有哪些任务", &["第三节"]);
    check("第200项任务是什么", &["第200项"]);
    check("第五章第80项任务是什么", &["第80项"]);
    // What joins nothing, a body of another division, what is asked of bodies of one kind alone.
    check("省农委和省水利厅或省林业厅参与的任务", &["或"]);
    check("有牵头单位或有时限的任务", &["或"]);
    check("沈阳市发改委负责哪些任务", &["发改委"]);
    check("北京市发改委牵头哪些", &["北京市发改委"]);
    check("吉林省农委负责哪些任务", &["吉林省农委"]);
    check("国家发改委有什么任务", &["国家发改委"]);
    check("市发改委牵头哪些任务", &["市发改委"]);
    check("哪个厅参与的任务最少", &["哪个厅"]);
    // Tasks are counted, not targets; the tasks of a plan are not those of a government.
    check("哪个章节指标最多", &["指标"]);
    check("辽宁省和大连市谁的任务多", &["辽宁省"]);
    check("GDP增速目标是多少", &["GDP增速"]);
    check("省农委是不是牵头任务最多的单位", &["最多的单位"]);
    check("哪些部门没有牵头单位", &["没有牵头单位"]);
    check("省农委参与的任务有哪些章没有", &["没有"]);
    check("省级部门中谁牵头的任务最多", &["省级部门"]);
    check("哪些章的任务都有牵头单位", &["有牵头单位"]);
    check("是不是每一章都有省财政厅的任务", &["每一章"]);
    check(
        "是不是所有约束性指标都有牵头单位",
        &["约束性指标", "有牵头单位"],
    );
    check("网络中最核心的部门是哪个", &["最核心"]);
    check("铁路建设2015年以前由谁负责", &["2015年以前"]);
    // What has been done no notice says; a verb by itself is no matter, and neither is how much it matters.
    check("任务完成了吗", &["完成了"]);
    check("省财政厅完成了哪些任务", &["完成了哪些"]);
    check("省农委的任务落实情况", &["落实情况"]);
    check("省农委的重点任务有哪些", &["重点"]);
    check("推进的任务有哪些", &["推进"]);
    check("工作要求有哪些", &["工作要求"]);
    check("2013年有哪些任务", &["2013年"]);
    // Whether one body is another is told by no task; a number of tasks that nobody has.
    check("省编办是不是省农委", &["省农委"]);
    check("这三项任务由谁牵头", &["这三项"]);
    check("省发改委牵头的任务是省财政厅的几倍", &["几倍"]);
    check("列出五项省农委的任务", &["五项"]);
    check("省水利厅牵头了5项任务吗", &["5项"]);
    check("只涉及大连的任务", &["只"]);
    // 之外 leaves out what stands before it, and no chapter.
    check("第五章之外省交通厅参与几项", &["之外"]);
    check("和省农委合作不足5次的单位", &["不足5次"]);
    // Of each or of both at once; that somebody does nothing.
    check(
        "省教育厅和省卫生厅是不是都参与第十章",
        &["省教育厅", "省卫生厅"],
    );
    check("省水利厅是不是没有牵头任务", &["省水利厅"]);
    check("省农委牵头的任务是否都有指标", &["省农委"]);
    check(
        "省财政厅参与的任务是不是都由省发展改革委牵头",
        &["省财政厅"],
    );
}

#[test]
fn a_question_has_so_many_characters() {
    let long = "谁".repeat(513);
    let answer = SAMPLE.answer(&operation("Ask"), json!({ "question": long }));
    let extensions = &answer["errors"][0]["extensions"];
    assert_eq!(
        extensions,
        &json!({ "code": "BAD_USER_INPUT", "argument": "question" })
    );
    let message = &answer["errors"][0]["message"];
    assert_eq!(message, "513 characters are too many: at most 512 are read");
}

#[test]
fn what_is_not_understood_is_explained() {
    let check = |question: &str, expected: &str| {
        let answer = ask(&SAMPLE, question);
        let summary = answer["summary"].as_str().unwrap();
        assert!(summary.contains(expected), "{question}: {answer}");
        assert_eq!(answer["operation"], Value::Null, "{question}: {answer}");
    };
    check("省审计厅负责哪些任务", "没有名为“省审计厅”的单位");
    check("市发改委牵头什么", "没有名为“市发改委”的单位");
    check("2013年有哪些任务", "没有任务提到2013年");
    check("第十六章有哪些任务", "没有第16章，共 15 章");
    check("国家发改委有什么任务", "没有名为“国家发改委”的单位");
    check("谁负责铁路建设，谁负责机场建设", "一次只能问一个问题");
    check("shengnongwei牵头的任务", "是不是“省农委”");
    check("省卫生计生委和谁合作最多", "即省人口计生委、省卫生厅");
}

#[test]
fn what_is_said_of_some_targets_or_of_fewer_names_is_not_dropped() {
    check("哪些目标是力争实现的", &["力争"]);
    check("沈阳、大连、鞍山两市共同参与的任务", &["两市"]);
    check("省农委和省财政厅哪个市的任务多", &["哪个市"]);
}
