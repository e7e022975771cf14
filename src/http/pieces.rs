//! Files written on a thread of their own while they are sent piece by piece.
//!
//! A client may take its file as slowly as it likes, and the writing waits for it: on the blocking pool a few such clients
//! would leave no thread for anybody else. A client that takes nothing for a while is cut off.

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use actix_web::rt;
use actix_web::rt::time::timeout;
use actix_web::web::Bytes;
use futures_util::{Stream, stream};
use tokio::sync::mpsc;
use tracing::Span;

use super::app::Place;
use crate::export::ExportError;

/// Bytes of a piece.
const PIECE: usize = 64 * 1024;

/// Pieces that may wait for a slow client.
const WAITING: usize = 4;

/// What is sent: a piece, or nothing after the last one.
type Part = Option<Bytes>;

/// What `write` writes, as it comes; each piece has to be taken within `patience`. It ends with an error unless all was written
/// and taken: so that no client takes half of a file for all of it. `place` is taken for as long as the writing goes on.
pub(super) fn written<W>(
    place: Place,
    patience: Duration,
    write: W,
) -> io::Result<impl Stream<Item = io::Result<Bytes>> + use<W>>
where
    W: FnOnce(&mut Pieces) -> Result<(), ExportError> + Send + 'static,
{
    let (writer, mut pieces) = mpsc::channel(1);
    let (sender, receiver) = mpsc::channel(WAITING);
    let span = Span::current();
    thread::Builder::new()
        .name("download".to_owned())
        .spawn(move || {
            let _place = place;
            span.in_scope(|| Pieces::new(writer).fill(write));
        })?;
    rt::spawn(async move {
        while let Some(part) = pieces.recv().await {
            if !matches!(timeout(patience, sender.send(part)).await, Ok(Ok(()))) {
                break;
            }
        }
    });
    Ok(stream::unfold(Some(receiver), |receiver| async {
        let mut receiver = receiver?;
        match receiver.recv().await {
            Some(Some(piece)) => Some((Ok(piece), Some(receiver))),
            // The writing came to its end.
            Some(None) => None,
            None => Some((Err(broken_off()), None)),
        }
    }))
}

fn broken_off() -> io::Error {
    io::Error::other("the export broke off")
}

/// Collects what is written and sends it piece by piece.
pub(super) struct Pieces {
    sender: mpsc::Sender<Part>,
    waiting: Vec<u8>,
}

impl Pieces {
    fn new(sender: mpsc::Sender<Part>) -> Self {
        Self {
            sender,
            waiting: Vec::with_capacity(PIECE),
        }
    }

    /// Lets `write` write all; a failure is told by the end that is missing then, as it is after a panic.
    fn fill(mut self, write: impl FnOnce(&mut Self) -> Result<(), ExportError>) {
        let filled = write(&mut self).and_then(|()| {
            self.flush()?;
            Ok(self.send(None)?)
        });
        match filled {
            Err(ExportError::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
                tracing::info!("a client did not take its download to the end");
            }
            Err(error) => tracing::error!(%error, "an export broke off"),
            Ok(()) => {}
        }
    }

    fn send(&self, part: Part) -> io::Result<()> {
        let gone = |_| io::Error::new(io::ErrorKind::BrokenPipe, "the client is gone");
        self.sender.blocking_send(part).map_err(gone)
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.waiting, Vec::with_capacity(PIECE));
        self.send(Some(Bytes::from(piece)))
    }
}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt as _;

    use super::*;
    use crate::http::app::Places;

    const PATIENCE: Duration = Duration::from_secs(10);

    /// What comes of a writing: pieces as text, and whether it ended with an error.
    async fn sent(
        write: impl FnOnce(&mut Pieces) -> Result<(), ExportError> + Send + 'static,
    ) -> (String, bool) {
        let pieces = written(Places::new(1).take().unwrap(), PATIENCE, write).unwrap();
        let all: Vec<_> = pieces.collect().await;
        let fails = all.last().is_some_and(Result::is_err);
        let pieces = all.into_iter().flatten();
        let bytes: Vec<u8> = pieces.flat_map(|piece| piece.to_vec()).collect();
        (String::from_utf8(bytes).unwrap(), fails)
    }

    #[actix_web::test]
    async fn what_breaks_off_does_not_end_as_if_it_were_whole() {
        let first = |out: &mut Pieces| {
            out.write_all("甲".as_bytes())?;
            out.flush()
        };
        let whole = sent(move |out| Ok(first(out)?)).await;
        assert_eq!(whole, ("甲".to_owned(), false));
        let failed = sent(move |out| {
            first(out)?;
            Err(io::Error::other("the disk is full").into())
        });
        assert_eq!(failed.await, ("甲".to_owned(), true));
        let panicked = sent(move |out| {
            first(out)?;
            panic!("a writer has a defect")
        });
        assert_eq!(panicked.await, ("甲".to_owned(), true));
    }
    #[actix_web::test]
    async fn who_takes_nothing_is_cut_off_and_keeps_no_place() {
        let places = Places::new(1);
        let place = places.take().unwrap();
        let endless = |out: &mut Pieces| -> Result<(), ExportError> {
            loop {
                out.write_all(&vec![0; PIECE])?;
            }
        };
        let pieces = written(place, Duration::from_millis(20), endless).unwrap();
        while places.taken() > 0 {
            rt::task::yield_now().await;
        }
        let taken: Vec<_> = pieces.collect().await;
        assert_eq!(taken.len(), WAITING + 1);
        assert!(taken.last().unwrap().is_err());
    }
}
