-- Columns of all records for whoever reads them all, made by a reader and kept for the next. Derived from derived data: both tables
-- may be emptied at any time, but for the one row of the first.

-- How often what is derived was changed.
CREATE TABLE derived_state (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    changes INTEGER NOT NULL
) STRICT;
INSERT INTO derived_state (only, changes) VALUES (1, 0);

-- `stamp` is the form of the columns and the known names, `moment` the count of changes and the log's last hash.
CREATE TABLE kept_columns (
    part INTEGER PRIMARY KEY,
    stamp TEXT NOT NULL,
    moment TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
