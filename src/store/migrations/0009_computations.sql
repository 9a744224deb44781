-- What came of the computations that cases ask for. A request is open until done_at; who took it and did not bring it to an
-- end in time loses it.

ALTER TABLE recompute_requests ADD COLUMN tries BIGINT NOT NULL DEFAULT 0;

ALTER TABLE recompute_requests ADD COLUMN done_at BIGINT;

ALTER TABLE recompute_requests ADD COLUMN outcome TEXT NOT NULL DEFAULT '';

ALTER TABLE recompute_requests ADD COLUMN source TEXT NOT NULL DEFAULT '';

ALTER TABLE recompute_requests ADD COLUMN text_zh TEXT NOT NULL DEFAULT '';

ALTER TABLE recompute_requests ADD COLUMN text_en TEXT NOT NULL DEFAULT '';

UPDATE recompute_requests SET taken_at = NULL;

DROP INDEX recompute_requests_open;

CREATE INDEX recompute_requests_open ON recompute_requests (id) WHERE done_at IS NULL;
