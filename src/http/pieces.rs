//! Files written on a thread of the pool while they are sent piece by piece.

use std::io::{self, Write};

use actix_web::web::{self, Bytes};
use futures_util::{Stream, stream};
use tokio::sync::mpsc;

use crate::export::ExportError;

/// Bytes of a piece.
const PIECE: usize = 64 * 1024;

/// Pieces that may wait for a slow client.
const WAITING: usize = 4;

/// What `write` writes, as it comes. It ends with an error when `write` fails or panics: so that no client takes half of a file
/// for all of it.
pub(super) fn written(
    write: impl FnOnce(&mut Pieces) -> Result<(), ExportError> + Send + 'static,
) -> impl Stream<Item = io::Result<Bytes>> {
    let (sender, receiver) = mpsc::channel(WAITING);
    let writing = web::block(move || {
        let mut out = Pieces {
            sender,
            waiting: Vec::with_capacity(PIECE),
        };
        if let Err(error) = write(&mut out) {
            out.fail(&error);
        }
    });
    let state = (receiver, Some(Box::pin(writing)));
    stream::unfold(state, |(mut receiver, writing)| async {
        if let Some(piece) = receiver.recv().await {
            return Some((piece, (receiver, writing)));
        }
        // Who panicked has said nothing of it.
        writing?.await.err().map(|panicked| {
            tracing::error!(error = %panicked, "an export broke off");
            (Err(broken_off()), (receiver, None))
        })
    })
}

fn broken_off() -> io::Error {
    io::Error::other("the export broke off")
}

/// Collects what is written and sends it piece by piece.
pub(super) struct Pieces {
    sender: mpsc::Sender<io::Result<Bytes>>,
    waiting: Vec<u8>,
}

impl Pieces {
    fn send(&mut self, piece: io::Result<Bytes>) -> io::Result<()> {
        let gone = |_| io::Error::new(io::ErrorKind::BrokenPipe, "the client is gone");
        self.sender.blocking_send(piece).map_err(gone)
    }

    /// Breaks the answer off.
    fn fail(&mut self, error: &ExportError) {
        let is_gone =
            matches!(error, ExportError::Write(error) if error.kind() == io::ErrorKind::BrokenPipe);
        if !is_gone {
            tracing::error!(error = %error, "an export broke off");
            let _unheard = self.send(Err(broken_off()));
        }
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
        self.send(Ok(Bytes::from(piece)))
    }
}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt as _;

    use super::*;

    /// What comes of a writing: pieces as text, and whether it ended with an error.
    async fn sent(
        write: impl FnOnce(&mut Pieces) -> Result<(), ExportError> + Send + 'static,
    ) -> (String, bool) {
        let all: Vec<_> = written(write).collect().await;
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
}
