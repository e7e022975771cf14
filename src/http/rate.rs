//! How many requests one client may send.
//!
//! Each address has a bucket that fills with time and gives one token a request. Addresses are forgotten when their
//! bucket is full again, and their number is bounded: IPv6 clients count by their /64, of which anyone has many.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use actix_web::Error;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::web::Data;

use super::App;
use super::client::address_of;
use super::fault::Fault;

/// How many addresses are remembered.
const REMEMBERED: usize = 65_536;

/// The buckets of all clients.
#[derive(Debug)]
pub(super) struct Rates {
    /// Tokens per second; 0 for no limit.
    per_second: f64,
    burst: f64,
    buckets: Mutex<HashMap<IpAddr, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    at: Instant,
}

impl Rates {
    pub(super) fn new(per_minute: u32, burst: u32) -> Self {
        Self {
            per_second: f64::from(per_minute) / 60.0,
            burst: f64::from(burst.max(1)),
            buckets: Mutex::default(),
        }
    }

    /// Takes a token of a client; how long to wait when there is none.
    pub(super) fn take(&self, client: IpAddr, now: Instant) -> Result<(), Duration> {
        if self.per_second == 0.0 || client.to_canonical().is_loopback() {
            return Ok(());
        }
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= REMEMBERED {
            let full = Duration::from_secs_f64(self.burst / self.per_second);
            buckets.retain(|_, bucket| now.saturating_duration_since(bucket.at) < full);
            if buckets.len() >= REMEMBERED {
                // More clients at once than can be told apart: nobody is let through for free.
                buckets.clear();
            }
        }
        let bucket = buckets.entry(household(client)).or_insert(Bucket {
            tokens: self.burst,
            at: now,
        });
        let passed = now.saturating_duration_since(bucket.at).as_secs_f64();
        bucket.tokens = (bucket.tokens + passed * self.per_second).min(self.burst);
        bucket.at = now;
        if bucket.tokens < 1.0 {
            let missing = (1.0 - bucket.tokens) / self.per_second;
            return Err(Duration::from_secs_f64(missing));
        }
        bucket.tokens -= 1.0;
        Ok(())
    }
}

/// What counts as one client.
fn household(client: IpAddr) -> IpAddr {
    match client.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

/// Answers with `next` when the client has not sent too much.
pub(super) async fn limited<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    // Whoever watches over the server must hear from it.
    let is_watched = matches!(request.path(), "/healthz" | "/readyz" | "/metrics");
    let refused = if is_watched { None } else { refusal(&request) };
    if let Some(wait) = refused {
        let seconds = wait.as_secs() + 1;
        let fault = Fault::new(
            StatusCode::TOO_MANY_REQUESTS,
            "TOO_MANY_REQUESTS",
            format!("too many requests: wait {seconds} s"),
        );
        let mut response = request.error_response(fault);
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
        return Ok(response.map_into_right_body());
    }
    let response = next.call(request).await?;
    Ok(response.map_into_left_body())
}

fn refusal(request: &ServiceRequest) -> Option<Duration> {
    let app = request.app_data::<Data<App>>()?;
    let client = address_of(app, request.request())?;
    let refused = app.rates.take(client, Instant::now()).err()?;
    app.metrics.refused_by_rate();
    Some(refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_may_burst_and_then_go_on_at_the_rate() {
        let rates = Rates::new(60, 3);
        let client = "192.0.2.1".parse().unwrap();
        let start = Instant::now();
        for _ in 0..3 {
            assert_eq!(rates.take(client, start), Ok(()));
        }
        assert_eq!(rates.take(client, start), Err(Duration::from_secs(1)));
        let other = "192.0.2.2".parse().unwrap();
        assert_eq!(rates.take(other, start), Ok(()));
        let later = start + Duration::from_millis(1_500);
        assert_eq!(rates.take(client, later), Ok(()));
        assert!(rates.take(client, later).is_err());
    }

    #[test]
    fn loopback_and_a_rate_of_nothing_are_free_and_a_household_is_one_client() {
        let now = Instant::now();
        let strict = Rates::new(1, 1);
        for address in ["127.0.0.1", "::1", "::ffff:127.0.0.1"] {
            for _ in 0..5 {
                assert_eq!(strict.take(address.parse().unwrap(), now), Ok(()));
            }
        }
        let free = Rates::new(0, 1);
        for _ in 0..5 {
            assert_eq!(free.take("192.0.2.1".parse().unwrap(), now), Ok(()));
        }
        assert_eq!(strict.take("2001:db8::1".parse().unwrap(), now), Ok(()));
        assert!(strict.take("2001:db8::2".parse().unwrap(), now).is_err());
        assert_eq!(strict.take("2001:db8:0:1::1".parse().unwrap(), now), Ok(()));
    }

    #[test]
    fn addresses_without_end_take_no_memory_without_end() {
        let rates = Rates::new(60, 1);
        let now = Instant::now();
        for number in 0..200_000_u32 {
            let client = IpAddr::from(number.wrapping_add(0x0100_0000).to_be_bytes());
            let _taken = rates.take(client, now);
        }
        let remembered = rates.buckets.lock().unwrap().len();
        assert!(remembered <= REMEMBERED, "{remembered}");
    }
}
