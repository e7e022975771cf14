//! Who sent a request: the address behind trusted proxies, and the key.

use std::net::IpAddr;
use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::http::header;
use actix_web::web;

use super::App;
use super::fault::Fault;
use super::graphql::text_header;
use crate::engine::Access;

/// The proxies whose word is believed.
#[derive(Debug, Default)]
pub(super) struct Proxies(Vec<IpAddr>);

impl Proxies {
    /// Those of these addresses; a text that is no address is told and believed by nobody.
    pub(super) fn new(addresses: &[String]) -> Self {
        let mut known = Vec::new();
        for address in addresses {
            match address.parse() {
                Ok(address) => known.push(address),
                Err(_no_address) => {
                    tracing::warn!(address, "a trusted proxy is named that is no address");
                }
            }
        }
        Self(known)
    }

    /// The client: the last hop that no trusted proxy vouches for. `None` when the connection has no address.
    fn client(&self, peer: Option<IpAddr>, forwarded: Option<&str>) -> Option<IpAddr> {
        let mut client = peer?;
        let hops = forwarded.unwrap_or_default().rsplit(',');
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

/// The address of the client that a request is from.
pub(super) fn address(app: &App, peer: Option<IpAddr>, forwarded: Option<&str>) -> Option<IpAddr> {
    app.proxies.client(peer, forwarded)
}

/// The address of the client of a request.
pub(super) fn address_of(app: &App, http: &HttpRequest) -> Option<IpAddr> {
    let peer = http.peer_addr().map(|peer| peer.ip());
    let forwarded = http.headers().get("x-forwarded-for");
    address(app, peer, forwarded.and_then(|value| value.to_str().ok()))
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
    let app = Arc::clone(app);
    let found = web::block(move || app.engine.access(Some(&key))).await;
    found.map_err(|_panicked| Fault::internal(&"looking at a key panicked"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_are_believed() {
        let proxies = Proxies::new(&["10.0.0.1".to_owned(), "10.0.0.2".to_owned(), "x".to_owned()]);
        for (peer, forwarded, expected) in [
            ("192.0.2.7", None, "192.0.2.7"),
            ("192.0.2.7", Some("198.51.100.1"), "192.0.2.7"),
            ("10.0.0.1", None, "10.0.0.1"),
            ("10.0.0.1", Some("198.51.100.1"), "198.51.100.1"),
            (
                "10.0.0.1",
                Some("203.0.113.9, 198.51.100.1"),
                "198.51.100.1",
            ),
            ("10.0.0.1", Some("198.51.100.1, 10.0.0.2"), "198.51.100.1"),
            ("10.0.0.1", Some("198.51.100.1, nonsense"), "10.0.0.1"),
            ("10.0.0.1", Some(""), "10.0.0.1"),
        ] {
            let client = proxies.client(peer.parse().ok(), forwarded);
            assert_eq!(client, expected.parse().ok(), "{peer} {forwarded:?}");
        }
        assert_eq!(proxies.client(None, Some("198.51.100.1")), None);
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
