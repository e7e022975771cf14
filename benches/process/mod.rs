//! A server as a process of its own, so that what it uses can be told from what the client uses.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::usage::Usage;

/// How variables of the benches begin.
const BENCH_VARIABLES: &[&str] = &["PLANGRAPH_BENCH_", "PLANGRAPH_LOAD_", "PLANGRAPH_SOAK_"];

/// A server that is killed when it is let go of.
pub(crate) struct Process {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Process {
    /// Starts a program that prints `{"address": "http://127.0.0.1:1234/"}` as its first line.
    pub(crate) fn start(command: &mut Command) -> Self {
        let command = command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let printed: serde_json::Value = serde_json::from_str(&line)
            .unwrap_or_else(|_| panic!("{command:?} did not start: {line:?}"));
        let address = printed["address"].as_str().unwrap();
        let address = address.trim_start_matches("http://").trim_end_matches('/');
        Self {
            child,
            address: address.parse().unwrap(),
        }
    }

    /// `plangraph serve` over a folder of data, with these settings and those of the environment.
    pub(crate) fn plangraph(folder: &Path, settings: &[(&str, &str)]) -> Self {
        let mut command = plangraph();
        command.args(["serve", "--bind", "127.0.0.1:0", "--json", "--data-dir"]);
        Self::start(command.arg(folder).envs(settings.iter().copied()))
    }

    /// What it has used.
    pub(crate) fn usage(&self) -> Usage {
        Usage(self.child.id())
    }
}

/// The program, told nothing of what a bench is told: it refuses settings that it does not know.
pub(crate) fn plangraph() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plangraph"));
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if BENCH_VARIABLES.iter().any(|start| name.starts_with(start)) {
            command.env_remove(&*name);
        }
    }
    command
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}
