//! Settings: defaults, file, environment, flags; unknown keys are refused.
