-- The audit chain, as lines of its export; the columns beside are for looking things up.

CREATE TABLE audit_entries (
  sequence BIGINT NOT NULL PRIMARY KEY,
  at_us BIGINT NOT NULL,
  user_id TEXT NOT NULL,
  action TEXT NOT NULL,
  object_kind TEXT NOT NULL,
  object_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  line TEXT NOT NULL
);
