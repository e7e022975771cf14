//! `plangraph serve` as a process: started, asked, shared and stopped.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

use super::Program;
use crate::support::{get, send};

/// A server that is killed when the test ends, however it ends.
struct Serving {
    child: Child,
    stdout: BufReader<ChildStdout>,
    /// `127.0.0.1:1234`.
    address: String,
}

impl Serving {
    /// Starts a server on a free port and waits until it prints its address.
    fn start(program: &Program) -> Self {
        let mut command = program.command(&["serve", "--bind", "127.0.0.1:0", "--json"]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let printed: serde_json::Value = serde_json::from_str(&line).unwrap();
        let address = printed["address"].as_str().unwrap();
        let address = address.strip_prefix("http://").unwrap();
        Self {
            child,
            stdout,
            address: address.trim_end_matches('/').to_owned(),
        }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn signal(&self, name: &str) {
        let process = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &process]).status();
        assert!(sent.unwrap().success());
    }

    /// Waits for the end of the process and checks that it ended well.
    fn assert_ends(mut self) {
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        assert_eq!(rest, "");
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}

#[test]
fn a_new_folder_is_filled_with_the_bundled_plan() {
    let program = Program::new();
    let serving = Serving::start(&program);
    assert_eq!(get(&serving.url("/readyz"), &[]).status, 200);
    let headers = [("content-type", "application/json")];
    let body = r#"{"query":"{ tasks(first: 1) { totalCount } }"}"#;
    let answer = send("POST", &serving.url("/graphql"), &headers, body);
    assert_eq!(answer.body, r#"{"data":{"tasks":{"totalCount":148}}}"#);
    serving.signal("TERM");
    serving.assert_ends();
    assert_eq!(program.json(&["stats"])["plans"], 1);
}

#[test]
fn a_second_process_is_told_who_holds_the_data_and_a_backup_runs_beside() {
    let program = Program::new();
    let serving = Serving::start(&program);
    let run = program.run(&["stats"]);
    let owner = format!(
        "serve --bind 127.0.0.1:0 --json (PID {})",
        serving.child.id()
    );
    run.assert_failed(1, &owner);
    assert_eq!(run.stderr.lines().count(), 1, "{run:?}");
    assert_eq!(program.json(&["backup", "copy"])["records"], 1);
    assert_eq!(program.run(&["schema"]).code, Some(0));
    serving.signal("INT");
    serving.assert_ends();
    assert_eq!(program.run(&["stats"]).code, Some(0));
}

#[test]
fn a_port_that_is_taken_is_named() {
    let program = Program::new();
    let serving = Serving::start(&program);
    let run = Program::new().run(&["serve", "--bind", &serving.address]);
    run.assert_failed(1, "choose another --bind");
}

#[test]
fn a_request_in_flight_is_finished_before_the_server_stops() {
    let program = Program::new();
    let serving = Serving::start(&program);
    let body = r#"{"query":"{__typename}"}"#;
    let mut request = TcpStream::connect(&serving.address).unwrap();
    write!(
        request,
        "POST /graphql HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\n\
         content-length: {}\r\nexpect: 100-continue\r\nconnection: close\r\n\r\n",
        body.len()
    )
    .unwrap();
    let mut answer = BufReader::new(request.try_clone().unwrap());
    let mut line = String::new();
    answer.read_line(&mut line).unwrap();
    assert_eq!(line, "HTTP/1.1 100 Continue\r\n");
    serving.signal("TERM");
    // The server no longer takes connections once it has begun to stop.
    while TcpStream::connect(&serving.address).is_ok() {
        std::thread::yield_now();
    }
    request.write_all(body.as_bytes()).unwrap();
    let mut rest = String::new();
    answer.read_to_string(&mut rest).unwrap();
    assert!(rest.contains("200 OK"), "{rest}");
    assert!(
        rest.ends_with(r#"{"data":{"__typename":"Query"}}"#),
        "{rest}"
    );
    serving.assert_ends();
}
