//! The names of a unit, brought to normal form once for all tasks beside which it stands.

use std::sync::Arc;

use super::tokens::END;
use crate::text::fold::fold;

/// Every name by which a unit is asked for, in normal form. Clones share the text.
///
/// A unit stands beside hundreds of tasks with a dozen names: to copy and read them anew for each task took a tenth of
/// the time in which an index is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names(Arc<str>);

impl Names {
    /// Reads names; the order is kept.
    pub fn new<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Self {
        let names: Vec<_> = names.into_iter().map(|name| fold(name.as_ref())).collect();
        Self(names.join(END.encode_utf8(&mut [0; 4])).into())
    }

    /// The names, one after the other.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split(END)
    }

    /// One to a line, as a field of the index takes them.
    pub(super) fn lines(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_in_normal_form_and_order() {
        let names = Names::new(["省農委", "农　委", "ＣＤＣ"]);
        let read: Vec<_> = names.iter().collect();
        assert_eq!(read, ["省农委", "农委", "cdc"]);
        assert_eq!(names.lines(), "省农委\n农委\ncdc");
    }
}
