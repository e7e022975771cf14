//! Files that are surely there: what `std::fs` leaves out.

use std::fs::{self, File};
use std::path::Path;

use super::JournalError;

/// Makes a directory with all above it.
pub(super) fn make_directory(directory: &Path) -> Result<(), JournalError> {
    fs::create_dir_all(directory).map_err(JournalError::file("create", directory))
}

/// Brings the names in a directory to the disk: a new file is only as safe as its name.
pub(super) fn sync_directory(directory: &Path) -> Result<(), JournalError> {
    // The parent of a bare file name is the empty path, which stands for here.
    let directory = if directory.as_os_str().is_empty() {
        Path::new(".")
    } else {
        directory
    };
    File::open(directory)
        .and_then(|file| file.sync_all())
        .map_err(JournalError::file("sync", directory))
}
