//! Archives on their way in: each file within is a document of its own.

use std::collections::HashMap;
use std::sync::Arc;

use super::{IngestError, Submission};
use crate::model::PlanManifest;
use crate::source;

/// A document on its way in.
#[derive(Debug, Clone)]
pub struct Unpacked {
    /// The document; one of an archive knows nothing from outside its text yet.
    pub submission: Submission,
    /// The manifest that lies beside it in the archive.
    pub beside: Option<Arc<Beside>>,
}

/// A manifest in an archive.
#[derive(Debug, Clone)]
pub struct Beside {
    /// Its path, the archive's name included.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The documents of a submission: itself, or the files of the archive that it is, each with the file called `manifest`
/// in its folder. A file that cannot be unpacked is refused under its name, and the others are given all the same.
#[must_use]
pub fn unpack(
    submission: Submission,
    manifest: &str,
) -> Vec<Result<Unpacked, (String, IngestError)>> {
    let Some(members) = source::members(&submission.name, &submission.bytes) else {
        return vec![Ok(Unpacked {
            submission,
            beside: None,
        })];
    };
    let is_manifest = |path: &str| path.rsplit('/').next() == Some(manifest);
    let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let mut manifests = HashMap::new();
    let mut documents = Vec::new();
    for member in members {
        match member {
            Ok(member) if is_manifest(&member.name) => {
                let beside = manifests.entry(folder(&member.name));
                beside.or_insert_with(|| {
                    Arc::new(Beside {
                        path: member.name,
                        bytes: member.bytes,
                    })
                });
            }
            other => documents.push(other),
        }
    }
    let unpacked = documents.into_iter().map(|member| match member {
        Ok(member) => Ok(Unpacked {
            beside: manifests.get(&folder(&member.name)).cloned(),
            submission: Submission {
                name: member.name,
                bytes: member.bytes,
                manifest: PlanManifest::default(),
            },
        }),
        Err(refusal) => Err((refusal.name.clone(), refusal.into())),
    });
    unpacked.collect()
}
