-- Cases: their events as lines, which are the truth; what people look for, kept up with each event; what a case holds;
-- and the versions of process types that cases were opened with.

CREATE TABLE process_types (
  id TEXT NOT NULL,
  version BIGINT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (id, version)
);

CREATE TABLE cases (
  id TEXT NOT NULL PRIMARY KEY,
  type TEXT NOT NULL,
  type_version BIGINT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  state TEXT NOT NULL,
  is_final BIGINT NOT NULL,
  is_running BIGINT NOT NULL,
  unique_key TEXT UNIQUE,
  next_due BIGINT,
  sequence BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  FOREIGN KEY (type, type_version) REFERENCES process_types (id, version)
);

CREATE INDEX cases_subject ON cases (subject_kind, subject_id);
CREATE INDEX cases_due ON cases (next_due) WHERE next_due IS NOT NULL;

CREATE TABLE case_events (
  case_id TEXT NOT NULL REFERENCES cases (id),
  sequence BIGINT NOT NULL,
  happened_at BIGINT NOT NULL,
  line TEXT NOT NULL,
  PRIMARY KEY (case_id, sequence)
){{clustered}};

CREATE TABLE case_claims (
  case_id TEXT NOT NULL PRIMARY KEY REFERENCES cases (id),
  type TEXT NOT NULL,
  resource TEXT NOT NULL,
  held_from BIGINT NOT NULL,
  held_until BIGINT NOT NULL
);

CREATE INDEX case_claims_resource ON case_claims (type, resource);
