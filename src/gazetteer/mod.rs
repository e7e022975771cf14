//! The tables of `data/gazetteer`, parsed and looked up: divisions, units, reorganisations, false friends.
