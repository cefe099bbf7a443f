-- What became of the records of each source and day of ingest.
-- received = accepted + repeated + rejected over the four streams; late: the review's day was closed
-- when it came; unattributed: reviews in force and still without a department.
-- day: day of ingest
-- source: name of the upstream, unknown where none was read
-- received: accepted + repeated + rejected
-- accepted: records that were taken in
-- repeated: records equal to the one in force
-- rejected: records that were refused
-- late: accepted reviews whose day was closed when they came
-- unattributed: reviews in force that still have no department
-- top_reason: the commonest error code of the day
CREATE OR REPLACE VIEW analysis.data_quality
COMMENT 'What became of the records of each source, by day of ingest'
AS
WITH facts AS (
  SELECT
    source,
    CAST(change_time AT TIME ZONE 'Asia/Shanghai' AS date) AS day,
    1 AS accepted, 0 AS repeated, 0 AS rejected, if(late, 1, 0) AS late, 0 AS unattributed
  FROM core.review_changes
  WHERE cause = 'reviews'
  UNION ALL
  SELECT source, CAST(ingest_time AT TIME ZONE 'Asia/Shanghai' AS date), 1, 0, 0, 0, 0 FROM core.services
  UNION ALL
  SELECT source, CAST(ingest_time AT TIME ZONE 'Asia/Shanghai' AS date), 1, 0, 0, 0, 0 FROM core.rectifications
  UNION ALL
  SELECT source, ingest_date, 0, n, 0, 0, 0 FROM core.repeats
  UNION ALL
  SELECT source, ingest_date, 0, 0, 1, 0, 0 FROM core.rejected
  UNION ALL
  SELECT source, CAST(ingest_time AS date), 0, 0, 0, 0, 1 FROM analysis.reviews WHERE department = 'unattributed'
),
reasons AS (
  SELECT source, day, max_by(code, ROW(n, code)) AS top_reason
  FROM (SELECT source, ingest_date AS day, code, count(*) AS n FROM core.rejected GROUP BY 1, 2, 3)
  GROUP BY source, day
)
SELECT
  f.day,
  f.source,
  sum(f.accepted + f.repeated + f.rejected) AS received,
  sum(f.accepted) AS accepted,
  sum(f.repeated) AS repeated,
  sum(f.rejected) AS rejected,
  sum(f.late) AS late,
  sum(f.unattributed) AS unattributed,
  r.top_reason
FROM facts f
LEFT JOIN reasons r ON r.source = f.source AND r.day = f.day
GROUP BY f.day, f.source, r.top_reason
