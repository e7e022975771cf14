//! What a document yields: every row of the table in the README, in every format, and archives.

use std::fs;

use serde_json::Value;

use super::{Program, Run};
use crate::source::made::{docx, pdf, show, zip};
use crate::support::repository;

const NOTICE: &str = "吉林省人民政府关于分解落实重点任务的通知\n吉政发〔2031〕9号\n\n各市（州）人民政府：\n\n一、农业\n\
    1.推进农业产业化，新建高标准农田100万亩。\n牵头单位：省农委。\n责任单位：省农委、省财政厅等。\n\
    2.治理中小河流。\n责任单位：省测试厅。\n\n吉林省人民政府\n2031年2月5日\n";

const COVER: &str = "吉林省人民政府办公厅关于印发重点任务分工表的通知\n吉政办发〔2031〕3号\n\n各市（州）人民政府：\n\n\
    现将《重点任务分工表》印发给你们，请认真贯彻执行。\n\n附件：1．重点任务分工表\n2．联系人名单\n\n吉林省人民政府办公厅\n2031年2月5日\n";

const PLAN: &str = "吉林省国民经济和社会发展规划纲要\n\n第一章 发展基础\n第一节 主要成就\n加快推进农业现代化建设，粮食产量达到700亿斤。\n\
    第二章 主要目标\n第一节 经济发展\n推进产业转型升级，地区生产总值年均增长7%。\n第二节 绿色发展\n加强生态保护，森林覆盖率提高到45%。\n";

const NEWS: &str = "本报讯（记者 张三）昨日，我市举行了一场热闹的庙会，市民纷纷前来观看。\n庙会上有舞龙舞狮，还有各种小吃，孩子们十分高兴。\n";

fn lines_as_docx(text: &str) -> Vec<u8> {
    let paragraph = |line: &str| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>");
    docx(&text.lines().map(paragraph).collect::<String>(), "", "")
}

fn lines_as_pdf(text: &str) -> Vec<u8> {
    let line =
        |(index, line): (usize, &str)| show(60, 800 - 24 * i32::try_from(index).unwrap(), 12, line);
    pdf(&[text.lines().enumerate().map(line).collect()])
}

fn lines_as_page(text: &str) -> Vec<u8> {
    let paragraph = |line: &str| format!("<p>{line}</p>");
    format!(
        "<html><body>{}</body></html>",
        text.lines().map(paragraph).collect::<String>()
    )
    .into_bytes()
}

/// The text in every format that is read.
fn formats(name: &str, text: &str) -> Vec<(String, Vec<u8>)> {
    vec![
        (format!("{name}.txt"), text.as_bytes().to_vec()),
        (format!("{name}.md"), text.as_bytes().to_vec()),
        (format!("{name}.html"), lines_as_page(text)),
        (format!("{name}.docx"), lines_as_docx(text)),
        (format!("{name}.pdf"), lines_as_pdf(text)),
    ]
}

fn reports(run: &Run) -> Vec<Value> {
    run.stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn codes(report: &Value) -> Vec<&str> {
    report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["code"].as_str().unwrap())
        .collect()
}

/// Reads a document, dry and for good, and gives its report; both must come to the same.
fn ingest(name: &str, bytes: &[u8], code: i32) -> Value {
    let program = Program::new();
    let path = program.file(name, bytes);
    let dry = program.run(&["ingest", "--json", "--dry-run", &path]);
    let run = program.run(&["ingest", "--json", &path]);
    assert_eq!(
        (dry.code, run.code),
        (Some(code), Some(code)),
        "{name}: {run:?}"
    );
    assert!(!run.stderr.contains("panicked"), "{name}: {run:?}");
    let (dry, kept) = (reports(&dry).remove(0), reports(&run).remove(0));
    for key in ["code", "title", "tasks", "coverage", "parts", "diagnostics"] {
        assert_eq!(dry[key], kept[key], "{name} {key}");
    }
    let plans = program.json(&["stats"])["plans"].as_u64();
    assert_eq!(plans, Some(u64::from(code == 0)), "{name}");
    kept
}

#[test]
fn a_notice_is_a_plan_in_every_format() {
    for (name, bytes) in formats("notice", NOTICE) {
        let report = ingest(&name, &bytes, 0);
        assert_eq!(report["outcome"], "stored", "{name}");
        assert_eq!(report["tasks"], 2, "{name}: {report}");
        assert_eq!(report["documentNumber"], "吉政发〔2031〕9号", "{name}");
        assert_eq!(report["issuerName"], "吉林省人民政府", "{name}");
        assert_eq!(report["issuedOn"], "2031-02-05", "{name}");
        assert_eq!(report["pages"].is_null(), !name.ends_with("pdf"), "{name}");
    }
}

#[test]
fn a_cover_notice_is_a_plan_without_tasks_and_with_attachments() {
    for (name, bytes) in formats("cover", COVER) {
        let report = ingest(&name, &bytes, 0);
        assert_eq!(report["tasks"], 0, "{name}");
        assert_eq!(report["attachments"][0], "重点任务分工表", "{name}");
        assert!(
            codes(&report).contains(&"ATTACHMENT_ONLY"),
            "{name}: {report}"
        );
    }
}

#[test]
fn a_plan_proper_is_a_plan_without_tasks_and_with_chapters_and_indicators() {
    for (name, bytes) in formats("plan", PLAN) {
        let report = ingest(&name, &bytes, 0);
        assert_eq!(
            (&report["tasks"], &report["chapters"]),
            (&Value::from(0), &Value::from(2)),
            "{name}"
        );
        assert!(report["indicators"].as_u64() > Some(1), "{name}: {report}");
    }
}

#[test]
fn a_novel_or_a_news_story_is_no_plan() {
    let novel = "话说天下大势，分久必合，合久必分。周末七国分争，并入于秦。\n".repeat(12);
    for text in [novel.as_str(), NEWS] {
        for (name, bytes) in formats("story", text) {
            assert_eq!(ingest(&name, &bytes, 1)["code"], "NOT_A_PLAN", "{name}");
        }
    }
}

#[test]
fn what_holds_no_text_is_refused_with_the_way_out() {
    let broken = lines_as_docx(NOTICE);
    let broken = &broken[..broken.len() / 2];
    for (name, bytes, code, way_out) in [
        (
            "old.doc",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on".as_slice(),
            "BINARY_INPUT",
            ".docx",
        ),
        (
            "blank.pdf",
            &pdf(&[String::new()]),
            "BINARY_INPUT",
            "recognise its text",
        ),
        ("empty.txt", b"", "EMPTY_INPUT", "the text of a notice"),
        (
            "empty.docx",
            &docx("", "", ""),
            "EMPTY_INPUT",
            "the text of a notice",
        ),
        ("data.txt", &[0; 64], "BINARY_INPUT", "plain text"),
        (
            "garbage.txt",
            &[b"\xE8\xB4\xA3".as_slice(), b"\xFF\x80\x81\xFF\xE8"].concat(),
            "UNDECODABLE_INPUT",
            "UTF-8",
        ),
        ("broken.docx", broken, "BINARY_INPUT", "once more"),
        ("broken.pdf", b"%PDF-1.7\n", "BINARY_INPUT", "once more"),
    ] {
        let report = ingest(name, bytes, 1);
        assert_eq!(report["code"], code, "{name}: {report}");
        assert!(
            report["message"].as_str().unwrap().contains(way_out),
            "{name}: {report}"
        );
    }
}

#[test]
fn each_file_of_an_archive_is_a_document() {
    let program = Program::new();
    let other = NOTICE.replace("9号", "10号").replace("农业", "水利");
    let inner = zip(&[("通知二.txt", other.as_bytes())]);
    let archive = zip(&[
        ("通知.docx", &lines_as_docx(NOTICE)),
        ("附件/内.zip", &inner),
        ("故事.txt", NEWS.as_bytes()),
    ]);
    let path = program.file("存档.zip", archive);
    let run = program.run(&["ingest", "--json", &path]);
    run.assert_failed(1, "2 accepted, 1 refused");
    let outcomes: Vec<_> = reports(&run)
        .iter()
        .map(|report| {
            (
                report["name"].as_str().unwrap().to_owned(),
                report["outcome"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let expected = [
        ("存档.zip/通知.docx", "stored"),
        ("存档.zip/附件/内.zip/通知二.txt", "stored"),
        ("存档.zip/故事.txt", "refused"),
    ];
    assert_eq!(
        outcomes,
        expected.map(|(name, outcome)| (name.to_owned(), outcome.to_owned()))
    );
    // What was extracted once is extracted alike when all is made anew.
    let before = program.json(&["stats"]);
    program.json(&["rebuild"]);
    assert_eq!(
        program.json(&["stats"])["assignments"],
        before["assignments"]
    );
    assert_eq!(program.json(&["check"])["faults"], Value::Array(Vec::new()));
}

#[test]
fn what_somebody_else_put_into_the_data_folder_is_left_alone() {
    let program = Program::with_notice();
    let backup = program.path("backup").to_str().unwrap().to_owned();
    program.json(&["backup", &backup]);
    let photo = program.path("other/store/photo.txt");
    let words = program.path("third/index/userdict.txt");
    for file in [&photo, &words] {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, "ours to keep").unwrap();
    }
    let notice = program.file("small.txt", "牵头单位：省教育厅");
    for (folder, name) in [("other", "photo.txt"), ("third", "userdict.txt")] {
        for command in [
            &["restore", &backup][..],
            &["rebuild"],
            &["ingest", &notice],
        ] {
            let run = program.run(&[command, &["--data-dir", folder]].concat());
            run.assert_failed(1, &format!("holds {name}"));
        }
    }
    program
        .run(&["reindex", "--data-dir", "third"])
        .assert_failed(1, "userdict.txt");
    for file in [photo, words] {
        assert_eq!(fs::read_to_string(file).unwrap(), "ours to keep");
    }
}

#[test]
fn a_manifest_in_an_archive_tells_of_the_files_beside_it() {
    let program = Program::new();
    let manifest = "[[plan]]\nfile = \"分工.txt\"\nissuer = \"吉林省人民政府\"\nregion = \"吉林省\"\n\
        document_number = \"吉政发〔2031〕11号\"\n";
    let text = "一、农业\n1.种粮。\n责任单位：省农委。\n2.植树。\n责任单位：省林业厅。\n";
    let archive = zip(&[
        ("附件/分工.txt", text.as_bytes()),
        ("附件/MANIFEST.toml", manifest.as_bytes()),
        ("分工.txt", text.replace("植树", "修渠").as_bytes()),
    ]);
    let path = program.file("存档.zip", archive);
    let run = program.run(&["ingest", "--json", &path]);
    let found: Vec<_> = reports(&run)
        .iter()
        .map(|report| (report["name"].clone(), report["documentNumber"].clone()))
        .collect();
    let expected = [
        (
            Value::from("存档.zip/附件/分工.txt"),
            Value::from("吉政发〔2031〕11号"),
        ),
        (Value::from("存档.zip/分工.txt"), Value::Null),
    ];
    assert_eq!(found, expected);
    for (wrong, told) in [
        ("[[plan", "MANIFEST.toml"),
        (
            "[[plan]]\nfile = \"a.txt\"\nregion = \"火星\"\n",
            "“火星”, given with it as its region, is not the name or code of a division",
        ),
    ] {
        let broken = zip(&[
            ("a.txt", text.as_bytes()),
            ("MANIFEST.toml", wrong.as_bytes()),
        ]);
        let path = program.file("坏.zip", broken);
        let run = program.run(&["ingest", &path]);
        assert!(run.stderr.contains(told), "{}", run.stderr);
        run.assert_failed(1, "0 accepted, 1 refused");
    }
}

#[test]
fn a_report_tells_what_was_not_understood_and_where() {
    let program = Program::new();
    let path = program.file(
        "notice.txt",
        NOTICE.replace("\n\n吉林省", "\n3.推进档案建设。\n\n吉林省"),
    );
    let run = program.run(&["ingest", "--dry-run", &path]);
    for part in [
        "吉林省人民政府关于分解落实重点任务的通知",
        "吉政发〔2031〕9号  吉林省人民政府  2031-02-05",
        "3 tasks",
        "% of the text understood",
        "line 6: 农业 (3 tasks, label-lines, 1 without a statement)",
        "line 12: NO_RESPONSIBILITY: ",
        "推进档案建设",
    ] {
        assert!(run.stdout.contains(part), "{part}: {}", run.stdout);
    }
    let report = program.json(&["ingest", "--dry-run", &path]);
    let part = &report["parts"][0];
    assert_eq!(
        (&part["title"], &part["line"], &part["tasks"]),
        (&"农业".into(), &6.into(), &3.into())
    );
    assert_eq!(part["layouts"][0], "label-lines");
    assert_eq!(report["format"], "text");
    assert!(report["coverage"].as_f64() > Some(0.9));
    assert!(
        report["head"]
            .as_array()
            .unwrap()
            .iter()
            .any(|fact| fact["field"] == "ISSUED_ON" && fact["line"] == 15)
    );
}

#[test]
fn two_plans_are_compared() {
    let program = Program::new();
    let later = NOTICE
        .replace("9号", "8号")
        .replace("2031", "2032")
        .replace("100万亩", "150万亩");
    let paths = [program.file("a.txt", NOTICE), program.file("b.txt", later)];
    assert_eq!(program.run(&["ingest", &paths[0], &paths[1]]).code, Some(0));
    let run = program.run(&["compare", "吉政发〔2031〕9号", "吉政发〔2032〕8号"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    for part in [
        "KEPT 1",
        "TARGET_RAISED 1",
        "- line 7: ",
        "+ line 7: ",
        "150万亩",
        "省农委: leads 1 → 1, tasks 1 → 1",
    ] {
        assert!(run.stdout.contains(part), "{part}: {}", run.stdout);
    }
    let run = program.run(&[
        "compare",
        "--json",
        "吉政发〔2031〕9号",
        "吉政发〔2032〕8号",
    ]);
    let rows = reports(&run);
    assert_eq!(
        rows.iter()
            .filter(|row| row.get("changes").is_some())
            .count(),
        2
    );
    program
        .run(&["compare", "无", "无"])
        .assert_failed(1, "no plan has the id");
}

#[test]
fn the_fixtures_are_kept_and_checked() {
    let program = Program::new();
    for name in ["notice.docx", "notice.pdf"] {
        let path = repository("tests/fixtures/formats").join(name);
        let report = program.json(&["ingest", path.to_str().unwrap()]);
        assert_eq!(
            (&report["outcome"], &report["tasks"]),
            (&"stored".into(), &148.into()),
            "{name}"
        );
        assert!(fs::metadata(path).unwrap().len() > 0);
    }
    assert_eq!(program.json(&["check"])["faults"], Value::Array(Vec::new()));
}
