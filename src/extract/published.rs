//! Dates
