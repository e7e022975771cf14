//! `plangraph serve`: answers over HTTP until it is told to stop.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use anyhow::Context as _;
use serde_json::json;

use super::args::Serve;
use super::context::Context;
use super::{Outcome, messages, output};
use crate::engine::{Engine, IngestOptions, SearchKind, SearchRequest, Submission};
use crate::http::{App, Server, stop_signal};

pub(super) fn run(context: &Context, arguments: &Serve) -> anyhow::Result<Outcome> {
    let config = &context.config;
    if arguments.print_config {
        output::line(config.to_toml()?.trim_end())?;
        return Ok(Outcome::Done);
    }
    let journal = context.journal()?;
    // A plan that was deleted later does not come back: the journal has heard of it. A key made first does not count.
    let is_new = journal.last_stored() == 0;
    let engine = context.engine_over(journal)?;
    if is_new {
        load_bundled(context, &engine)?;
    }
    let engine = Arc::new(engine);
    let warming = warm(Arc::clone(&engine));
    let trusted = context.assets().operations()?;
    let app = App::with_trusted(engine, config, &trusted);
    let server = Server::bind(app, config)
        .with_context(|| messages::cannot_listen(context.language(), config.bind))?;
    let bound = server.address()?;
    let address = format!("http://{}/", reachable(bound));
    if context.json {
        output::json(&json!({"address": address}))?;
    } else {
        output::line(messages::listening(context.language(), address))?;
    }
    if !bound.ip().is_loopback() {
        output::note(messages::open_to_others(context.language(), bound));
    }
    server.run(stop_signal)?;
    let _failed = warming.join();
    output::note(messages::stopped(context.language()));
    Ok(Outcome::Done)
}

/// Searches once, beside the start: the names of a state are gathered with the first search of it, and nobody should wait for
/// that. A search that fails will say so to whoever asks.
fn warm(engine: Arc<Engine>) -> JoinHandle<()> {
    thread::spawn(move || {
        let first = SearchRequest {
            query: "任务".to_owned(),
            kinds: vec![SearchKind::Task],
            ..SearchRequest::default()
        };
        let _found = engine.view().search(&first, 0, 0);
    })
}

/// The address at which this machine reaches a bound one: “all addresses” is none that a browser can open.
fn reachable(bound: SocketAddr) -> SocketAddr {
    let ip = match bound.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, bound.port())
}

fn load_bundled(context: &Context, engine: &Engine) -> anyhow::Result<()> {
    let submissions: Vec<_> = context
        .assets()
        .bundled_plans()?
        .into_iter()
        .map(|plan| Submission {
            name: plan.name,
            bytes: plan.bytes.into_owned(),
            manifest: plan.manifest,
        })
        .collect();
    for outcome in engine.ingest(&submissions, IngestOptions::default(), &mut |_| {}) {
        let report = outcome?;
        output::note(messages::bundled(context.language(), report.name));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_that_a_browser_can_open() {
        for (bound, told) in [
            ("127.0.0.1:80", "127.0.0.1:80"),
            ("10.0.0.7:80", "10.0.0.7:80"),
            ("0.0.0.0:80", "127.0.0.1:80"),
            ("[::]:80", "[::1]:80"),
        ] {
            assert_eq!(reachable(bound.parse().unwrap()).to_string(), told);
        }
    }
}
