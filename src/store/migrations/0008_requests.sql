-- Requests with a key of their client's: done once. status 0: under way, or its outcome is unknown.
CREATE TABLE idempotent_requests (
  account_id TEXT NOT NULL,
  request_key TEXT NOT NULL,
  digest TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  status BIGINT NOT NULL,
  content_type TEXT NOT NULL,
  etag TEXT NOT NULL,
  body TEXT,
  PRIMARY KEY (account_id, request_key)
);
CREATE INDEX idempotent_requests_by_time ON idempotent_requests (made_at);

-- Datasets that belong to somebody; others are common to all.
CREATE TABLE dataset_owners (
  dataset TEXT NOT NULL PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  region_code TEXT NOT NULL
);
