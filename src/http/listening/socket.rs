//! `graphql-transport-ws`: queries, mutations and subscriptions over one WebSocket.
//!
//! One task per socket reads, writes and keeps the rules; each operation runs in a task of its own and hands its messages
//! over through one short queue. So no operation can starve another, and what a client does not take stops the operations
//! rather than filling memory.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::{StatusCode, header};
use actix_web::rt;
use actix_web::rt::time::{Instant, sleep_until, timeout};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use actix_ws::{
    AggregatedMessage, AggregatedMessageStream, CloseCode, CloseReason, ProtocolError, Session,
};
use tokio::sync::{mpsc, watch};
use tokio::task::AbortHandle;

use super::feed::Feed;
use super::frames::{self, Said};
use crate::engine::Access;
use crate::graphql::{OperationKind, Request};
use crate::http::App;
use crate::http::answering::{answered, prepared, subscribed};
use crate::http::app::Place;
use crate::http::client::{access, access_of, address_of, bearer};
use crate::http::cors::may_connect;
use crate::http::fault::Fault;
use crate::http::graphql::text_header;

/// The one protocol that is spoken.
const PROTOCOL: &str = "graphql-transport-ws";

/// Messages of all operations that wait for their turn.
const QUEUE: usize = 16;

/// The longest reason that fits a close frame.
const REASON_BYTES: usize = 123;

/// Opens a socket.
pub(in crate::http) async fn open(
    app: Data<App>,
    http: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Fault> {
    let app = app.into_inner();
    let host = text_header(&http, header::HOST);
    if !may_connect(&app, text_header(&http, header::ORIGIN), host) {
        let message = "pages of this origin may not listen: `cors_origins` lists those that may";
        return Err(Fault::new(StatusCode::FORBIDDEN, "FORBIDDEN", message));
    }
    let Some(place) = app.sockets.take() else {
        let message = "too many WebSockets are open: try again later";
        let status = StatusCode::SERVICE_UNAVAILABLE;
        return Err(Fault::new(status, "TOO_MANY_SOCKETS", message));
    };
    let access = access(&app, &http).await?;
    let (response, session, messages) =
        actix_ws::handle_with_protocols(&http, payload, &[PROTOCOL]).map_err(|error| {
            let message = format!("this is no WebSocket handshake: {error}");
            Fault::bad_request(message)
        })?;
    let messages = messages
        .max_frame_size(app.body_limit)
        .aggregate_continuations()
        .max_continuation_size(app.body_limit);
    let speaks = response
        .headers()
        .contains_key(header::SEC_WEBSOCKET_PROTOCOL);
    let client = address_of(&app, &http);
    let socket = Socket::new(app, session, access, client, place);
    rt::spawn(async move {
        if speaks {
            socket.run(messages).await;
        } else {
            let reason = format!("speak {PROTOCOL}");
            socket.close(4406, &reason).await;
        }
    });
    Ok(response)
}

struct Socket {
    app: Arc<App>,
    session: Session,
    /// What the key of the handshake, or later that of `connection_init`, allows.
    access: Access,
    /// Whose rate its operations count for; `None` when the connection has no address.
    client: Option<IpAddr>,
    state: State,
    /// What runs, by the client's id.
    operations: HashMap<String, Operation>,
    last_number: u64,
    sender: mpsc::Sender<Message>,
    receiver: mpsc::Receiver<Message>,
    stopping: watch::Receiver<bool>,
    _place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Initialised,
}

struct Operation {
    /// Tells it from an earlier one of the same id.
    number: u64,
    task: AbortHandle,
}

/// What an operation wants to be sent.
struct Message {
    id: String,
    number: u64,
    text: String,
    is_last: bool,
}

/// Why a socket is closed.
struct Close(u16, String);

impl Close {
    fn new(code: u16, reason: impl Into<String>) -> Self {
        Self(code, reason.into())
    }
}

impl Socket {
    fn new(
        app: Arc<App>,
        session: Session,
        access: Access,
        client: Option<IpAddr>,
        place: Place,
    ) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        Self {
            stopping: app.stopping.subscribe(),
            app,
            session,
            access,
            client,
            state: State::Open,
            operations: HashMap::new(),
            last_number: 0,
            sender,
            receiver,
            _place: place,
        }
    }

    /// Serves the client until one of the two has enough.
    async fn run(mut self, mut messages: AggregatedMessageStream) {
        let close = self.converse(&mut messages).await;
        for operation in self.operations.values() {
            operation.task.abort();
        }
        if let Some(Close(code, reason)) = close {
            self.close(code, &reason).await;
        }
    }

    /// `None` when the client is gone.
    async fn converse(&mut self, messages: &mut AggregatedMessageStream) -> Option<Close> {
        let begin = Duration::from_millis(self.app.config.socket_init_ms.into());
        let deadline = Instant::now() + begin;
        let silence = self.app.heartbeat();
        let mut heard = Instant::now();
        let mut pinged = false;
        loop {
            if *self.stopping.borrow_and_update() {
                return Some(Close::new(1001, "the server stops"));
            }
            let alarm = match self.state {
                State::Open => deadline,
                State::Initialised => heard + if pinged { 2 * silence } else { silence },
            };
            let outcome = tokio::select! {
                message = messages.recv() => {
                    (heard, pinged) = (Instant::now(), false);
                    match message {
                        Some(Ok(message)) => self.hear(message).await,
                        Some(Err(error)) => Err(Some(broken(&error))),
                        None => return None,
                    }
                }
                // The queue never closes: this socket holds a sender.
                Some(message) = self.receiver.recv() => self.pass_on(message).await,
                () = sleep_until(alarm) => match self.state {
                    State::Open => Err(Some(Close::new(4408, "connection_init did not come in time"))),
                    State::Initialised if pinged => return None,
                    State::Initialised => {
                        pinged = true;
                        self.session.ping(b"").await.map_err(|_closed| None)
                    }
                },
                _changed = self.stopping.changed() => Ok(()),
            };
            if let Err(close) = outcome {
                return close;
            }
        }
    }

    /// Deals with what the client says.
    async fn hear(&mut self, message: AggregatedMessage) -> Result<(), Option<Close>> {
        let text = match message {
            AggregatedMessage::Text(text) => text,
            AggregatedMessage::Binary(_) => {
                return Err(Some(Close::new(4400, "messages are texts")));
            }
            AggregatedMessage::Ping(bytes) => {
                return self.session.pong(&bytes).await.map_err(|_closed| None);
            }
            AggregatedMessage::Pong(_) => return Ok(()),
            AggregatedMessage::Close(reason) => {
                let code = reason.map_or(1000, |reason| reason.code.into());
                return Err(Some(Close::new(code, "")));
            }
        };
        match frames::read(&text) {
            Err(frames::NoMessage(why)) => Err(Some(Close::new(4400, why))),
            Ok(Said::Init { key }) => self.init(key).await,
            Ok(Said::Ping(payload)) => self.send(frames::pong(payload)).await,
            Ok(Said::Pong) => Ok(()),
            Ok(Said::Subscribe(id, request)) => self.begin(id, *request).await,
            Ok(Said::Complete(id)) => {
                if let Some(operation) = self.operations.remove(&id) {
                    operation.task.abort();
                }
                Ok(())
            }
        }
    }

    async fn init(&mut self, key: Option<String>) -> Result<(), Option<Close>> {
        if self.state != State::Open {
            return Err(Some(Close::new(4429, "connection_init came twice")));
        }
        self.state = State::Initialised;
        if let Some(key) = key {
            // Here the scheme may be left out: the payload has one purpose.
            let token = if key.contains(' ') {
                bearer(&key)
            } else {
                &key
            };
            match access_of(&self.app, token.to_owned()).await {
                Ok(access) => self.access = access,
                Err(_fault) => return Err(Some(Close::new(4500, "the key cannot be looked at"))),
            }
        }
        if self.access == Access::Unknown {
            return Err(Some(Close::new(4403, "Forbidden")));
        }
        let version = self.app.engine.view().data_version();
        self.send(frames::acknowledged(&version)).await
    }

    /// Begins an operation.
    async fn begin(&mut self, id: String, request: Request) -> Result<(), Option<Close>> {
        if self.state != State::Initialised {
            return Err(Some(Close::new(4401, "Unauthorized")));
        }
        if self.operations.contains_key(&id) {
            let reason = format!("Subscriber for {id} already exists");
            return Err(Some(Close::new(4409, reason)));
        }
        let now = std::time::Instant::now();
        let refused = |client| self.app.rates.take(client, now).is_err();
        if self.client.is_some_and(refused) {
            self.app.metrics.refused_by_rate();
            let status = StatusCode::TOO_MANY_REQUESTS;
            let fault = Fault::new(status, "TOO_MANY_REQUESTS", "too many requests: wait");
            return self
                .send(frames::error(&id, &frames::errors_of_fault(&fault)))
                .await;
        }
        if self.operations.len() >= self.app.config.streams_per_socket as usize {
            let message = "too many operations run on this WebSocket";
            let status = StatusCode::SERVICE_UNAVAILABLE;
            let fault = Fault::new(status, "TOO_MANY_STREAMS", message);
            return self
                .send(frames::error(&id, &frames::errors_of_fault(&fault)))
                .await;
        }
        self.last_number += 1;
        let outlet = Outlet {
            sender: self.sender.clone(),
            id: id.clone(),
            number: self.last_number,
        };
        let (app, access) = (Arc::clone(&self.app), self.access.clone());
        let task = rt::spawn(async move {
            if let Err(fault) = operate(&app, request, access, &outlet).await {
                let text = frames::error(&outlet.id, &frames::errors_of_fault(&fault));
                outlet.send(text, true).await;
            }
        });
        let operation = Operation {
            number: self.last_number,
            task: task.abort_handle(),
        };
        self.operations.insert(id, operation);
        Ok(())
    }

    /// Sends what an operation wants to be sent, unless the client has let go of it.
    async fn pass_on(&mut self, message: Message) -> Result<(), Option<Close>> {
        let known = self.operations.get(&message.id);
        if known.is_none_or(|operation| operation.number != message.number) {
            return Ok(());
        }
        if message.is_last {
            self.operations.remove(&message.id);
        }
        self.send(message.text).await
    }

    /// Sends a message; a client that does not take it in time is dropped.
    async fn send(&mut self, text: String) -> Result<(), Option<Close>> {
        match timeout(self.app.patience(), self.session.text(text)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_closed)) => Err(None),
            Err(_elapsed) => {
                self.app.metrics.dropped_slow_consumer();
                Err(Some(Close::new(1013, "SLOW_CONSUMER")))
            }
        }
    }

    /// Says why and closes; a client that does not take even that is cut off.
    async fn close(self, code: u16, reason: &str) {
        let mut end = reason.len().min(REASON_BYTES);
        while !reason.is_char_boundary(end) {
            end -= 1;
        }
        let reason = CloseReason {
            code: CloseCode::from(code),
            description: reason
                .get(..end)
                .filter(|it| !it.is_empty())
                .map(str::to_owned),
        };
        let _cut_off = timeout(self.app.patience(), self.session.close(Some(reason))).await;
    }
}

/// Where an operation hands over its messages.
struct Outlet {
    sender: mpsc::Sender<Message>,
    id: String,
    number: u64,
}

impl Outlet {
    /// Waits for a place in the queue; `false` when the socket is gone.
    async fn send(&self, text: String, is_last: bool) -> bool {
        let message = Message {
            id: self.id.clone(),
            number: self.number,
            text,
            is_last,
        };
        self.sender.send(message).await.is_ok()
    }
}

/// Runs an operation to its end.
async fn operate(
    app: &Arc<App>,
    request: Request,
    access: Access,
    outlet: &Outlet,
) -> Result<(), Fault> {
    let id = &outlet.id;
    let prepared = match prepared(app, request).await? {
        Ok(prepared) => prepared,
        Err(refusal) => {
            outlet.send(frames::error(id, &refusal.body), true).await;
            return Ok(());
        }
    };
    if prepared.kind() != OperationKind::Subscription {
        let response = answered(app, Arc::new(prepared), access).await?;
        if response.executed {
            outlet.send(frames::next(id, &response.body), false).await;
            outlet.send(frames::complete(id), true).await;
        } else {
            outlet.send(frames::error(id, &response.body), true).await;
        }
        return Ok(());
    }
    let mut feed = match subscribed(app, prepared, &access).await? {
        Ok(subscribed) => Feed::new(app, subscribed),
        Err(refusal) => {
            outlet.send(frames::error(id, &refusal.body), true).await;
            return Ok(());
        }
    };
    while let Some(body) = feed.next().await {
        if !outlet.send(frames::next(id, &body?), false).await {
            return Ok(());
        }
    }
    outlet.send(frames::complete(id), true).await;
    Ok(())
}

/// How a socket is closed on which something else than messages arrives.
fn broken(error: &ProtocolError) -> Close {
    match error {
        ProtocolError::Overflow => Close::new(1009, "the message is too long"),
        other => Close::new(1002, other.to_string()),
    }
}
