//! `backup` and `restore` where something is wrong.

use std::fs;

use super::Program;

/// A program whose only record has a changed byte in it.
fn damaged() -> Program {
    let program = Program::with_notice();
    program.damage("var/journal.jsonl");
    program
}

#[test]
fn a_damaged_journal_is_copied_and_told_by_message_and_status() {
    let program = damaged();
    let run = program.run(&["backup", "copy"]);
    run.assert_failed(1, "line 1 of the journal");
    run.assert_failed(1, "0 records written to copy");
    run.assert_failed(1, "1 damaged record could not be read");
    // Nothing is lost: the line went along as it is.
    let journal = fs::read(program.path("var/journal.jsonl")).unwrap();
    let copy = fs::read(program.path("copy")).unwrap();
    assert!(
        copy.windows(journal.len())
            .any(|window| window == journal.as_slice())
    );
    let restored = ["restore", "copy", "--data-dir", "restored"];
    program
        .run(&restored)
        .assert_failed(1, "1 damaged record could not be read");
    let again = fs::read(program.path("restored/journal.jsonl")).unwrap();
    assert_eq!(again, journal);
    let run = program.run(&["backup", "second", "--json", "--lang", "zh"]);
    run.assert_failed(1, "1 条记录已损坏");
    assert!(run.stdout.contains("\"damaged\":1"), "{run:?}");
}

#[test]
fn a_backup_that_cannot_be_written_or_read_is_named_as_what_it_is() {
    let program = Program::with_notice();
    for (arguments, english, chinese) in [
        (
            ["backup", "nowhere/copy"],
            "cannot write the backup nowhere/copy: see to its folder",
            "无法写入备份文件 nowhere/copy",
        ),
        (
            ["restore", "none"],
            "cannot read the backup none: name a file",
            "无法读取备份文件 none",
        ),
    ] {
        let elsewhere = ["--data-dir", "elsewhere"];
        let arguments = match arguments[0] {
            "restore" => [&arguments[..], &elsewhere].concat(),
            _ => arguments.to_vec(),
        };
        program.run(&arguments).assert_failed(1, english);
        let in_chinese = [&arguments[..], &["--lang", "zh"]].concat();
        program.run(&in_chinese).assert_failed(1, chinese);
    }
    let run = program.run(&["backup", "copy"]);
    assert!(run.stderr.contains("1 record written"), "{run:?}");
}
