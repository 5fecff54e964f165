//! `mark [NAME]`: remembers the end of the log, for `list --since-mark` and `new`.

use crate::cli::args::MarkArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::marks::{check_name, marks, unreadable};
use crate::cli::output::Console;
use crate::cli::output::table::{Align, Table};
use crate::cli::session::Session;
use crate::config::marks::Mark;

/// Sets, lists or forgets marks.
pub fn run(args: &MarkArgs, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
    check_name(&args.name)?;
    let store = session.open_to_read()?;
    let (marks, end) = marks(&session.paths.state, &store)?;
    if args.list {
        let mut table = Table::new(&[("mark", Align::Whole), ("set", Align::Whole), ("lines since", Align::Right)]);
        for mark in marks.all().map_err(|error| unreadable(&error))? {
            table.push([mark.name, mark.set_at, (end.seq - mark.seq).to_string()]);
        }
        table.write(console)?;
        return Ok(Exit::Done);
    }
    if args.forget {
        let was_there = marks.forget(&args.name).map_err(|error| unreadable(&error))?;
        console.note(&if was_there { format!("mark '{}' forgotten", args.name) } else { format!("there is no mark '{}'", args.name) });
        return Ok(Exit::Done);
    }
    marks.set(&Mark::now(&args.name, end.seq, end.hash)).map_err(|error| unreadable(&error))?;
    console.note(&format!("mark '{}' set: `legation list --since-mark={}` lists what comes or changes from now on", args.name, args.name));
    Ok(Exit::Done)
}
