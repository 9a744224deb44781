-- What people were last told of due dates in records, so that each is told once, and again while it stays overdue.
CREATE TABLE governance_reminders (
  record_id BIGINT NOT NULL REFERENCES records (id),
  item TEXT NOT NULL,
  due_day BIGINT NOT NULL,
  is_overdue BIGINT NOT NULL,
  told_day BIGINT NOT NULL,
  PRIMARY KEY (record_id, item)
);
