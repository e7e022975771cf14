//! A bar that shows how far a long piece of work is, on a terminal only.

use indicatif::{ProgressBar, ProgressStyle};

use crate::engine::Progress;

/// The bar of one piece of work; it is gone when this is dropped.
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// A bar under the words `what`, which is drawn from the first step on.
    pub(super) fn new(what: String) -> Self {
        let style = ProgressStyle::with_template("{msg} {bar:40} {pos}/{len} {eta}");
        let bar = ProgressBar::no_length().with_message(what);
        Self(match style {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        })
    }

    /// Shows how far the work is.
    pub(super) fn show(&self, progress: Progress) {
        self.0.set_length(progress.total);
        self.0.set_position(progress.done);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
