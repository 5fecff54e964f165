//! Copying: what is asked for here is put together by the worker and given to the clipboard by the program.

use crate::model::EngagementId;
use crate::query::timeline::Sort;
use crate::text::safe::sanitize;
use crate::tui::app::App;
use crate::tui::effect::{Effect, Request, Yank};

/// Asks for what is to be copied.
pub fn yank(app: &mut App, what: Yank) -> Vec<Effect> {
    if what == Yank::Command {
        return vec![Effect::Copy { what, text: command(&app.filter.text, app.timeline.sort) }];
    }
    let records = records(app, what);
    if records.is_empty() {
        super::say(app, "There is no row to copy from");
        return Vec::new();
    }
    vec![Effect::Ask(Request::Yank { what, records })]
}

/// The marked rows in their order on the screen, for rows; else the selected one.
fn records(app: &App, what: Yank) -> Vec<EngagementId> {
    let Some(records) = &app.records else { return Vec::new() };
    let marks = &app.timeline.marks;
    if what != Yank::Rows || marks.is_empty() {
        return app.selected_row().map(|row| row.id).into_iter().collect();
    }
    let shown = app.timeline.list.rows.iter().filter(|row| marks.contains(row));
    shown.map(|row| records.row(*row).id).collect()
}

/// It has come.
pub fn arrived(app: &mut App, what: Yank, text: Option<String>) -> Vec<Effect> {
    match text {
        Some(text) => vec![Effect::Copy { what, text }],
        None => {
            super::say(app, &format!("This record has no {}", what.words()));
            Vec::new()
        }
    }
}

/// The command that lists what is shown. The filter is quoted for the shell, so that whatever was typed stays one word.
pub fn command(filter: &str, sort: Sort) -> String {
    let filter = sanitize(filter);
    let sort = match sort {
        Sort::DateAscending => " --sort date",
        Sort::Sources => " --sort sources",
        _ => "",
    };
    let terms = if filter.as_str().is_empty() { String::new() } else { format!(" '{}'", filter.as_str().replace('\'', r"'\''")) };
    let end = if filter.as_str().starts_with('-') { " --" } else { "" };
    format!("legation list{sort}{end}{terms}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_safe_to_paste_into_a_shell() {
        assert_eq!(command("from:liaoning since:2020", Sort::default()), "legation list 'from:liaoning since:2020'");
        assert_eq!(command("", Sort::DateAscending), "legation list --sort date");
        assert_eq!(command("xi'an $(rm -rf ~)\n", Sort::Sources), r"legation list --sort sources 'xi'\''an $(rm -rf ~) '");
        assert_eq!(command("-type:meeting", Sort::default()), "legation list -- '-type:meeting'");
    }
}
