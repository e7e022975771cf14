//! What is listened to: subscriptions over server-sent events and over WebSocket.

pub(super) mod events;
mod feed;
mod frames;
mod reminding;
pub(super) mod socket;
