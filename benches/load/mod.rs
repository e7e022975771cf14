//! A client that keeps its connections open, and what a run of requests took.
//!
//! Our own and not wrk: it is there wherever the benches are, it looks at every answer (an error is fast, too), and what a
//! server costs is told by its own processor time, which no client changes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

/// An answer that takes longer will not come.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long each of many requests took.
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn new(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// The time that this share of the requests did not exceed, in milliseconds.
    pub(crate) fn at(&self, share: f64) -> f64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "a place in a list of a few thousand times"
        )]
        let place = (share * self.0.len().saturating_sub(1) as f64).round() as usize;
        self.0
            .get(place)
            .map_or(f64::NAN, |time| time.as_secs_f64() * 1_000.0)
    }
}

/// What a number of connections came to together.
pub(crate) struct Load {
    pub(crate) requests_per_second: f64,
    pub(crate) times: Times,
}

/// Asks with `connections` side by side, each waiting for its answer before it asks again, until `time` is over.
pub(crate) fn run(
    address: SocketAddr,
    bodies: &[String],
    connections: usize,
    time: Duration,
) -> Load {
    let requests: Vec<_> = bodies.iter().map(|body| request(body, None)).collect();
    let begun = Instant::now();
    let times = thread::scope(|scope| {
        let ask = |first: usize| {
            let mut connection = Connection::open(address);
            let mut times = Vec::new();
            // Each connection begins elsewhere, so that they do not ask the same for as long as can be.
            let skipped = first * requests.len() / connections;
            for request in requests.iter().cycle().skip(skipped) {
                if begun.elapsed() > time {
                    break;
                }
                let start = Instant::now();
                connection.exchange(request);
                times.push(start.elapsed());
            }
            times
        };
        let threads: Vec<_> = (0..connections)
            .map(|number| scope.spawn(move || ask(number)))
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect::<Vec<_>>()
    });
    #[expect(clippy::cast_precision_loss, reason = "a count of requests")]
    let requests_per_second = times.len() as f64 / begun.elapsed().as_secs_f64();
    Load {
        requests_per_second,
        times: Times::new(times),
    }
}

/// One connection that stays open.
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
    line: String,
    body: Vec<u8>,
}

impl Connection {
    pub(crate) fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        Self {
            stream: BufReader::with_capacity(1 << 16, stream),
            line: String::new(),
            body: Vec::new(),
        }
    }

    /// Sends a whole request and reads the whole answer, which must be one without errors.
    pub(crate) fn exchange(&mut self, request: &[u8]) -> &[u8] {
        self.stream.get_mut().write_all(request).unwrap();
        let mut length = None;
        loop {
            self.line.clear();
            self.stream.read_line(&mut self.line).unwrap();
            let line = self.line.trim_end();
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().ok();
            }
        }
        let length = length.expect("an answer with its length");
        self.body.resize(length, 0);
        self.stream.read_exact(&mut self.body).unwrap();
        assert!(
            self.body.starts_with(b"{\"data\""),
            "{}",
            String::from_utf8_lossy(&self.body)
        );
        &self.body
    }
}

/// A GraphQL request in whole, with a key or without.
pub(crate) fn request(body: &str, key: Option<&str>) -> Vec<u8> {
    let key = key.map_or_else(String::new, |key| {
        format!("authorization: Bearer {key}\r\n")
    });
    let request = format!(
        "POST /graphql HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n\
         accept: application/json\r\n{key}content-length: {}\r\n\r\n{body}",
        body.len()
    );
    request.into_bytes()
}
