//! Everything a key can do: one table with name, help line, layer and default keys. Keymap, help, hints and tests read it.

/// Where a key counts. Modal layers (field, input, picker) shut out the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// Everywhere but in modal layers.
    Global,
    /// Panes that are lists.
    List,
    /// Lists whose rows can be marked.
    Marks,
    /// Wherever a record or a list of records has the keys.
    Record,
    /// The timeline.
    Timeline,
    /// The entities.
    Entities,
    /// The totals.
    Totals,
    /// The article.
    Article,
    /// A store with nothing in it.
    Empty,
    /// Editing in any text field.
    Field,
    /// One-line input: filter and find.
    Input,
    /// Lists over the screen: help.
    Picker,
    /// The facet picker.
    Facets,
    /// The cursor in a line, where Left and Right are free for it.
    Cursor,
    /// A question that waits for yes or no.
    Question,
}

impl Layer {
    /// All layers with the names that the config uses.
    pub const ALL: &'static [(Layer, &'static str)] = &[
        (Layer::Global, "global"),
        (Layer::List, "list"),
        (Layer::Marks, "marks"),
        (Layer::Record, "record"),
        (Layer::Timeline, "timeline"),
        (Layer::Entities, "entities"),
        (Layer::Totals, "totals"),
        (Layer::Article, "article"),
        (Layer::Empty, "empty"),
        (Layer::Field, "field"),
        (Layer::Input, "input"),
        (Layer::Picker, "picker"),
        (Layer::Facets, "facets"),
        (Layer::Cursor, "cursor"),
        (Layer::Question, "question"),
    ];

    /// Layers that count together, nearest first: no key may stand twice in one of these.
    pub const STACKS: &'static [&'static [Layer]] = &[
        &[Layer::Timeline, Layer::Marks, Layer::Record, Layer::List, Layer::Global],
        &[Layer::Entities, Layer::List, Layer::Global],
        &[Layer::Totals, Layer::Marks, Layer::Record, Layer::List, Layer::Global],
        &[Layer::Article, Layer::Record, Layer::Global],
        &[Layer::Record, Layer::Global],
        &[Layer::Empty, Layer::Global],
        &[Layer::Input, Layer::Field, Layer::Cursor],
        &[Layer::Picker, Layer::Field, Layer::Cursor],
        &[Layer::Facets, Layer::Picker, Layer::Field],
        &[Layer::Question],
    ];

    /// Where it counts, in words.
    pub fn place(self) -> &'static str {
        match self {
            Layer::Global => "panes",
            Layer::List => "panes that are lists",
            Layer::Marks => "lists whose rows can be marked: timeline, agreements of the totals",
            Layer::Record => "a record: row of the timeline, agreement of the totals, article, line of a profile",
            Layer::Timeline => "timeline",
            Layer::Entities => "entities",
            Layer::Totals => "totals",
            Layer::Article => "article",
            Layer::Empty => "empty store",
            Layer::Field | Layer::Input | Layer::Cursor => "lines one types in",
            Layer::Picker => "list of actions",
            Layer::Facets => "facet picker",
            Layer::Question => "questions",
        }
    }

    /// Its name in the config.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(layer, _)| *layer == self).map_or("", |(_, name)| name)
    }
}

/// One line of the table.
#[derive(Debug)]
pub struct ActionEntry {
    /// What it does.
    pub action: Action,
    /// Its name in the config.
    pub name: &'static str,
    /// One line for people.
    pub help: &'static str,
    /// Where its keys count.
    pub layer: Layer,
    /// Default keys.
    pub keys: &'static [&'static str],
}

macro_rules! actions {
    ($($layer:ident: $($action:ident $name:literal $help:literal [$($key:literal)*])+;)+) => {
        /// What a key can do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action { $($(#[doc = $help] $action,)+)+ }

        /// The table, in the order of help.
        pub const ACTIONS: &[ActionEntry] = &[$($(
            ActionEntry { action: Action::$action, name: $name, help: $help, layer: Layer::$layer, keys: &[$($key),*] },
        )+)+];
    };
}

actions! {
    Empty:
        LoadSamples "load-samples" "put the sample reports into this store" ["d"];
    List:
        SortByDate "sort-by-date" "sort by date; again: the other way round" ["sd"]
        SortBySources "sort-by-sources" "sort by number of sources; again: the other way round" ["so"]
        SortByAgreements "sort-by-agreements" "sort by number of agreements; again: the other way round" ["sa"]
        SortByType "sort-by-type" "sort by type; again: the other way round" ["st"]
        ReverseSort "reverse-sort" "sort the other way round" ["S" "ss"];
    Timeline:
        NextPeriod "next-period" "next year (or month, week, day)" ["]"]
        PreviousPeriod "previous-period" "previous year (or month, week, day)" ["["]
        NarrowerPeriod "narrower-period" "headings for shorter periods: quarter, month, week, day" ["{"]
        WiderPeriod "wider-period" "headings for longer periods" ["}"]
        ColumnLeft "column-left" "column cursor left" ["<"]
        ColumnRight "column-right" "column cursor right" [">"]
        FilterLikeCell "filter-like-cell" "filter: only what has the same in this column" ["="]
        ExcludeLikeCell "exclude-like-cell" "filter: nothing that has the same in this column" ["!"];
    Marks:
        MarkRow "mark-row" "mark or unmark, and move down" ["Space"]
        MarkRange "mark-range" "begin a range of marks; again: mark it" ["v"]
        MarkAll "mark-all" "mark all that is shown" ["*"]
        ClearMarks "clear-marks" "clear all marks" ["V"]
        MergeRecords "merge-records" "join the marked rows: one event, told several times" ["m"];
    Record:
        ConfirmRecord "confirm-record" "confirm the marked records, or this one" ["c"]
        RejectRecord "reject-record" "reject the marked records, or this one" ["d"]
        EditFields "edit-fields" "correct fields of the marked records, or this one" ["e"]
        EditAsText "edit-as-text" "correct this record as text in your own editor" ["E"]
        AddEngagement "add-engagement" "add an engagement by hand, in your own editor" ["Ae"]
        AddAgreement "add-agreement" "add an agreement by hand, in your own editor" ["Aa"]
        TagRecord "tag-record" "tag the marked records, or this one" ["t"]
        AnnotateRecord "annotate-record" "write a note on the marked records, or on this one" ["a"]
        RepeatEdit "repeat-edit" "do the last correction again, on this record" ["."];
    Entities:
        ShowPlaces "show-places" "places" [",p"]
        ShowPeople "show-people" "people" [",e"]
        ShowOrganizations "show-organizations" "organisations" [",o"]
        RankEntities "rank-entities" "rank by count, amount, last seen" ["#"]
        Unfold "unfold" "show what lies in this place" ["+"]
        Fold "fold" "fold this place up, or what it lies in" ["-"]
        OpenProfile "open-profile" "profile: names, titles, visits, ties, agreements" ["gp"];
    Totals:
        TotalByProvince "total-by-province" "by province" [",p"]
        TotalByCountry "total-by-country" "by country" [",c"]
        TotalByCity "total-by-city" "by city" [",i"]
        TotalByPair "total-by-pair" "by pair" [",a"]
        TotalByYear "total-by-year" "by year" [",y"]
        TotalByQuarter "total-by-quarter" "by quarter" [",q"]
        TotalByMonth "total-by-month" "by month" [",m"]
        TotalByKind "total-by-kind" "by kind" [",k"]
        TotalByStage "total-by-stage" "by stage" [",s"]
        TotalByType "total-by-type" "by type" [",t"]
        TotalByTopic "total-by-topic" "by topic" [",o"]
        TotalByNature "total-by-nature" "by what the money is for" [",u"]
        TotalByBinding "total-by-binding" "contracts, memoranda, unspecified" [",b"]
        TotalByCurrency "total-by-currency" "by currency" [",$"]
        TotalBySource "total-by-source" "by source" [",n"]
        MeasureTotals "measure-totals" "measure counts, sums or both" ["#"]
        ConvertTotals "convert-totals" "sums in one currency too: USD, EUR, CNY, none" ["$"];
    Article:
        NextRecord "next-record" "next engagement, staying in the article" ["J"]
        PreviousRecord "previous-record" "previous engagement, staying in the article" ["K"]
        NextSpan "next-span" "next extracted passage" [")"]
        PreviousSpan "previous-span" "previous extracted passage" ["("]
        ScrollPage "scroll-page" "scroll a page down" ["Space"];
    Global:
        MoveDown "move-down" "move or scroll down" ["j" "Down"]
        MoveUp "move-up" "move or scroll up" ["k" "Up"]
        MoveFirst "move-first" "go to the first line" ["gg" "Home"]
        MoveLast "move-last" "go to the last line" ["G" "End"]
        HalfPageDown "half-page-down" "half a page down" ["Ctrl-d"]
        HalfPageUp "half-page-up" "half a page up" ["Ctrl-u"]
        PageDown "page-down" "a page down" ["PgDn" "Ctrl-f"]
        PageUp "page-up" "a page up" ["PgUp" "Ctrl-b"]
        DrillIn "drill-in" "open: engagement, then its sentence" ["Enter" "l" "Right"]
        GoBack "go-back" "one step back" ["Esc" "h" "Left"]
        FocusTimeline "focus-timeline" "go to the timeline" ["1"]
        FocusEntities "focus-entities" "go to the entities" ["2"]
        FocusTotals "focus-totals" "go to the totals" ["3"]
        FocusArticle "focus-article" "go to the article" ["4"]
        FocusNext "focus-next" "next pane" ["Tab"]
        FocusPrevious "focus-previous" "previous pane" ["Shift-Tab"]
        ResetLayout "reset-layout" "all panes again" ["0"]
        ZoomPane "zoom-pane" "give the pane the whole screen, or take it back" ["z"]
        PickFacets "pick-facets" "choose places, types, years... from lists with counts" ["f"]
        EditFilter "edit-filter" "filter: place, person, type, date" ["F"]
        DropLastChip "drop-last-chip" "drop the last term of the filter" ["Backspace"]
        DropAllChips "drop-all-chips" "drop the whole filter" ["X"]
        FindInPane "find-in-pane" "find in this pane, hiding nothing" ["/"]
        NextMatch "next-match" "next match" ["n"]
        PreviousMatch "previous-match" "previous match" ["N"]
        InspectRecord "inspect-record" "where each field comes from: sentence, rule, what was inferred" ["i"]
        YankCitation "yank-citation" "copy the citation: title, outlet, date, URL, record" ["yy"]
        YankSentence "yank-sentence" "copy the sentence it rests on" ["ys"]
        YankRows "yank-rows" "copy the marked rows, or this one, with tabs between columns" ["yr"]
        YankCommand "yank-command" "copy the command that lists the same" ["yc"]
        YankUrl "yank-url" "copy the URL" ["yu"]
        OpenLink "open-link" "show and copy the link of the source" ["o"]
        UndoEdit "undo-edit" "take back your last correction, of an earlier session too" ["u"]
        RedoEdit "redo-edit" "bring back what was taken back last" ["Ctrl-r"]
        ReviewQueue "review-queue" "what waits for a look: disputes, changed articles; again: all unreviewed" ["gr"]
        ShowNews "show-news" "what has come or changed since your mark" ["gn"]
        SetMark "set-mark" "set your mark: what comes from here on is new" ["gN"]
        OpenCommandLine "open-command-line" "command line: filter, sort, goto, config, doctor" [":"]
        ReloadStore "reload-store" "read the store again" ["R"]
        ShowHelp "show-help" "all keys; type to search, Enter runs" ["?" "F1"]
        Redraw "redraw" "draw the screen again" ["Ctrl-l"]
        Suspend "suspend" "back to the shell (fg returns)" ["Ctrl-z"]
        CancelOrQuit "cancel-or-quit" "cancel what is running, else quit" ["Ctrl-c"]
        Quit "quit" "quit" ["q"];
    Field:
        Accept "accept" "accept" ["Enter"]
        Cancel "cancel" "leave everything as it was" ["Esc" "Ctrl-c"]
        CursorStart "cursor-start" "to the start of the line" ["Ctrl-a" "Home"]
        CursorEnd "cursor-end" "to the end of the line" ["Ctrl-e" "End"]
        DeleteBefore "delete-before" "delete the character before" ["Backspace"]
        DeleteAfter "delete-after" "delete the character after" ["Delete" "Ctrl-d"]
        DeleteWord "delete-word" "delete the word before" ["Ctrl-w"]
        DeleteToStart "delete-to-start" "delete to the start" ["Ctrl-u"]
        DeleteToEnd "delete-to-end" "delete to the end" ["Ctrl-k"];
    Input:
        HistoryBack "history-back" "earlier lines" ["Up"]
        HistoryForward "history-forward" "later lines" ["Down"]
        Complete "complete" "complete the word; again: the next candidate" ["Tab"]
        CompleteBack "complete-back" "the candidate before" ["Shift-Tab"];
    Cursor:
        CursorLeft "cursor-left" "one character left" ["Left"]
        CursorRight "cursor-right" "one character right" ["Right"];
    Question:
        AnswerYes "answer-yes" "yes" ["y" "Enter"]
        AnswerNo "answer-no" "no" ["n"]
        AnswerLater "answer-later" "leave everything as it is" ["Esc" "Ctrl-c"];
    Picker:
        PickPrevious "pick-previous" "previous entry" ["Up" "Ctrl-p"]
        PickNext "pick-next" "next entry" ["Down" "Ctrl-n"];
    Facets:
        ToggleValue "toggle-value" "choose the value, or not, and move down" ["Tab"]
        ToggleValueUp "toggle-value-up" "choose the value, or not, and move up" ["Shift-Tab"]
        ExcludeValue "exclude-value" "exclude the value, or not, and move down" ["Ctrl-x"]
        NextField "next-field" "values of the next field" ["Right"]
        PreviousField "previous-field" "values of the previous field" ["Left"];
}

impl Action {
    /// Its line in the table.
    pub fn entry(self) -> &'static ActionEntry {
        ACTIONS.iter().find(|entry| entry.action == self).expect("the macro gives every action its line")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_help_a_name_of_its_own_and_keys() {
        for entry in ACTIONS {
            assert!(!entry.help.is_empty() && !entry.keys.is_empty(), "{}", entry.name);
            assert_eq!(ACTIONS.iter().filter(|other| other.name == entry.name).count(), 1, "{}", entry.name);
            assert_eq!(entry.action.entry().name, entry.name);
        }
        for (layer, name) in Layer::ALL {
            assert_eq!(layer.name(), *name);
        }
    }
}
