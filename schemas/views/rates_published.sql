-- The rates at each day close as they were written then, never changed: what was said then.
-- dimension: city, district, department, matter, staff, department_matter or channel
-- key: key in the dimension
-- name: its newest name, NULL where none is known
-- window: 1d, 7d, 30d or qtd (quarter to date); quote it, the word is reserved
-- as_of: the day close that ends the window: the midnight after the day, local
-- reviews: counted reviews: effective, first round, without defaults
-- bad: of those, levels 1 and 2
-- adopted: counted reviews without those that a verdict did not adopt
-- bad_adopted: of those, levels 1 and 2
-- defaults: default reviews of the window, in no rate
-- rate: bad / reviews: before verification; NULL where there are none
-- rate_adopted: bad_adopted / adopted: after verification; NULL where there are none
-- shrunk: posterior mean of the rate after verification, for district, department, matter and staff; NULL before the first day close
-- low: lower end of its 95 % interval
-- high: upper end of its 95 % interval
-- enough: whether there are enough adopted reviews in the window to say something of the key
-- prior_version: version of the prior behind the posterior: the day, as yyyyMMdd, at whose close it was fitted
CREATE OR REPLACE VIEW analysis.rates_published
COMMENT 'Rates at each day close as they were said then'
AS
SELECT
  r.dimension,
  r.key,
  coalesce(n.name, r.key) AS name,
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
