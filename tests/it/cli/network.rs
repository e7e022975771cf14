//! `network` and `export`.

use std::fs;
use std::process::Stdio;

use super::Program;

#[test]
fn a_network_is_a_table_of_units_with_their_measures() {
    let program = Program::with_notice();
    let run = program.run(&["network", "--limit", "3"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(run.stdout.lines().count(), 4);
    let found = program.json(&[
        "network",
        "--projection",
        "lead-to-responsible",
        "--weighting",
        "newman",
    ]);
    let nodes = found["nodes"].as_array().unwrap();
    assert_eq!(found["nodeCount"], nodes.len());
    let said = ["projection", "weighting", "isDirected"].map(|key| found[key].to_string());
    assert_eq!(said, ["\"LEAD_TO_RESPONSIBLE\"", "\"NEWMAN\"", "true"]);
    let all_are = |key: &str, words: &[&str]| {
        let mut nodes = nodes.iter();
        nodes.all(|node| node[key].as_str().is_some_and(|it| words.contains(&it)))
    };
    assert!(all_are("standing", &["LEADING", "KEY", "AUXILIARY"]));
    assert!(nodes.iter().any(|node| node["kind"] == "DEPARTMENT"));
    let weights = nodes
        .iter()
        .map(|node| node["weightedDegree"].as_f64().unwrap());
    let weights: Vec<_> = weights.collect();
    assert!(weights.is_sorted_by(|one, other| one >= other));
    let weight = |more: &[&str]| {
        let found = program.json(&[&["network"], more].concat());
        found["totalWeight"].as_f64().unwrap()
    };
    let all = weight(&[]);
    assert!(weight(&["--kind", "department", "--kind", "bureau"]) < all);
    let inherited = [
        "--basis",
        "stated",
        "--basis",
        "rule",
        "--basis",
        "inherited",
    ];
    assert!(weight(&inherited) > all);
    assert!(weight(&["--basis", "inferred"]) < all);
    let leads = weight(&["--role", "lead"]);
    assert!(leads < all && weight(&["--role", "lead", "--role", "responsible"]) > leads);
    let unit = nodes[0]["name"].as_str().unwrap();
    let of = program.json(&["network", "--of", unit]);
    assert!(!of["partners"].as_array().unwrap().is_empty());
    let of = program.json(&["network", "--of", "省农委"]);
    assert!(!of["terms"].as_array().unwrap().is_empty());
    assert!(!of["chapters"].as_array().unwrap().is_empty());
    let chinese = program.run(&["network", "--of", unit, "--lang", "zh"]);
    // Saved, its three lists are told apart.
    assert!(chinese.stdout.contains("合作单位"), "{chinese:?}");
    assert_eq!(chinese.stderr, "");
    program
        .run(&["network", "--weighting", "nonsense"])
        .assert_failed(2, "nonsense");
}

#[test]
fn an_export_goes_to_a_file_or_to_standard_output() {
    let program = Program::with_notice();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("network.gexf");
    let name = file.to_str().unwrap();
    let run = program.run(&["export", "--format", "gexf", "-o", name]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(fs::read_to_string(&file).unwrap().contains("<gexf"));
    let table = folder.path().join("edges.csv");
    let name = table.to_str().unwrap();
    let run = program.run(&["export", "--format", "csv", "--bom", "-o", name]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(fs::read_to_string(&table).unwrap().starts_with('\u{feff}'));
    let beside = folder.path().join("edges.csv.manifest.json");
    assert!(
        fs::read_to_string(beside)
            .unwrap()
            .contains("CO_RESPONSIBLE")
    );
    let columns = |by: &str| {
        let matrix = ["export", "--format", "csv", "--what", "responsibility"];
        let run = program.run(&[&matrix[..], &["--by", by]].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
        run.stdout.lines().next().unwrap().split(',').count()
    };
    assert_ne!(columns("section"), columns("chapter"));
    let run = program.run(&["export", "--format", "dl"]);
    assert!(run.stdout.starts_with("dl n="), "{run:?}");
    assert!(run.stderr.contains("dataVersion"), "{run:?}");
    let run = program.run(&["export", "--format", "csv", "--what", "codebook"]);
    assert!(run.stdout.contains("NetworkNode,betweenness"), "{run:?}");
    let run = program.run(&["export", "--format", "gexf", "--what", "tasks"]);
    run.assert_failed(2, "cannot be written");
    program
        .run(&["export", "--format", "nonsense"])
        .assert_failed(2, "nonsense");
}

/// What a download can be narrowed by and worded in, a file from the command line can too; it tells nothing of the machine.
#[test]
fn an_export_is_what_the_download_of_the_address_in_its_manifest_is() {
    let program = Program::with_notice();
    let check = |more: &[&str], beginning: &str, address: &str| {
        let file = program.path("tasks.csv");
        let file = file.to_str().unwrap();
        let plain = ["export", "--format", "csv", "--what", "tasks", "-o", file];
        let run = program.run(&[&plain[..], more].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
        let written = fs::read_to_string(file).unwrap();
        assert!(written.starts_with(beginning), "{written}");
        let manifest = fs::read_to_string(format!("{file}.manifest.json")).unwrap();
        let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
        assert_eq!(manifest["query"], address);
        assert!(!manifest.to_string().contains(file));
        written.lines().count()
    };
    let all = check(&[], "id,plan", "/export/tasks.csv");
    let found = check(
        &[
            "--query",
            "省农委牵头",
            "--order-by",
            "unit-count",
            "--direction",
            "desc",
        ],
        "id,plan",
        "/export/tasks.csv?query=%E7%9C%81%E5%86%9C%E5%A7%94%E7%89%B5%E5%A4%B4&orderBy=unit-count&direction=desc",
    );
    let inherited = check(
        &["--basis", "inherited", "--wording", "zh"],
        "编号,方案",
        "/export/tasks.csv?basis=inherited&lang=zh",
    );
    assert!(found > 1 && found < all && inherited > 1 && inherited < all);
    let ledger = ["export", "--format", "csv", "--what", "ledger"];
    for (flags, english, chinese) in [
        (
            ["--query", "粮食"],
            "cannot be narrowed by a search",
            "不能按检索缩小范围",
        ),
        (["--direction", "desc"], "--order-by", "--order-by"),
    ] {
        let arguments = [&ledger[..], &flags].concat();
        program.run(&arguments).assert_failed(2, english);
        let in_chinese = [&arguments[..], &["--lang", "zh"]].concat();
        program.run(&in_chinese).assert_failed(2, chinese);
    }
}

#[test]
fn an_export_that_breaks_off_leaves_no_file() {
    let program = Program::with_notice();
    let file = program.file("tasks.csv", "旧");
    let database = sled::open(program.path("var/store")).unwrap();
    let second_task = b"r\0\0\0\0\0\0\0\0t\0\0\0\x02";
    let mut value = database.get(second_task).unwrap().unwrap().to_vec();
    *value.last_mut().unwrap() ^= 1;
    database.insert(second_task, value).unwrap();
    database.flush().unwrap();
    drop(database);
    for (what, format) in [("tasks", "csv"), ("ledger", "xlsx"), ("tasks", "parquet")] {
        let arguments = ["export", "--what", what, "--format", format, "-o", &file];
        let run = program.run(&arguments);
        run.assert_failed(1, "record task/0/2 of the store is damaged");
        assert_eq!(fs::read_to_string(&file).unwrap(), "旧");
        let beside = fs::read_dir(program.path(".")).unwrap();
        let names = beside.map(|entry| entry.unwrap().file_name());
        let names: Vec<_> = names.filter(|name| name != "var").collect();
        assert_eq!(names, ["tasks.csv"]);
    }
}

#[test]
fn an_export_that_cannot_be_is_told_with_what_failed_and_the_flags_to_change() {
    let program = Program::with_notice();
    let csv = ["export", "--format", "csv"];
    let evaluation = ["export", "--format", "md"];
    let second = program.file("second.txt", "牵头单位：省教育厅");
    for (arguments, english, chinese) in [
        (
            [&csv[..], &["-o", "nowhere/x.csv"]].concat(),
            "cannot write nowhere/x.csv: see to its folder, or name another file with -o",
            "无法写入 nowhere/x.csv",
        ),
        (
            [&csv[..], &["-o", "."]].concat(),
            "cannot write .: see to",
            "无法写入 .：请检查",
        ),
        (
            [&csv[..], &["--year", "2012"]].concat(),
            "leave --year out",
            "请去掉 --year",
        ),
        (
            [&evaluation[..], &["--chapter", "1"]].concat(),
            "only --plan and --year",
            "--plan 和 --year",
        ),
        (
            [&csv[..], &["--unit", "省宇宙厅"]].concat(),
            "no unit is named “省宇宙厅”",
            "没有名为“省宇宙厅”的单位",
        ),
    ] {
        let run = program.run(&arguments);
        assert_ne!(run.code, Some(0), "{run:?}");
        assert!(run.stderr.contains(english), "{english}: {run:?}");
        let in_chinese = program.run(&[&arguments[..], &["--lang", "zh"]].concat());
        assert!(
            in_chinese.stderr.contains(chinese),
            "{chinese}: {in_chinese:?}"
        );
    }
    program.json(&["ingest", &second]);
    program
        .run(&evaluation)
        .assert_failed(1, "name one with --plan");
}

#[test]
fn a_reader_of_an_export_that_goes_away_is_no_failure_in_any_format() {
    let program = Program::with_notice();
    for (what, format) in [
        ("tasks", "csv"),
        ("tasks", "jsonl"),
        ("network", "gexf"),
        ("network", "graphml"),
        ("tasks", "jsonld"),
        ("ledger", "xlsx"),
        ("tasks", "parquet"),
    ] {
        let mut command = program.command(&["export", "--what", what, "--format", format]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}: {said}");
        assert_eq!(said, "", "{format}");
    }
}
