-- The rates at each day close as they were written then, never changed: what was said then.
CREATE OR REPLACE VIEW analysis.rates_published
COMMENT 'Rates at each day close as they were said then'
AS
SELECT
  r.dimension,
  r.key,
  n.name,
  r."window",
  CAST(r.as_of AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS as_of,
  r.reviews,
  r.bad,
  r.adopted,
  r.bad_adopted,
  r.defaults,
  CAST(r.bad AS double) / nullif(r.reviews, 0) AS rate,
  CAST(r.bad_adopted AS double) / nullif(r.adopted, 0) AS rate_adopted,
  r.shrunk,
  r.low,
  r.high,
  r.enough,
  r.prior_version
FROM core.rates r
LEFT JOIN analysis.names n ON n.dimension = r.dimension AND n.key = r.key
WHERE r.keyframe
