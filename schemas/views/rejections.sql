-- Records that were refused, by the day the broker took them.
-- day: day of ingest
-- source: name of the upstream, unknown where none was read
-- stream: cases, reviews, rectifications or verdicts
-- code: error code
-- n: records
CREATE OR REPLACE VIEW analysis.rejections
COMMENT 'Records that were refused, by day of ingest, source, stream and error code'
AS
SELECT ingest_date AS day, source, stream, code, count(*) AS n
FROM core.rejected
GROUP BY ingest_date, source, stream, code
