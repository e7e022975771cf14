//! Tests of `cli`: the program as people start it.

mod backup;
mod documents;
mod key;
mod network;
mod search;
mod serve;
mod settings;
mod show;
mod spans;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::support::repository;

/// The program with a folder of its own for its data.
struct Program {
    folder: TempDir,
}

/// What a run of the program came to.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Program {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// One that holds the bundled notice.
    fn with_notice() -> Self {
        let program = Self::new();
        let run = program.run(&["ingest", &notice()]);
        assert_eq!(run.code, Some(0), "{run:?}");
        program
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file and returns its path.
    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Changes a bit in the middle of a file.
    fn damage(&self, name: &str) {
        let path = self.path(name);
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&path, bytes).unwrap();
    }

    /// The program in its folder, in English and free of the settings of whoever runs the tests.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plangraph"));
        command.args(arguments).current_dir(self.folder.path());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PLANGRAPH_") {
                command.env_remove(name);
            }
        }
        command
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env("LANG", "C");
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).stdin(Stdio::null()))
    }

    /// Runs a command with `--json` that prints one result.
    fn json(&self, arguments: &[&str]) -> Value {
        let run = Run::of(self.command(arguments).arg("--json"));
        assert_eq!(run.code, Some(0), "{arguments:?}: {run:?}");
        serde_json::from_str(&run.stdout).unwrap()
    }
}

impl Run {
    fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Checks that the run failed with this status, that it said this, and that it was a message and not a panic.
    fn assert_failed(&self, code: i32, message: &str) {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(self.stderr.contains(message), "{message}: {self:?}");
        assert!(!self.stderr.contains("panicked"), "{self:?}");
    }
}

fn notice() -> String {
    let path = repository("data/plans/liaoning-2012-division.txt");
    path.to_str().unwrap().to_owned()
}

/// The bundled notice with one more sentence in a task: other bytes of the same plan, beside its manifest.
fn other_version(program: &Program) -> String {
    let notice = fs::read_to_string(notice()).unwrap();
    let folder = program.path("edited");
    fs::create_dir(&folder).unwrap();
    let manifest = repository("data/plans/MANIFEST.toml");
    fs::copy(manifest, folder.join("MANIFEST.toml")).unwrap();
    let edited = notice.replacen("加快", "进一步加快", 1);
    assert_ne!(edited, notice);
    program.file("edited/liaoning-2012-division.txt", edited)
}

#[test]
fn a_wrong_use_is_status_2_and_names_the_way_out() {
    let program = Program::new();
    for arguments in [
        &["nonsense"][..],
        &["ingest"],
        &["show"],
        &["stats", "--nonsense"],
        &["serve", "--bind", "localhost"],
        &["stats", "--lang", "fr"],
    ] {
        program.run(arguments).assert_failed(2, "--help");
    }
    let loaded = Program::with_notice();
    for (arguments, english, chinese) in [
        (&["--format", "x"][..], "“x” is none of", "没有“x”，可选："),
        (
            &["--format", "gexf", "--what", "nope"],
            "codebook",
            "没有“nope”",
        ),
        (
            &["--format", "gexf", "--what", "tasks"],
            "network can",
            "tasks 不能写为 gexf",
        ),
        (
            &["--format", "gexf", "--what", "codebook"],
            "as csv",
            "codebook 只能写为 csv",
        ),
    ] {
        let arguments = [&["export"], arguments].concat();
        loaded.run(&arguments).assert_failed(2, english);
        let chinese_too = [&arguments[..], &["--lang", "zh"]].concat();
        loaded.run(&chinese_too).assert_failed(2, chinese);
    }
    program
        .run(&["stats", "--lang", "zh", "--lang", "fr"])
        .assert_failed(2, "错误：");
    let help = program.run(&["--help"]);
    assert_eq!(help.code, Some(0));
    assert!(help.stdout.contains("ingest"));
}

#[test]
fn a_document_is_kept_once_and_counted() {
    let program = Program::with_notice();
    let first = program.json(&["stats"]);
    assert_eq!(first["plans"], 1);
    assert_eq!(first["tasks"], 148);
    let again = program.json(&["ingest", &notice()]);
    assert_eq!(again["outcome"], "unchanged");
    assert_eq!(program.json(&["stats"])["sequence"], first["sequence"]);
    // Without its manifest it would have another id: told is the one that it is kept as.
    let bare = program.file("分工.txt", fs::read(notice()).unwrap());
    let known = program.json(&["ingest", &bare]);
    assert_eq!(known["outcome"], "unchanged");
    assert_eq!(known["plan"], again["plan"]);
    assert_eq!(
        program.json(&["show", known["plan"].as_str().unwrap()])["kind"],
        "plan"
    );
}

#[test]
fn a_dry_run_reports_and_keeps_nothing() {
    let program = Program::new();
    let report = program.json(&["ingest", "--dry-run", &notice()]);
    assert_eq!(report["outcome"], "read");
    assert_eq!(report["chapters"], 15);
    assert_eq!(report["sections"], 64);
    assert_eq!(report["tasks"], 148);
    assert_eq!(report["issuedOn"], "2012-02-17");
    let diagnostics = report["diagnostics"].as_array().unwrap();
    assert!(
        diagnostics
            .iter()
            .any(|one| one["code"] == "PUA_DECIMAL" && one["line"] == 25)
    );
    assert!(!program.path("var").exists());
}

#[test]
fn a_folder_and_standard_input_are_documents_too() {
    let program = Program::new();
    let folder = repository("data/plans");
    let report = program.json(&["ingest", folder.to_str().unwrap()]);
    assert_eq!(report["outcome"], "stored");
    let mut command = program.command(&["ingest", "-", "--json"]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let bytes = fs::read(notice()).unwrap();
    child.stdin.take().unwrap().write_all(&bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["outcome"], "unchanged");
}

#[test]
fn what_is_no_plan_is_refused_and_the_others_are_kept() {
    let program = Program::new();
    let novel = "话说天下大势，分久必合，合久必分。周末七国分争，并入于秦。\n".repeat(200);
    let bad = [
        (program.file("empty.txt", ""), "EMPTY_INPUT"),
        (program.file("blank.txt", " \n\u{3000}\n"), "EMPTY_INPUT"),
        (
            program.file("binary.txt", [0x7f, b'E', b'L', b'F', 2, 1, 1, 0]),
            "BINARY_INPUT",
        ),
        (program.file("novel.txt", novel), "NOT_A_PLAN"),
        (
            program.path("missing.txt").to_str().unwrap().to_owned(),
            "UNREADABLE",
        ),
    ];
    for (path, code) in &bad {
        program.run(&["ingest", path]).assert_failed(1, "1 refused");
        let run = program.run(&["ingest", "--json", path]);
        let report: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(report["outcome"], "refused", "{path}");
        assert_eq!(report["code"], *code, "{path}");
    }
    let notice = notice();
    let mut arguments = vec!["ingest"];
    arguments.extend(bad.iter().map(|(path, _)| path.as_str()));
    arguments.push(&notice);
    program
        .run(&arguments)
        .assert_failed(1, "1 accepted, 5 refused");
    assert_eq!(program.json(&["stats"])["plans"], 1);
}

#[test]
fn other_bytes_of_a_known_plan_take_its_place_only_when_told_to() {
    let program = Program::with_notice();
    let edited = other_version(&program);
    program
        .run(&["ingest", &edited])
        .assert_failed(1, "--replace");
    let run = program.run(&["ingest", "--json", &edited]);
    assert!(run.stdout.contains("PLAN_EXISTS"), "{run:?}");
    let report = program.json(&["ingest", "--replace", &edited]);
    assert_eq!(report["outcome"], "stored");
    let stats = program.json(&["stats"]);
    assert_eq!(
        (&stats["plans"], &stats["tasks"]),
        (&Value::from(1), &Value::from(148))
    );
    assert_eq!(program.run(&["check"]).code, Some(0));
}

#[test]
fn an_unusable_data_folder_is_named() {
    let program = Program::new();
    let file = program.file("file", "");
    let inside = Path::new(&file).join("var");
    let run = program.run(&["stats", "--data-dir", inside.to_str().unwrap()]);
    run.assert_failed(1, inside.to_str().unwrap());
}

#[test]
fn settings_come_from_file_environment_and_flags() {
    let program = Program::new();
    program.file(
        "plangraph.toml",
        "data_dir = \"a\"\nbody_limit_kib = 3\nlang = \"zh\"\n",
    );
    let mut command = program.command(&["serve", "--print-config", "--bind", "127.0.0.1:1"]);
    let run = Run::of(command.env("PLANGRAPH_DATA_DIR", "b"));
    assert_eq!(run.code, Some(0), "{run:?}");
    for line in [
        "bind = \"127.0.0.1:1\"",
        "data_dir = \"b\"",
        "body_limit_kib = 3",
        "lang = \"zh\"",
    ] {
        assert!(run.stdout.contains(line), "{line}: {}", run.stdout);
    }
    let run = Run::of(program.command(&["stats"]).env("PLANGRAPH_DATADIR", "b"));
    run.assert_failed(1, "是否指 `PLANGRAPH_DATA_DIR`？");
    let run = Run::of(
        program
            .command(&["stats"])
            .env("PLANGRAPH_LOG_FILTER", "a=b=c"),
    );
    run.assert_failed(1, "log_filter");
    program.file("plangraph.toml", "data_dri = \"a\"");
    program
        .run(&["stats"])
        .assert_failed(1, "did you mean `data_dir`?");
    program
        .run(&["stats", "--config", "none.toml"])
        .assert_failed(1, "none.toml");
}

#[test]
fn a_backup_restores_everything_into_an_empty_folder_only() {
    let program = Program::with_notice();
    let backup = program.path("backup").to_str().unwrap().to_owned();
    assert_eq!(program.json(&["backup", &backup])["records"], 1);
    program
        .run(&["backup", &backup])
        .assert_failed(1, "already");
    program
        .run(&["restore", &backup])
        .assert_failed(1, "already");
    let restored = ["--data-dir", "restored"];
    assert_eq!(
        program.json(&[&["restore", &backup][..], &restored].concat())["records"],
        1
    );
    let (before, after) = (
        program.json(&["stats"]),
        program.json(&[&["stats"][..], &restored].concat()),
    );
    assert_eq!(before["assignments"], after["assignments"]);
    let damaged = fs::read(&backup).unwrap().split_off(100);
    let damaged = program.file("damaged", damaged);
    let run = program.run(&["restore", &damaged, "--data-dir", "third"]);
    run.assert_failed(1, "not a whole backup");
}

#[test]
fn a_store_that_lies_there_does_not_survive_a_restore() {
    let program = Program::with_notice();
    let backup = program.path("backup").to_str().unwrap().to_owned();
    program.json(&["backup", &backup]);
    let other = ["--data-dir", "other"];
    let small = program.file("small.txt", "牵头单位：省教育厅");
    program.json(&[&["ingest", &small][..], &other].concat());
    fs::remove_file(program.path("other/journal.jsonl")).unwrap();
    program.json(&[&["restore", &backup][..], &other].concat());
    let stats = program.json(&[&["stats"][..], &other].concat());
    assert_eq!(stats["tasks"], program.json(&["stats"])["tasks"]);
}

#[test]
fn the_store_can_be_deleted_and_made_anew() {
    let program = Program::with_notice();
    let before = program.json(&["stats"]);
    assert_eq!(program.json(&["rebuild"])["tasks"], before["tasks"]);
    fs::remove_dir_all(program.path("var/store")).unwrap();
    assert_eq!(
        program.json(&["stats"])["assignments"],
        before["assignments"]
    );
    let report = program.json(&["check"]);
    assert_eq!(report["faults"], Value::Array(Vec::new()));
    assert!(report["quotes"].as_u64() > Some(1000));
}

#[test]
fn a_damaged_store_is_made_anew_with_a_message() {
    let program = Program::with_notice();
    let before = program.json(&["stats"]);
    for entry in fs::read_dir(program.path("var/store")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::write(path, [0x5a; 4096]).unwrap();
        }
    }
    let run = program.run(&["stats", "--json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.starts_with("warning: "), "{run:?}");
    let after: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(after["assignments"], before["assignments"]);
}

#[test]
fn a_damaged_line_of_the_journal_is_named() {
    let program = Program::with_notice();
    program.damage("var/journal.jsonl");
    let run = program.run(&["stats"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.contains("line 1 of the journal"), "{run:?}");
    let run = program.run(&["check"]);
    run.assert_failed(1, "faults");
    assert!(run.stdout.contains("line 1 of the journal"), "{run:?}");
}

#[test]
fn the_schema_is_the_committed_one() {
    let run = Program::new().run(&["schema"]);
    let committed = fs::read_to_string(repository("schema/schema.graphql")).unwrap();
    assert_eq!(run.stdout.trim_end(), committed.trim_end());
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let program = Program::new();
    let mut command = program.command(&["schema"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}

#[test]
fn results_that_cannot_be_written_are_a_failure() {
    let Ok(full) = fs::File::options().write(true).open("/dev/full") else {
        // Only some systems have a disk that is always full.
        return;
    };
    let program = Program::new();
    let run = Run::of(program.command(&["schema"]).stdout(full));
    run.assert_failed(1, "cannot write to standard output");
}
