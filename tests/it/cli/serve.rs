//! `plangraph serve` as a process: started, asked, shared and stopped.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::thread;

use serde_json::{Value, json};

use super::Program;
use crate::support::{get, send};

/// Writers that write side by side while the server is stopped.
const WRITERS: usize = 4;

/// Acknowledgements after which the server is stopped: by then all writers are at work.
const ACKNOWLEDGED: usize = 60;

/// A server that is killed when the test ends, however it ends.
pub(super) struct Serving {
    child: Child,
    stdout: BufReader<ChildStdout>,
    /// `127.0.0.1:1234`.
    address: String,
}

impl Serving {
    /// Starts a server on a free port and waits until it prints its address.
    pub(super) fn start(program: &Program) -> Self {
        let mut command = program.command(&["serve", "--bind", "127.0.0.1:0", "--json"]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let printed: Value = serde_json::from_str(&line).unwrap();
        let address = printed["address"].as_str().unwrap();
        let address = address.strip_prefix("http://").unwrap();
        Self {
            child,
            stdout,
            address: address.trim_end_matches('/').to_owned(),
        }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(super) fn signal(&self, name: &str) {
        let process = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &process]).status();
        assert!(sent.unwrap().success());
    }

    /// Waits for the end of the process and checks that it ended well.
    pub(super) fn assert_ends(mut self) {
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
        thread::yield_now();
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

/// A GraphQL request with a key; `None` when the server does not answer it with data.
fn written(address: &str, key: &str, query: &str, input: &Value) -> Option<Value> {
    let body = json!({ "query": query, "variables": { "input": input } }).to_string();
    let mut stream = TcpStream::connect(address).ok()?;
    let head = format!(
        "POST /graphql HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\n\
         authorization: Bearer {key}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (_, body) = answer.split_once("\r\n\r\n")?;
    let answer: Value = serde_json::from_str(body).ok()?;
    assert_eq!(answer.get("errors"), None, "{answer}");
    let payload = answer["data"]["made"].clone();
    assert_eq!(payload["userErrors"], json!([]), "{payload}");
    Some(payload)
}

/// Writes until the server is gone, and tells of every acknowledgement: what was written, and its id.
fn write_on(
    address: &str,
    key: &str,
    part: &Value,
    writer: usize,
    acknowledged: &mpsc::Sender<(String, String)>,
) {
    const REPORT: &str = "mutation P($input: RecordProgressInput!) { made: recordProgress(input: $input) { report { id } userErrors { code } } }";
    const INGEST: &str = "mutation I($input: IngestPlanInput!) { made: ingestPlan(input: $input) { plan { id } userErrors { code } } }";
    for round in 0.. {
        let text = format!("第{writer}人第{round}次");
        // Every fourth write of the first writer is a document: those take longest.
        let is_document = writer == 0 && round % 4 == 3;
        let (query, input, id) = if is_document {
            let notice = format!(
                "任务分工通知\n\n一、总体目标\n\n　　1.{text}新建水库3座。\n　　责任单位：省水利厅\n"
            );
            let input = json!({ "name": "分工.txt", "text": notice });
            (INGEST, input, "/plan/id")
        } else {
            let input = json!({ "task": part["task"], "unit": part["unit"], "year": 2012,
                "status": "ON_TRACK", "text": text });
            (REPORT, input, "/report/id")
        };
        let Some(payload) = written(address, key, query, &input) else {
            return;
        };
        let id = payload.pointer(id).and_then(Value::as_str).unwrap();
        acknowledged.send((text, id.to_owned())).unwrap();
    }
}

#[test]
fn what_was_acknowledged_while_the_server_stops_is_there_afterwards() {
    let program = Program::with_notice();
    let made = program.json(&["key", "create", "--role", "admin"]);
    let key = made["key"].as_str().unwrap();
    let serving = Serving::start(&program);
    let ask = |serving: &Serving, query: &str| -> Value {
        let headers = [("content-type", "application/json")];
        let body = json!({ "query": query }).to_string();
        let answer = send("POST", &serving.url("/graphql"), &headers, &body);
        serde_json::from_str::<Value>(&answer.body).unwrap()["data"].take()
    };
    let tasks = ask(
        &serving,
        "{ tasks(first: 1) { nodes { id assignments { unit { id } } } } }",
    );
    let task = &tasks["tasks"]["nodes"][0];
    let part = json!({ "task": task["id"], "unit": task["assignments"][0]["unit"]["id"] });
    let address = serving.address.clone();
    let (sender, receiver) = mpsc::channel();
    let acknowledged: Vec<_> = thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (sender, address, part) = (sender.clone(), &address, &part);
            scope.spawn(move || write_on(address, key, part, writer, &sender));
        }
        drop(sender);
        let mut acknowledged: Vec<_> = receiver.iter().take(ACKNOWLEDGED).collect();
        serving.signal("TERM");
        // What was accepted is finished and acknowledged; then the writers find nobody.
        acknowledged.extend(receiver.iter());
        acknowledged
    });
    serving.assert_ends();
    assert!(acknowledged.len() >= ACKNOWLEDGED);

    let serving = Serving::start(&program);
    let found: BTreeSet<String> = acknowledged
        .chunks(100)
        .flat_map(|chunk| {
            let ids: Vec<_> = chunk.iter().map(|(_, id)| id.as_str()).collect();
            let query = format!(
                "{{ nodes(ids: {}) {{ ... on ProgressReport {{ text }} ... on Plan {{ tasks {{ nodes {{ text }} }} }} }} }}",
                json!(ids)
            );
            let nodes = ask(&serving, &query)["nodes"].take();
            let texts = nodes.as_array().unwrap().iter().map(|node| {
                let of_plan = node.pointer("/tasks/nodes/0/text");
                let text = node.get("text").or(of_plan).and_then(Value::as_str);
                let text = text.unwrap_or_default();
                // Of a document it is the text of its only task.
                text.split("新建").next().unwrap_or_default().to_owned()
            });
            texts.collect::<Vec<_>>()
        })
        .collect();
    for (text, id) in &acknowledged {
        assert!(
            found.contains(text),
            "{text}, acknowledged as {id}, is lost"
        );
    }
    serving.signal("TERM");
    serving.assert_ends();
    assert_eq!(program.run(&["check"]).code, Some(0));
}
