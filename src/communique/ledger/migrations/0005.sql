-- What is asked of the text of each report around a new one, without the text itself: some megabytes stay in memory, the texts do not.
CREATE INDEX IF NOT EXISTS snapshot_source ON snapshot (number, published, copies);
