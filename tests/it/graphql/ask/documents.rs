//! Questions to several plans: which of them, of which year or division, and which speaks of something.

use std::sync::LazyLock;

use plangraph::engine::{IngestOptions, Submission};
use plangraph::model::PlanManifest;
use serde_json::{Value, json};

use super::{ask, list, same_rows, sample};
use crate::graphql::sample::Sample;

/// Two plans of one province and one of another, one of a city.
static SEVERAL: LazyLock<Sample> = LazyLock::new(|| {
    let sample = sample();
    let notices = [
        notice(
            "吉林省人民政府关于分解落实2023年重点任务的通知",
            "吉政发〔2023〕71号",
            "2023年2月8日",
            &["新建水库3座", "推广冰雪运动", "培育养老机构"],
        ),
        notice(
            "吉林省人民政府关于分解落实2024年重点任务的通知",
            "吉政发〔2024〕72号",
            "2024年2月9日",
            &["改造养老院20所"],
        ),
        notice(
            "青海省人民政府关于分解落实2024年重点任务的通知",
            "青政发〔2024〕73号",
            "2024年3月10日",
            &["扩建水库2座", "种草30万亩"],
        ),
        notice(
            "长春市人民政府关于分解落实2024年重点任务的通知",
            "长府发〔2024〕74号",
            "2024年4月11日",
            &["修建冰雪步道", "改造管网", "整治河道", "植树"],
        ),
    ];
    let reports = (sample.engine).ingest(&notices, IngestOptions::default(), &mut |_| {});
    assert!(reports.iter().all(Result::is_ok), "{reports:?}");
    sample
});

fn notice(title: &str, number: &str, day: &str, tasks: &[&str]) -> Submission {
    let tasks = tasks.iter().zip(1..);
    let tasks: Vec<_> = tasks
        .map(|(task, at)| format!("{at}.{task}。\n责任单位：省水利厅\n"))
        .collect();
    let tasks = tasks.concat();
    Submission {
        name: format!("{number}.txt"),
        bytes: format!("{title}\n\n{number}\n\n一、重点任务\n\n{tasks}\n{day}\n").into(),
        manifest: PlanManifest::default(),
    }
}

/// The answer says this, and its operation gives the same rows.
#[track_caller]
fn says(question: &str, expected: &str, rows: usize) {
    let answer = ask(&SEVERAL, question);
    assert_eq!(answer["summary"], expected, "{question}");
    assert_eq!(list(&answer, "/rows").count(), rows, "{question}");
    for row in list(&answer, "/rows") {
        assert!(list(row, "/evidence").count() > 0, "{question}: {row}");
    }
    same_rows(&SEVERAL, &answer);
}

#[test]
fn plans_are_listed_by_year_division_and_day() {
    says("一共有多少份文件", "文件共 4 份。", 4);
    says("2024年的文件有哪些", "2024年的文件共 3 份。", 3);
    says("2024年发布了哪些文件", "2024年的文件共 3 份。", 3);
    // A province has those of its cities too.
    says("吉林省有几份文件", "吉林省的文件共 3 份。", 3);
    says("2024年的文件", "2024年的文件共 3 份。", 3);
    says("吉林省有哪些文件", "吉林省的文件共 3 份。", 3);
    says("吉林省的文件", "吉林省的文件共 3 份。", 3);
    says(
        "最新的文件是哪一份",
        "日期是2024年4月11日的：《长春市人民政府关于分解落实2024年重点任务的通知》。",
        1,
    );
    says(
        "青政发[2024]73号是什么文件",
        "青海省人民政府关于分解落实2024年重点任务的通知：青海省人民政府印发，2024年3月10日，文号青政发〔2024〕73号，规划期2024—2024年。",
        1,
    );
}

#[test]
fn plans_are_told_by_their_tasks() {
    says(
        "哪些文件提到水库",
        "提到“水库”的任务共 2 项，分属 2 份文件，最多的是《青海省人民政府关于分解落实2024年重点任务的通知》、\
         《吉林省人民政府关于分解落实2023年重点任务的通知》，各 1 项。",
        2,
    );
    says(
        "哪份文件的任务最少",
        "任务共 10 项，分属 4 份文件，最少的是《吉林省人民政府关于分解落实2024年重点任务的通知》：1 项。",
        4,
    );
}

#[test]
fn each_document_and_documents_of_several_divisions() {
    says(
        "各文件分别有多少任务",
        "任务共 10 项，分属 4 份文件，最多的是《长春市人民政府关于分解落实2024年重点任务的通知》：4 项。",
        4,
    );
    says(
        "吉林省和青海省提到水库的任务有哪些",
        "提到“水库”、吉林省的文件或青海省的文件的任务共 2 项。",
        2,
    );
}

#[test]
fn a_plan_is_meant_by_what_its_title_says() {
    let sample = sample();
    let notices = [
        notice(
            "长春市人民政府关于印发净月潭保护行动方案的通知",
            "长府发〔2024〕81号",
            "2024年6月3日",
            &["治理入湖河道", "清退围网"],
        ),
        notice(
            "吉林市人民政府关于分解落实2024年重点任务的通知",
            "吉市政发〔2024〕82号",
            "2024年6月4日",
            &["治理荒山", "清淤"],
        ),
    ];
    let reports = (sample.engine).ingest(&notices, IngestOptions::default(), &mut |_| {});
    assert!(reports.iter().all(Result::is_ok), "{reports:?}");
    let check = |question, expected: &str, rows| {
        let answer = ask(&sample, question);
        assert_eq!(answer["summary"], expected, "{question}");
        assert_eq!(list(&answer, "/rows").count(), rows, "{question}");
        same_rows(&sample, &answer);
    };
    // No task speaks of it.
    check(
        "净月潭治理由谁负责",
        "标题有“净月潭”的文件、提到“治理”的任务共 1 项，没有写明牵头单位，有分工的单位共 1 个。",
        1,
    );
    check("净月潭有哪些任务", "标题有“净月潭”的文件的任务共 2 项。", 2);
    check(
        "保护行动方案里有几项任务",
        "标题有“保护行动方案”的文件的任务共 2 项。",
        2,
    );
    // Both plans are of their cities' governments.
    assert_eq!(
        ask(&sample, "人民政府治理由谁负责")["operation"],
        Value::Null
    );
}

#[test]
fn provinces_are_told_by_the_tasks_of_their_plans() {
    says(
        "哪些省提到养老",
        "提到“养老”、省一级文件的任务共 2 项，分属 1 个地区，最多的是吉林省：2 项。",
        1,
    );
    says(
        "哪个省的任务最多",
        "省一级文件的任务共 6 项，分属 2 个地区，最多的是吉林省：4 项。",
        2,
    );
    says(
        "吉林省和青海省谁的任务多",
        "吉林省、青海省的文件的任务，吉林省：4 项；青海省：2 项。",
        2,
    );
    says(
        "吉林省和青海省谁的养老任务多",
        "提到“养老”、吉林省、青海省的文件的任务，吉林省：2 项；青海省：0 项。",
        1,
    );
}

#[test]
fn a_year_or_a_number_beside_tasks_is_that_of_their_plans() {
    says(
        "吉林省2024年的任务",
        "2024年的文件、吉林省的文件的任务共 1 项。",
        1,
    );
    says("2023年有哪些任务", "2023年的文件的任务共 3 项。", 3);
    says(
        "青政发〔2024〕73号第2项任务是什么",
        "青政发〔2024〕73号、第2项的任务共 1 项。",
        1,
    );
    says(
        "吉政发〔2023〕71号有哪些任务",
        "吉政发〔2023〕71号的任务共 3 项。",
        3,
    );
}

#[test]
fn a_province_without_a_plan_has_those_within_it() {
    let sample = sample();
    let city = notice(
        "西安市人民政府关于分解落实2024年重点任务的通知",
        "市政发〔2024〕75号",
        "2024年5月12日",
        &["修缮城墙", "植树"],
    );
    let reports = (sample.engine).ingest(&[city], IngestOptions::default(), &mut |_| {});
    assert!(reports.iter().all(Result::is_ok), "{reports:?}");
    let summary = |question| ask(&sample, question)["summary"].take();
    assert_eq!(
        summary("陕西省有哪些任务"),
        json!("涉及陕西省或其所辖地区文件的任务共 2 项。")
    );
    assert_eq!(
        summary("西安市的文件号是什么"),
        json!(
            "西安市人民政府关于分解落实2024年重点任务的通知：西安市人民政府印发，2024年5月12日，文号市政发〔2024〕75号，规划期2024—2024年。"
        )
    );
    assert_eq!(
        summary("涉及陕西省的任务"),
        json!("没有符合“涉及陕西省”的任务。")
    );
}

#[test]
fn what_no_plan_answers_is_refused() {
    for question in [
        "2019年的文件有哪些",
        "甘肃省有哪些文件",
        "这个文件有哪些任务",
        "省水利厅发布了哪些文件",
        "哪个省的任务最少",
        "任务最多的文件里最新的是哪份",
    ] {
        assert_eq!(
            ask(&SEVERAL, question)["operation"],
            Value::Null,
            "{question}"
        );
    }
    // Which there are is said.
    let kept = "吉林省 2023年、吉林省 2024年、长春市 2024年、青海省 2024年";
    for (question, strange) in [
        ("2019年的文件有哪些", "2019年"),
        ("甘肃省有哪些文件", "甘肃省"),
        ("甘肃省2024年的任务", "甘肃省"),
    ] {
        let expected =
            format!("没有看懂“{strange}”，无法回答：没有{strange}的文件，现有的是{kept}。");
        assert_eq!(ask(&SEVERAL, question)["summary"], json!(expected));
    }
}
