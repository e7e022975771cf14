//! `search`, `eval` and `reindex`.

use std::fs;

use serde_json::Value;

use super::{Program, notice};

#[test]
fn a_search_shows_what_it_met_and_how_it_was_read() {
    let program = Program::with_notice();
    let run = program.run(&["search", "省农委牵头 粮食", "--limit", "3"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("【粮食】"), "{run:?}");
    assert!(
        run.stderr.contains("only tasks that 省农委 leads"),
        "{run:?}"
    );

    let found = program.json(&["search", "“一县一业”"]);
    assert_eq!(found["totalCount"], found["hits"].as_array().unwrap().len());
    for hit in found["hits"].as_array().unwrap() {
        assert!(hit["text"].as_str().unwrap().contains("一县一业"), "{hit}");
    }
    let term = &program.json(&["search", "单位:省水利厅 灌区"])["interpretation"]["terms"][0];
    assert_eq!(
        (&term["text"], &term["applied"]),
        (&"省水利厅".into(), &"FILTER".into())
    );
    // A flag means the same as the words.
    let total = |arguments: &[&str]| program.json(arguments)["totalCount"].clone();
    assert_eq!(
        total(&["search", "", "--unit", "省农委", "--role", "lead"]),
        total(&["search", "省农委牵头"])
    );
    // Without a unit whoever has such a part counts.
    assert_eq!(total(&["search", "", "--role", "lead"]), 115);
    assert_eq!(
        total(&["search", "", "--chapter", "5"]),
        total(&["search", "章:5"])
    );
    assert_eq!(
        total(&["search", "", "--city", "大连"]),
        total(&["search", "城市:大连"])
    );
    let unknown = program.run(&["search", "粮食", "--unit", "省水厅"]);
    unknown.assert_failed(1, "省水利厅");
}

#[test]
fn a_hit_among_several_plans_says_which_one_it_is_of() {
    let program = Program::with_notice();
    let alone = program.run(&["search", "省农委牵头", "--limit", "1"]);
    assert!(!alone.stdout.contains('【'), "{alone:?}");
    let jilin = "吉林省人民政府关于分解落实重点任务的通知\n吉政发〔2031〕9号\n\n各市（州）人民政府：\n\n一、农业\n\
        1.治理黑土地。\n牵头单位：省农委。\n\n吉林省人民政府\n2031年2月5日\n";
    let path = program.file("吉林.txt", jilin);
    assert_eq!(program.run(&["ingest", &path]).code, Some(0));
    let run = program.run(&["search", "黑土地", "--limit", "1"]);
    assert!(run.stdout.contains("【吉林省 2031年】农业:7"), "{run:?}");
    let hit = &program.json(&["search", "黑土地", "--limit", "1"])["hits"][0];
    assert!(hit["plan"].as_str().unwrap().starts_with("plan_"), "{hit}");
}

#[test]
fn search_quality_is_measured_in_all_and_per_kind() {
    let program = Program::with_notice();
    let start = program.json(&["search", "“一县一业”"])["hits"][0]["start"].clone();
    let line = |query: &str, kind: &str, start: &Value| {
        serde_json::json!({ "qid": "Q1", "query": query, "kind": kind, "filter": null,
            "relevant": [{ "start": start, "grade": 2 }], "ignore": [] })
    };
    let found = line("“一县一业”", "phrase", &start);
    let missed = line("“一县一业”", "number", &Value::from(1));
    let queries = program.file("queries.jsonl", format!("{found}\n{missed}\n"));
    let result = program.json(&["eval", &queries]);
    assert_eq!(result["queries"], 2);
    assert_eq!(result["recallAt20"], 0.5);
    assert_eq!(result["kinds"]["phrase"]["ndcgAt10"], 1.0);
    assert_eq!(result["kinds"]["number"]["ndcgAt10"], 0.0);
    let table = program.run(&["eval", &queries]);
    assert!(
        table.stdout.contains("phrase") && table.stdout.contains("all"),
        "{table:?}"
    );
    let malformed = program.file("malformed.jsonl", "{}\n");
    program
        .run(&["eval", &malformed])
        .assert_failed(1, "line 1 is no judged query");
    let mut unknown = line("粮食", "unit", &start);
    unknown["filter"] = serde_json::json!({ "unit": "省宇宙厅", "role": null });
    let unknown = program.file("unknown.jsonl", format!("{found}\n\n{unknown}\n"));
    let run = program.run(&["eval", &unknown]);
    run.assert_failed(1, "unknown.jsonl line 3");
    run.assert_failed(1, "省宇宙厅");
    let empty = program.file("empty.jsonl", "\n");
    program
        .run(&["eval", &empty])
        .assert_failed(1, "holds no query");
    let chinese = program.run(&["eval", &queries, "--lang", "zh"]);
    assert!(chinese.stdout.starts_with("类别"), "{chinese:?}");
    assert!(chinese.stdout.contains("\n全部 "), "{chinese:?}");
}

#[test]
fn an_index_can_be_deleted_and_is_made_again() {
    let program = Program::with_notice();
    let total = |program: &Program| program.json(&["search", "粮食"])["totalCount"].clone();
    let before = total(&program);
    fs::remove_dir_all(program.path("var/index")).unwrap();
    assert_eq!(total(&program), before);
    let run = program.run(&["reindex"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.contains("made anew"), "{run:?}");
    assert_eq!(total(&program), before);
    assert_eq!(program.run(&["check"]).code, Some(0));
    let files = fs::read_dir(program.path("var/index")).unwrap();
    let mut files = files.map(|file| file.unwrap().path());
    let terms = files.find(|path| path.extension().is_some_and(|it| it == "term"));
    let terms = terms.unwrap();
    let mut bytes = fs::read(&terms).unwrap();
    bytes[1] ^= 1;
    fs::write(&terms, bytes).unwrap();
    let run = program.run(&["check"]);
    run.assert_failed(1, "fault");
    let name = terms.file_name().unwrap().to_str().unwrap();
    assert!(run.stdout.contains(name), "{run:?}");
    assert!(run.stdout.contains("`plangraph reindex`"), "{run:?}");
    assert_eq!(program.run(&["reindex"]).code, Some(0));
    assert_eq!(program.run(&["check"]).code, Some(0));
    // With nothing stored there is nothing to measure.
    let empty = Program::new();
    let queries = empty.file(
        "queries.jsonl",
        format!(
            "{}\n",
            serde_json::json!({
                "query": "粮食", "kind": "word", "relevant": [],
            })
        ),
    );
    empty
        .run(&["eval", &queries])
        .assert_failed(1, "no data in var");
}

#[test]
fn a_question_is_answered_with_quotes_or_said_to_be_not_understood() {
    let program = Program::with_notice();
    let run = program.run(&["ask", "公立医院改革的牵头单位是谁"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("省卫生厅：牵头 1 项"), "{run:?}");
    assert!(run.stdout.contains("牵头单位：省卫生厅。"), "{run:?}");
    let answer = program.json(&["ask", "森林覆盖率的目标是多少"]);
    assert_eq!(answer["summary"], "森林覆盖率提高到42%。");
    assert_eq!(answer["operation"], "AskTopicIndicators");
    assert_eq!(answer["variables"]["query"], "“森林覆盖率”");
    assert_eq!(
        answer["rows"][0]["evidence"][0]["quote"],
        "森林覆盖率提高到42%"
    );
    let report = program.json(&["ingest", &notice(), "--dry-run"]);
    let plan = report["plan"].as_str().unwrap();
    let narrowed = program.json(&["ask", "森林覆盖率的目标是多少", "--plan", plan]);
    assert_eq!(narrowed["rows"], answer["rows"]);
    assert_eq!(narrowed["variables"]["filter"]["plans"][0], plan);
    program
        .run(&["ask", "森林覆盖率的目标是多少", "--plan", "无此规划"])
        .assert_failed(1, "no plan has");
    let unknown = program.run(&["ask", "谁负责火星移民"]);
    unknown.assert_failed(1, "not understood: 火星移民");
}

#[test]
fn a_damaged_index_is_an_error_until_it_is_made_anew() {
    let program = Program::with_notice();
    let search = ["search", "粮食 “一县一业”"];
    let expected = program.json(&search)["totalCount"].clone();
    let mut faults = 0;
    for kind in ["fast", "fieldnorm", "idx", "pos", "store", "term"] {
        let files = fs::read_dir(program.path("var/index")).unwrap();
        let files = files.map(|file| file.unwrap().path());
        for file in files.filter(|path| path.extension().is_some_and(|found| found == kind)) {
            let mut bytes = fs::read(&file).unwrap();
            let middle = bytes.len() / 2;
            bytes[..middle].fill(0xFF);
            fs::write(&file, bytes).unwrap();
        }
        let run = program.run(&search);
        if run.code == Some(0) {
            assert_eq!(program.json(&search)["totalCount"], expected, "{kind}");
        } else {
            // Where tantivy panicked, the log says so too.
            assert_eq!(run.code, Some(1), "{run:?}");
            let told = "error: the search index is damaged: run `plangraph reindex`";
            assert!(run.stderr.contains(told), "{run:?}");
            faults += 1;
        }
        let told = format!(".{kind} of the search index is damaged: run `plangraph reindex`");
        let check = program.run(&["check"]);
        assert!(check.stdout.contains(&told), "{check:?}");
        assert_eq!(program.run(&["reindex"]).code, Some(0));
        assert_eq!(program.json(&search)["totalCount"], expected, "{kind}");
    }
    assert!(faults > 0);
}
