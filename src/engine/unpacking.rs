//! Archives on their way in: each file within is a document of its own.

use super::{IngestError, Submission};
use crate::model::PlanManifest;
use crate::source;

/// The documents of a submission: itself, or the files of the archive that it is. A file that cannot be unpacked is
/// refused under its name, and the others are given all the same.
#[must_use]
pub fn unpack(submission: Submission) -> Vec<Result<Submission, (String, IngestError)>> {
    let Some(members) = source::members(&submission.name, &submission.bytes) else {
        return vec![Ok(submission)];
    };
    let members = members.into_iter().map(|member| match member {
        Ok(member) => Ok(Submission {
            name: member.name,
            bytes: member.bytes,
            manifest: PlanManifest::default(),
        }),
        Err(refusal) => Err((refusal.name.clone(), refusal.into())),
    });
    members.collect()
}
