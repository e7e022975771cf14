//! Who sent a request: the address behind trusted proxies, and the key.

use std::net::IpAddr;
use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::http::header::{self, HeaderMap};

use super::App;
use super::answering::on_the_pool;
use super::fault::Fault;
use super::graphql::text_header;
use crate::engine::Access;

/// The hops of a request, the last one at the end.
const FORWARDED: &str = "x-forwarded-for";

/// The proxies whose word is believed.
#[derive(Debug, Default)]
pub(super) struct Proxies(pub(super) Vec<IpAddr>);

impl Proxies {
    /// The client: the last hop that no trusted proxy vouches for. `None` when the connection has no address.
    fn client(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> Option<IpAddr> {
        let mut client = peer?;
        // A proxy may add its hop to the line of the client, or a line of its own below.
        let lines: Vec<_> = headers.get_all(FORWARDED).collect();
        let lines = lines.into_iter().rev();
        let hops = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
        for hop in hops {
            if !self.0.contains(&client) {
                break;
            }
            // Behind a word that is no address nobody can be believed.
            let Ok(earlier) = hop.trim().parse() else {
                break;
            };
            client = earlier;
        }
        Some(client)
    }
}

/// The address of the client of a request.
pub(super) fn address_of(app: &App, http: &HttpRequest) -> Option<IpAddr> {
    let peer = http.peer_addr().map(|peer| peer.ip());
    app.proxies.client(peer, http.headers())
}

/// The text that a request brings in place of a key; what is no bearer's token is a wrong key.
pub(super) fn bearer(authorization: &str) -> &str {
    let (scheme, token) = authorization.split_once(' ').unwrap_or_default();
    if scheme.eq_ignore_ascii_case("bearer") {
        token.trim()
    } else {
        ""
    }
}

/// What the key of a request allows. A key that was not seen before is looked at on the blocking pool.
pub(super) async fn access(app: &Arc<App>, http: &HttpRequest) -> Result<Access, Fault> {
    if !http.headers().contains_key(header::AUTHORIZATION) {
        return Ok(app.engine.access(None));
    }
    let given = text_header(http, header::AUTHORIZATION).unwrap_or_default();
    access_of(app, bearer(given).to_owned()).await
}

/// What a key allows.
pub(super) async fn access_of(app: &Arc<App>, key: String) -> Result<Access, Fault> {
    let asked = Arc::clone(app);
    on_the_pool(app, move || asked.engine.access(Some(&key))).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_are_believed() {
        let trusted = ["10.0.0.1", "10.0.0.2"];
        let proxies = Proxies(trusted.map(|address| address.parse().unwrap()).to_vec());
        let headers = |lines: &[&str]| -> HeaderMap {
            let name = header::HeaderName::from_static(FORWARDED);
            let value = |line: &&str| header::HeaderValue::from_bytes(line.as_bytes()).unwrap();
            let lines = lines.iter().map(value);
            lines.map(|value| (name.clone(), value)).collect()
        };
        for (peer, forwarded, expected) in [
            ("192.0.2.7", &[][..], "192.0.2.7"),
            ("192.0.2.7", &["198.51.100.1"], "192.0.2.7"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["203.0.113.9, 198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["198.51.100.1, 10.0.0.2"], "198.51.100.1"),
            ("10.0.0.1", &["198.51.100.1, nonsense"], "10.0.0.1"),
            ("10.0.0.1", &[""], "10.0.0.1"),
            // What the client wrote itself, and below it the line of the proxy.
            ("10.0.0.1", &["127.0.0.1", "198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["198.51.100.1", "10.0.0.2"], "198.51.100.1"),
            ("10.0.0.1", &["127.0.0.1", "某"], "10.0.0.1"),
        ] {
            let client = proxies.client(peer.parse().ok(), &headers(forwarded));
            assert_eq!(client, expected.parse().ok(), "{peer} {forwarded:?}");
        }
        assert_eq!(proxies.client(None, &headers(&["198.51.100.1"])), None);
    }

    #[test]
    fn a_token_is_what_follows_bearer() {
        for (header, expected) in [
            ("Bearer pg_1", "pg_1"),
            ("bearer  pg_1 ", "pg_1"),
            ("Basic eDp5", ""),
            ("pg_1", ""),
            ("", ""),
        ] {
            assert_eq!(bearer(header), expected, "{header}");
        }
    }
}
