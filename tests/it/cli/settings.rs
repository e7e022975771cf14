//! Settings that nothing could be done with, and the language in which that is told.

use super::{Program, Run};

#[test]
fn a_cache_of_nothing_is_refused_and_the_store_stays_where_it_is() {
    let program = Program::with_notice();
    let mut command = program.command(&["stats"]);
    let run = Run::of(command.env("PLANGRAPH_STORE_CACHE_MIB", "0"));
    run.assert_failed(1, "a number of mebibytes from 1 to 4294967295");
    assert!(!program.path("var/store.bad-1").exists());
    assert_eq!(program.run(&["stats"]).code, Some(0));
}

#[test]
fn an_address_that_is_none_is_told_with_an_example() {
    let program = Program::new();
    let bind = ["serve", "--bind", "localhost:8094"];
    program
        .run(&bind)
        .assert_failed(2, "an address with a port like 127.0.0.1:8080");
    let chinese = [&bind[..], &["--lang", "zh"]].concat();
    program
        .run(&chinese)
        .assert_failed(2, "原因：应为带端口的地址，如 127.0.0.1:8080");
}

#[test]
fn settings_that_are_refused_are_told_in_the_language_that_they_ask_for() {
    let program = Program::new();
    let check = |file: &str, variables: &[(&str, &str)], arguments: &[&str], expected: &str| {
        program.file("plangraph.toml", file);
        let arguments = [&["stats"], arguments].concat();
        let mut command = program.command(&arguments);
        let run = Run::of(command.envs(variables.iter().copied()));
        run.assert_failed(1, expected);
    };
    let zh = [("PLANGRAPH_LANG", "zh")];
    check("", &zh, &["--config", "none"], "无法读取配置文件 none");
    check(
        "lang = \"zh\"\ndata_dri = \"a\"",
        &[],
        &[],
        "plangraph.toml：没有配置项 `data_dri`，是否指 `data_dir`？",
    );
    check("lang = \"zh\"\nzzzzzzzzzz = 1", &[], &[], "可用：bind、");
    check(
        "lang = \"zh\"\nmax_depth = 0",
        &[],
        &[],
        "`max_depth` 的值“0”无效，应为 1 至 4294967295 的整数",
    );
    check(
        "",
        &[zh[0], ("PLANGRAPH_CORS_ORIGINS", "foo")],
        &[],
        "环境变量：`PLANGRAPH_CORS_ORIGINS` 的值“foo”无效，应为以逗号分隔的网页来源",
    );
    check(
        "",
        &[zh[0], ("PLANGRAPH_LOG_FILTER", "a=b=c")],
        &[],
        "配置项 `log_filter` 的值无效",
    );
    // The variable goes before the file, and the flag before both.
    check(
        "lang = \"en\"\nmax_depth = 0",
        &zh,
        &["--lang", "en"],
        "must be a number",
    );
    check("lang = \"en\"\nmax_depth = 0", &zh, &[], "无效");
}
