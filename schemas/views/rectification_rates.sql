-- What became of the bad reviews of each quarter: called back, rectified, in time, reviewed again.
-- dimension: city, district, department, matter or staff
-- key: key in the dimension
-- name: its newest name, NULL where none is known
-- quarter: of the reviews, such as 2026Q3
-- bad: bad reviews (差评), as in rates: effective, first round, without defaults
-- real_name_bad: of those, with the reviewer's real name
-- called_back: of those, called back and reached (回访)
-- callback_rate: called_back / real_name_bad (实名差评回访率); its target is 1; NULL where there are none
-- valid_bad: bad reviews that count after verification
-- rectified: of those, put right (整改)
-- rectification_rate: rectified / valid_bad (差评整改率); NULL where there are none, or where no source of theirs sends a ledger
-- due: bad reviews to be put right whose term is over; without those that have no basis in law
-- on_time: of those, put right within their term
-- on_time_rate: on_time / due (按期整改率); NULL where none is due
-- second_reviews: reviews after rectification given in the quarter
-- second_good: of those, levels 3 to 5 (二次好评)
CREATE OR REPLACE VIEW analysis.rectification_rates
COMMENT 'What became of the bad reviews of each quarter: called back, rectified, in time, reviewed again'
AS
WITH counted AS (
  SELECT dimension, key, date_trunc('quarter', day) AS quarter, sum(bad) AS bad, sum(bad_adopted) AS valid_bad
  FROM core.counts
  WHERE dimension IN ('city', 'district', 'department', 'matter', 'staff')
  GROUP BY dimension, key, date_trunc('quarter', day)
  HAVING sum(bad) <> 0 OR sum(bad_adopted) <> 0
),
stepped AS (
  SELECT
    dimension,
    key,
    date_trunc('quarter', day) AS quarter,
    sum(steps) FILTER (WHERE step = 'callback') AS real_name_bad,
    sum(done) FILTER (WHERE step = 'callback') AS called_back,
    sum(steps) FILTER (WHERE step = 'rectification') AS to_rectify,
    sum(done) FILTER (WHERE step = 'rectification') AS rectified,
    sum(steps) FILTER (WHERE step = 'rectification' AND last_day < today) AS due,
    sum(on_time) FILTER (WHERE step = 'rectification' AND last_day < today) AS on_time,
    sum(steps) FILTER (WHERE step = 'second_review') AS second_reviews,
    sum(done) FILTER (WHERE step = 'second_review') AS second_good
  FROM core.step_counts
  CROSS JOIN (SELECT CAST(current_timestamp AT TIME ZONE 'Asia/Shanghai' AS date) AS today)
  GROUP BY dimension, key, date_trunc('quarter', day)
)
SELECT
  q.dimension,
  q.key,
  n.name,
  CAST(year(q.quarter) AS varchar) || 'Q' || CAST(quarter(q.quarter) AS varchar) AS quarter,
  q.bad,
  q.real_name_bad,
  q.called_back,
  CAST(q.called_back AS double) / nullif(q.real_name_bad, 0) AS callback_rate,
  q.valid_bad,
  q.rectified,
  CASE WHEN q.to_rectify > 0 THEN CAST(q.rectified AS double) / nullif(q.valid_bad, 0) END AS rectification_rate,
  q.due,
  q.on_time,
  CAST(q.on_time AS double) / nullif(q.due, 0) AS on_time_rate,
  q.second_reviews,
  q.second_good
FROM (
  SELECT
    coalesce(c.dimension, s.dimension) AS dimension,
    coalesce(c.key, s.key) AS key,
    coalesce(c.quarter, s.quarter) AS quarter,
    coalesce(c.bad, 0) AS bad,
    coalesce(c.valid_bad, 0) AS valid_bad,
    coalesce(s.real_name_bad, 0) AS real_name_bad,
    coalesce(s.called_back, 0) AS called_back,
    coalesce(s.to_rectify, 0) AS to_rectify,
    coalesce(s.rectified, 0) AS rectified,
    coalesce(s.due, 0) AS due,
    coalesce(s.on_time, 0) AS on_time,
    coalesce(s.second_reviews, 0) AS second_reviews,
    coalesce(s.second_good, 0) AS second_good
  FROM counted c
  FULL JOIN stepped s ON s.dimension = c.dimension AND s.key = c.key AND s.quarter = c.quarter
) q
LEFT JOIN analysis.names n ON n.dimension = q.dimension AND n.key = q.key
WHERE q.bad <> 0 OR q.valid_bad <> 0 OR q.real_name_bad <> 0 OR q.to_rectify <> 0 OR q.second_reviews <> 0
