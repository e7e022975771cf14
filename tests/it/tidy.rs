//! The house rules that a compiler does not hold: rooms, file lengths, log style.
