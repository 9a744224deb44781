-- Long work: jobs with what was asked and how far they are, what they brought, the processes that run them, and whose
-- turn it is.

CREATE TABLE job_servers (
  id TEXT NOT NULL PRIMARY KEY,
  heartbeat_us BIGINT NOT NULL
);

CREATE TABLE job_turns (
  account TEXT NOT NULL PRIMARY KEY,
  turn BIGINT NOT NULL
);

CREATE TABLE jobs (
  id BIGINT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  request TEXT NOT NULL,
  request_digest TEXT NOT NULL,
  account TEXT NOT NULL,
  organisation TEXT NOT NULL,
  session TEXT NOT NULL,
  address TEXT NOT NULL,
  region_code TEXT NOT NULL,
  classification TEXT NOT NULL,
  weight TEXT NOT NULL,
  priority BIGINT NOT NULL,
  time_limit_s BIGINT NOT NULL,
  state TEXT NOT NULL,
  cancel_asked BIGINT NOT NULL,
  server TEXT,
  attempts BIGINT NOT NULL,
  made_us BIGINT NOT NULL,
  started_us BIGINT,
  ended_us BIGINT,
  progress {{real}} NOT NULL,
  progress_note TEXT NOT NULL,
  error_code TEXT NOT NULL,
  error_message TEXT NOT NULL
);

CREATE INDEX jobs_open ON jobs (state) WHERE ended_us IS NULL;
CREATE INDEX jobs_account ON jobs (account, id);

CREATE TABLE job_results (
  job_id BIGINT NOT NULL PRIMARY KEY REFERENCES jobs (id),
  content_type TEXT NOT NULL,
  text TEXT NOT NULL,
  digest TEXT NOT NULL,
  byte_count BIGINT NOT NULL,
  classification TEXT NOT NULL,
  is_partial BIGINT NOT NULL,
  metadata TEXT NOT NULL,
  made_us BIGINT NOT NULL
);

CREATE INDEX job_results_made ON job_results (made_us);
