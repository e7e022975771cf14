//! What Chinese text needs everywhere, free of any document's layout.

pub mod fold;
pub mod near;
pub mod normalize;
pub mod numeral;
pub mod pinyin;
pub mod script;
pub(crate) mod stretch;
