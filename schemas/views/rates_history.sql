-- The rates at every day close, restated from the counts: what is true now about then. A window
-- without a counted review or default has no row.
--
-- Every key gets one row a day from its first count to its last day in any window; the windows are
-- then sums over the rows before.
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
CREATE OR REPLACE VIEW analysis.rates_history
COMMENT 'Rates at every day close, restated from the counts: what is true now about then'
AS
WITH daily AS (
  SELECT
    dimension,
    key,
    day,
    sum(reviews) AS reviews,
    sum(bad) AS bad,
    sum(adopted) AS adopted,
    sum(bad_adopted) AS bad_adopted,
    sum(defaults) AS defaults
  FROM core.counts
  GROUP BY dimension, key, day
  HAVING sum(reviews) <> 0 OR sum(bad) <> 0 OR sum(adopted) <> 0 OR sum(bad_adopted) <> 0 OR sum(defaults) <> 0
),
closed AS (
  SELECT max(CAST(as_of AT TIME ZONE 'Asia/Shanghai' AS date)) - interval '1' day AS last_day
  FROM core.rates
  WHERE keyframe AND dimension = 'city'
),
spans AS (
  SELECT
    d.dimension,
    d.key,
    min(d.day) AS first_day,
    least(
      c.last_day,
      greatest(
        max(d.day) + interval '29' day,
        date_trunc('quarter', max(d.day)) + interval '3' month - interval '1' day)) AS final_day
  FROM daily d
  CROSS JOIN closed c
  WHERE d.day <= c.last_day
  GROUP BY d.dimension, d.key, c.last_day
),
days AS (
  SELECT
    s.dimension,
    s.key,
    t.day,
    coalesce(d.reviews, 0) AS reviews,
    coalesce(d.bad, 0) AS bad,
    coalesce(d.adopted, 0) AS adopted,
    coalesce(d.bad_adopted, 0) AS bad_adopted,
    coalesce(d.defaults, 0) AS defaults
  FROM spans s
  CROSS JOIN UNNEST(sequence(s.first_day, s.final_day, interval '1' day)) AS t (day)
  LEFT JOIN daily d ON d.dimension = s.dimension AND d.key = s.key AND d.day = t.day
),
windows AS (
  SELECT
    dimension, key, '1d' AS "window", day, reviews, bad, adopted, bad_adopted, defaults
  FROM days
  UNION ALL
  SELECT
    dimension, key, '7d', day,
    sum(reviews) OVER week, sum(bad) OVER week, sum(adopted) OVER week, sum(bad_adopted) OVER week,
    sum(defaults) OVER week
  FROM days
  WINDOW week AS (PARTITION BY dimension, key ORDER BY day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW)
  UNION ALL
  SELECT
    dimension, key, '30d', day,
    sum(reviews) OVER month, sum(bad) OVER month, sum(adopted) OVER month, sum(bad_adopted) OVER month,
    sum(defaults) OVER month
  FROM days
  WINDOW month AS (PARTITION BY dimension, key ORDER BY day ROWS BETWEEN 29 PRECEDING AND CURRENT ROW)
  UNION ALL
  SELECT
    dimension, key, 'qtd', day,
    sum(reviews) OVER quarter, sum(bad) OVER quarter, sum(adopted) OVER quarter, sum(bad_adopted) OVER quarter,
    sum(defaults) OVER quarter
  FROM days
  WINDOW quarter AS (
    PARTITION BY dimension, key, date_trunc('quarter', day) ORDER BY day
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
)
SELECT
  w.dimension,
  w.key,
  coalesce(n.name, w.key) AS name,
  w."window",
  CAST(w.day + interval '1' day AS timestamp(6)) AS as_of,
  w.reviews,
  w.bad,
  w.adopted,
  w.bad_adopted,
  w.defaults,
  CAST(w.bad AS double) / nullif(w.reviews, 0) AS rate,
  CAST(w.bad_adopted AS double) / nullif(w.adopted, 0) AS rate_adopted
FROM windows w
LEFT JOIN analysis.names n ON n.dimension = w.dimension AND n.key = w.key
WHERE w.reviews <> 0 OR w.defaults <> 0
