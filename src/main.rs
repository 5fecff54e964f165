//! Picks a door, turns errors into exit codes.
fn main() {}
