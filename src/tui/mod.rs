//! (being built)

/// What the dashboard is opened with.
pub struct Options {
    /// The store.
    pub store: std::path::PathBuf,
    /// Samples.
    pub is_demo: bool,
    /// Nothing is written.
    pub read_only: bool,
    /// Settings.
    pub config: crate::config::Config,
    /// Their problems.
    pub config_problems: Vec<String>,
    /// Who works here.
    pub author: crate::store::Author,
    /// The user's lists.
    pub user_lists: Option<std::path::PathBuf>,
}

/// Opens the dashboard.
pub fn run(options: Options) -> Result<i32, String> {
    let _ = options;
    todo!()
}
