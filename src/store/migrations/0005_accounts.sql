-- Organisations, accounts, roles, grants, sessions, API tokens, failures to sign in, requests for approval, settings.
-- Times are microseconds since 1970-01-01 UTC; hashes hexadecimal; lists of words are separated by spaces.

CREATE TABLE organisations (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  region_code TEXT NOT NULL,
  firm_id TEXT NOT NULL,
  revision BIGINT NOT NULL
);

CREATE TABLE accounts (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  full_name TEXT NOT NULL,
  organisation_id TEXT REFERENCES organisations (id),
  password_phc TEXT NOT NULL,
  earlier_passwords TEXT NOT NULL,
  password_set_us BIGINT NOT NULL,
  must_change_password BIGINT NOT NULL,
  password_valid_until_us BIGINT,
  totp_sealed TEXT NOT NULL,
  totp_pending TEXT NOT NULL,
  totp_last_counter BIGINT,
  recovery_hashes TEXT NOT NULL,
  made_us BIGINT NOT NULL,
  disabled_us BIGINT,
  revision BIGINT NOT NULL
);

CREATE INDEX accounts_organisation ON accounts (organisation_id);

CREATE TABLE roles (
  id TEXT NOT NULL PRIMARY KEY,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  permissions TEXT NOT NULL,
  scope_rule TEXT NOT NULL,
  organisation_kinds TEXT NOT NULL,
  revision BIGINT NOT NULL
);

CREATE TABLE role_grants (
  id TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  role_id TEXT NOT NULL,
  scope_organisation TEXT NOT NULL,
  scope_region TEXT NOT NULL,
  clearance TEXT NOT NULL,
  from_us BIGINT NOT NULL,
  until_us BIGINT
);

CREATE INDEX role_grants_account ON role_grants (account_id);

CREATE TABLE sessions (
  token_hash TEXT NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  opened_us BIGINT NOT NULL,
  last_used_us BIGINT NOT NULL,
  revoked_us BIGINT,
  second_factor BIGINT NOT NULL,
  address TEXT NOT NULL,
  device TEXT NOT NULL
);

CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_opened ON sessions (opened_us);

CREATE TABLE api_tokens (
  token_hash TEXT NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  name TEXT NOT NULL,
  carried TEXT NOT NULL,
  made_us BIGINT NOT NULL,
  expires_us BIGINT NOT NULL,
  last_used_us BIGINT NOT NULL,
  revoked_us BIGINT
);

CREATE INDEX api_tokens_account ON api_tokens (account_id);

CREATE TABLE sign_in_failures (
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  failures BIGINT NOT NULL,
  last_failure_us BIGINT NOT NULL,
  PRIMARY KEY (kind, subject)
);

CREATE INDEX sign_in_failures_last ON sign_in_failures (last_failure_us);

CREATE TABLE approval_requests (
  id TEXT NOT NULL PRIMARY KEY,
  action TEXT NOT NULL,
  asker TEXT NOT NULL REFERENCES accounts (id),
  asker_scope_organisation TEXT NOT NULL,
  asker_scope_region TEXT NOT NULL,
  asker_clearance TEXT NOT NULL,
  object_organisation TEXT NOT NULL,
  object_region TEXT NOT NULL,
  object_classification TEXT NOT NULL,
  object_kind TEXT NOT NULL,
  object_id TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  content TEXT NOT NULL,
  reason TEXT NOT NULL,
  asked_us BIGINT NOT NULL,
  decision TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  comment TEXT NOT NULL,
  decided_us BIGINT,
  used_us BIGINT
);

CREATE INDEX approval_requests_open ON approval_requests (asked_us) WHERE decision = 'none';
CREATE INDEX approval_requests_asker ON approval_requests (asker, asked_us);

CREATE TABLE settings (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL,
  revision BIGINT NOT NULL
);
