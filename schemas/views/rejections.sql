-- Records that were refused, by the day the broker took them.
CREATE OR REPLACE VIEW analysis.rejections
COMMENT 'Records that were refused, by day of ingest, source, stream and error code'
AS
SELECT ingest_date AS day, source, stream, code, count(*) AS n
FROM core.rejected
GROUP BY ingest_date, source, stream, code
