-- Several documents may tell one record, and an analyst's word stands above theirs. All of it is derived from the documents and
-- from the log's edits; a store of an older version is grouped when it is next rebuilt.

ALTER TABLE document ADD COLUMN set_aside INTEGER NOT NULL DEFAULT 0 CHECK (set_aside IN (0, 1));
ALTER TABLE engagement ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0 CHECK (disputed IN (0, 1));
ALTER TABLE engagement ADD COLUMN review INTEGER NOT NULL DEFAULT 0 CHECK (review IN (0, 1));
ALTER TABLE agreement ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0 CHECK (disputed IN (0, 1));
ALTER TABLE agreement ADD COLUMN review INTEGER NOT NULL DEFAULT 0 CHECK (review IN (0, 1));

-- `naming` is the claim whose id names the record: the record's key.
ALTER TABLE record_member ADD COLUMN naming INTEGER;
UPDATE record_member SET naming = claim;
-- Few claims are not their own record: `engagement` and `part_of` of an agreement name claims, and these say whose they are.
CREATE INDEX record_member_joined ON record_member (claim, naming) WHERE naming <> claim;
CREATE INDEX record_member_by_naming ON record_member (naming);
CREATE INDEX agreement_by_whole ON agreement (part_of) WHERE part_of IS NOT NULL;

-- What a claim can be found by where another document tells the same: a hash of type and places, or of size and currency.
CREATE TABLE claim_block (
    block INTEGER NOT NULL,
    first_day INTEGER NOT NULL,
    claim INTEGER NOT NULL REFERENCES claim (key) ON DELETE CASCADE,
    last_day INTEGER NOT NULL,
    PRIMARY KEY (block, first_day, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_block_of_claim ON claim_block (claim);

-- Two claims of two documents that tell one thing.
CREATE TABLE claim_link (
    one INTEGER NOT NULL REFERENCES claim (key) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES claim (key) ON DELETE CASCADE,
    strength INTEGER NOT NULL,
    PRIMARY KEY (one, other),
    CHECK (one < other)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_link_back ON claim_link (other);

-- The log's edits, each whether it counts, with the claims that it speaks of.
CREATE TABLE edit (
    seq INTEGER PRIMARY KEY REFERENCES log (seq),
    action TEXT NOT NULL,
    is_undone INTEGER NOT NULL CHECK (is_undone IN (0, 1))
) STRICT;

-- `page` is the url of the document that the edit was made on, else its id; `claim` is null where it fits none now.
CREATE TABLE edit_target (
    edit INTEGER NOT NULL REFERENCES edit (seq),
    ordinal INTEGER NOT NULL,
    part INTEGER NOT NULL,
    page TEXT NOT NULL,
    claim INTEGER REFERENCES claim (key) ON DELETE SET NULL,
    PRIMARY KEY (edit, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX edit_target_of_page ON edit_target (page);
CREATE INDEX edit_target_of_claim ON edit_target (claim) WHERE claim IS NOT NULL;

CREATE TABLE record_tag (
    record INTEGER NOT NULL REFERENCES claim (key) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (record, tag)
) STRICT, WITHOUT ROWID;
