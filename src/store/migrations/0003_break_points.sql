-- Break points as a register that lives across analyses: one record a subject, one event where its level changed.

CREATE TABLE analyses (
  id BIGINT NOT NULL PRIMARY KEY,
  dataset_id BIGINT NOT NULL REFERENCES datasets (id),
  version BIGINT NOT NULL,
  scope TEXT NOT NULL,
  method TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  note TEXT NOT NULL
);

CREATE TABLE break_points (
  id BIGINT NOT NULL PRIMARY KEY,
  dataset_id BIGINT NOT NULL REFERENCES datasets (id),
  scope TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  is_open BIGINT NOT NULL,
  level TEXT NOT NULL,
  score {{real}},
  first_analysis BIGINT NOT NULL REFERENCES analyses (id),
  last_analysis BIGINT NOT NULL REFERENCES analyses (id),
  UNIQUE (dataset_id, scope, subject_kind, subject_id)
);

CREATE TABLE break_point_events (
  break_point_id BIGINT NOT NULL REFERENCES break_points (id),
  analysis_id BIGINT NOT NULL REFERENCES analyses (id),
  kind TEXT NOT NULL,
  level_before TEXT NOT NULL,
  level TEXT NOT NULL,
  score_before {{real}},
  score {{real}},
  PRIMARY KEY (break_point_id, analysis_id)
);
