-- Records with all their revisions and what they refer to; bytes of files by their digest; what people are told and what
-- is to be computed because of cases; and of each case what lists and the clock need without its history.

CREATE TABLE records (
  id BIGINT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  record_key TEXT,
  organisation_id TEXT NOT NULL,
  region_code TEXT NOT NULL,
  classification TEXT NOT NULL,
  name TEXT NOT NULL,
  search_name TEXT NOT NULL,
  revision BIGINT NOT NULL,
  is_archived BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  UNIQUE (kind, record_key)
);

CREATE INDEX records_kind ON records (kind, id);
CREATE INDEX records_organisation ON records (organisation_id, id);

CREATE TABLE record_revisions (
  record_id BIGINT NOT NULL REFERENCES records (id),
  revision BIGINT NOT NULL,
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  note TEXT NOT NULL,
  restores BIGINT,
  PRIMARY KEY (record_id, revision)
);

CREATE TABLE record_links (
  record_id BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  position BIGINT NOT NULL,
  role TEXT NOT NULL,
  target_kind TEXT NOT NULL,
  target_id TEXT NOT NULL,
  target_version BIGINT NOT NULL,
  PRIMARY KEY (record_id, revision, position),
  FOREIGN KEY (record_id, revision) REFERENCES record_revisions (record_id, revision)
);

CREATE INDEX record_links_target ON record_links (target_kind, target_id, target_version);

CREATE TABLE files (
  digest TEXT NOT NULL PRIMARY KEY,
  size_bytes BIGINT NOT NULL,
  pieces BIGINT NOT NULL,
  kept_at BIGINT NOT NULL
);

CREATE TABLE file_pieces (
  digest TEXT NOT NULL REFERENCES files (digest),
  position BIGINT NOT NULL,
  piece TEXT NOT NULL,
  PRIMARY KEY (digest, position)
);

CREATE TABLE file_references (
  digest TEXT NOT NULL REFERENCES files (digest),
  holder_kind TEXT NOT NULL,
  holder_id TEXT NOT NULL,
  PRIMARY KEY (digest, holder_kind, holder_id)
);

CREATE TABLE notifications (
  id BIGINT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  region_code TEXT NOT NULL,
  role TEXT NOT NULL,
  case_id TEXT NOT NULL,
  case_sequence BIGINT NOT NULL,
  text_zh TEXT NOT NULL,
  text_en TEXT NOT NULL,
  made_at BIGINT NOT NULL
);

CREATE INDEX notifications_account ON notifications (account_id, id);
CREATE INDEX notifications_organisation ON notifications (organisation_id, id);
CREATE INDEX notifications_region ON notifications (region_code, id);

CREATE TABLE notification_readings (
  notification_id BIGINT NOT NULL REFERENCES notifications (id),
  account_id TEXT NOT NULL,
  read_at BIGINT NOT NULL,
  PRIMARY KEY (notification_id, account_id)
);

CREATE TABLE recompute_requests (
  id BIGINT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL,
  case_sequence BIGINT NOT NULL,
  computation TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  taken_at BIGINT,
  taken_by TEXT NOT NULL
);

CREATE INDEX recompute_requests_open ON recompute_requests (id) WHERE taken_at IS NULL;

ALTER TABLE cases ADD COLUMN people TEXT;

ALTER TABLE cases ADD COLUMN wakes_on BIGINT;
