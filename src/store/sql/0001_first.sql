-- The first schema. Never edited afterwards: a change is a file 0002 beside it and a line in schema.rs.

-- The truth ------------------------------------------------------------------------------------------------------------------

-- One line for each thing that was read or said: who, when, what. Each line's hash covers the line before it.
CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('document', 'edit')),
    subject TEXT NOT NULL,
    author TEXT NOT NULL,
    host TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    schema INTEGER NOT NULL,
    payload TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE TRIGGER log_only_grows_at_its_end BEFORE INSERT ON log
WHEN new.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM log)
    OR new.prev_hash <> coalesce((SELECT hash FROM log ORDER BY seq DESC LIMIT 1), '')
    OR EXISTS (SELECT 1 FROM log WHERE id = new.id)
BEGIN SELECT raise(ABORT, 'the log only grows at its end'); END;
CREATE TRIGGER log_is_never_changed BEFORE UPDATE ON log
BEGIN SELECT raise(ABORT, 'the log is never changed'); END;
CREATE TRIGGER log_is_never_cut BEFORE DELETE ON log
BEGIN SELECT raise(ABORT, 'the log is never cut'); END;

-- The texts, beside the log so that reading the log stays quick. `document` is the log line's seq.
CREATE TABLE document_text (
    document INTEGER PRIMARY KEY REFERENCES log (seq),
    body TEXT NOT NULL,
    original BLOB -- null where it is the body, byte for byte
) STRICT;

CREATE TRIGGER document_text_is_never_replaced BEFORE INSERT ON document_text
WHEN EXISTS (SELECT 1 FROM document_text WHERE document = new.document)
BEGIN SELECT raise(ABORT, 'a text is never replaced'); END;
CREATE TRIGGER document_text_is_never_changed BEFORE UPDATE ON document_text
BEGIN SELECT raise(ABORT, 'a text is never changed'); END;
CREATE TRIGGER document_text_is_never_deleted BEFORE DELETE ON document_text
BEGIN SELECT raise(ABORT, 'a text is never deleted'); END;

-- What is derived from each document -------------------------------------------------------------------------------------------

-- `key` is the log line's seq. `version` counts the versions of one page from 1; the newest is current.
-- `head` is what extraction says of the article as a whole: its language, relevance, title and date, as JSON.
CREATE TABLE document (
    key INTEGER PRIMARY KEY REFERENCES log (seq),
    id TEXT NOT NULL UNIQUE,
    url TEXT,
    version INTEGER NOT NULL,
    is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
    title TEXT,
    source TEXT,
    published TEXT,
    lang TEXT NOT NULL,
    relevant INTEGER NOT NULL CHECK (relevant IN (0, 1)),
    head TEXT NOT NULL,
    extractor TEXT NOT NULL,
    lists TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX document_of_page ON document (url, version) WHERE url IS NOT NULL;
CREATE INDEX document_by_stamp ON document (extractor, lists);

-- Each claim as extraction gave it. Engagements and agreements have an id of their own.
CREATE TABLE claim (
    key INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (key),
    class TEXT NOT NULL CHECK (class IN ('place', 'person', 'organization', 'engagement', 'agreement', 'tie', 'note')),
    ordinal INTEGER NOT NULL,
    id TEXT UNIQUE,
    payload TEXT NOT NULL,
    UNIQUE (document, class, ordinal)
) STRICT;

-- What lists and totals are read from: current documents only ---------------------------------------------------------------------

-- Several documents may tell one event: the record is named after the smallest claim id of its cluster.
CREATE TABLE record_member (
    claim INTEGER PRIMARY KEY REFERENCES claim (key) ON DELETE CASCADE,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX record_member_by_record ON record_member (record);

-- `key` is that of the claim that names the record, `document` the first that tells it.
CREATE TABLE engagement (
    key INTEGER PRIMARY KEY REFERENCES claim (key) ON DELETE CASCADE,
    id TEXT NOT NULL UNIQUE,
    document INTEGER NOT NULL REFERENCES document (key),
    sources INTEGER NOT NULL,
    type TEXT NOT NULL,
    date TEXT,
    within INTEGER NOT NULL CHECK (within IN (0, 1)),
    context TEXT NOT NULL,
    counterpart TEXT NOT NULL,
    home INTEGER NOT NULL CHECK (home IN (0, 1)),
    leader TEXT,
    headline TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('new', 'confirmed', 'rejected'))
) STRICT;
CREATE INDEX engagement_of_document ON engagement (document);

CREATE TABLE engagement_place (
    engagement INTEGER NOT NULL REFERENCES engagement (key) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('from', 'to', 'venue', 'about')),
    place TEXT NOT NULL,
    PRIMARY KEY (engagement, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE participant (
    engagement INTEGER NOT NULL REFERENCES engagement (key) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    party TEXT NOT NULL, -- a person's or an organisation's id
    role TEXT NOT NULL,
    PRIMARY KEY (engagement, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE topic (
    engagement INTEGER NOT NULL REFERENCES engagement (key) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    topic TEXT NOT NULL,
    PRIMARY KEY (engagement, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE agreement (
    key INTEGER PRIMARY KEY REFERENCES claim (key) ON DELETE CASCADE,
    id TEXT NOT NULL UNIQUE,
    document INTEGER NOT NULL REFERENCES document (key),
    sources INTEGER NOT NULL,
    engagement INTEGER, -- key of the engagement it was signed in
    kind TEXT NOT NULL,
    stage TEXT NOT NULL,
    count INTEGER,
    amount_minor INTEGER, -- minor units of `currency`
    currency TEXT,
    hedge TEXT NOT NULL,
    nature TEXT NOT NULL,
    binding TEXT NOT NULL,
    umbrella INTEGER NOT NULL CHECK (umbrella IN (0, 1)),
    part_of INTEGER, -- key of the agreement that contains it
    left_out TEXT,
    headline TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('new', 'confirmed', 'rejected')),
    CHECK ((amount_minor IS NULL) = (currency IS NULL))
) STRICT;
CREATE INDEX agreement_of_document ON agreement (document);

CREATE TABLE agreement_place (
    agreement INTEGER NOT NULL REFERENCES agreement (key) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    place TEXT NOT NULL,
    PRIMARY KEY (agreement, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE agreement_organization (
    agreement INTEGER NOT NULL REFERENCES agreement (key) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    organization TEXT NOT NULL,
    PRIMARY KEY (agreement, ordinal)
) STRICT, WITHOUT ROWID;

-- Each naming of a person in a document, with the office given there. `ordinal` counts within the document.
CREATE TABLE person_office (
    document INTEGER NOT NULL REFERENCES document (key),
    ordinal INTEGER NOT NULL,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL, -- JSON
    title TEXT,
    place TEXT,
    organization TEXT,
    branch TEXT,
    PRIMARY KEY (document, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_office_by_person ON person_office (person);

-- What all namings say together. `first_document` is the smallest id of the documents that name the person.
CREATE TABLE person (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL, -- JSON
    first_document TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE organization_mention (
    document INTEGER NOT NULL REFERENCES document (key),
    ordinal INTEGER NOT NULL,
    organization TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    aliases TEXT NOT NULL, -- JSON
    place TEXT,
    PRIMARY KEY (document, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX organization_mention_by_organization ON organization_mention (organization);

CREATE TABLE organization (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    aliases TEXT NOT NULL, -- JSON
    place TEXT,
    first_document TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tie (
    document INTEGER NOT NULL REFERENCES document (key),
    ordinal INTEGER NOT NULL,
    id TEXT NOT NULL,
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    kind TEXT NOT NULL,
    started TEXT,
    status TEXT NOT NULL,
    as_of TEXT,
    PRIMARY KEY (document, ordinal)
) STRICT, WITHOUT ROWID;

-- Words of current documents, prepared by search.rs. `rowid` is the document's key. The text itself is not kept twice.
CREATE VIRTUAL TABLE text_index USING fts5 (
    title, body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
