//! What Chinese text needs everywhere, free of any document's layout.

pub mod numeral;
