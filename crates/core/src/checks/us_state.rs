//! us_state
