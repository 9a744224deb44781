-- Datasets, their versions, and the rows of their files with the versions in which they stand.

CREATE TABLE datasets (
  id BIGINT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  newest_version BIGINT NOT NULL
);

CREATE TABLE dataset_versions (
  dataset_id BIGINT NOT NULL REFERENCES datasets (id),
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  source TEXT NOT NULL,
  note TEXT NOT NULL,
  restores BIGINT,
  PRIMARY KEY (dataset_id, version)
);

CREATE TABLE dataset_files (
  dataset_id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  file TEXT NOT NULL,
  row_count BIGINT NOT NULL,
  added BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  removed BIGINT NOT NULL,
  moved BIGINT NOT NULL,
  PRIMARY KEY (dataset_id, version, file),
  FOREIGN KEY (dataset_id, version) REFERENCES dataset_versions (dataset_id, version)
);

-- A row stands in the versions from from_version on, up to but without to_version.
CREATE TABLE dataset_rows (
  dataset_id BIGINT NOT NULL REFERENCES datasets (id),
  file TEXT NOT NULL,
  place BIGINT NOT NULL,
  from_version BIGINT NOT NULL,
  to_version BIGINT,
  cells TEXT NOT NULL,
  PRIMARY KEY (dataset_id, file, place, from_version)
){{clustered}};

CREATE INDEX dataset_rows_ended ON dataset_rows (dataset_id, to_version) WHERE to_version IS NOT NULL;
