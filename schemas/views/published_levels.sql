-- How many reviews of each level the city got in each closed month. Levels with fewer than ten stand together, with
-- the next smallest where they are fewer than ten even so.
-- month: its first day
-- levels: the level, 5 best to 1 worst, or several with commas
-- reviews: counted reviews: effective, first round, without defaults
CREATE OR REPLACE VIEW published.levels
COMMENT 'Reviews of each level by closed month, in cells of ten and more'
AS
WITH closed AS (
  SELECT date_trunc('month', max(CAST(as_of AT TIME ZONE 'Asia/Shanghai' AS date))) AS until
  FROM core.rates
  WHERE keyframe AND dimension = 'city'
),
counted AS (
  SELECT date_trunc('month', r.event_date) AS month, r.level, count(*) AS n
  FROM analysis.reviews r
  CROSS JOIN closed c
  WHERE r.review_round = 1 AND NOT r.is_default AND r.event_date < c.until
  GROUP BY date_trunc('month', r.event_date), r.level
),
cells AS (
  SELECT m.month, l.level, coalesce(c.n, 0) AS n
  FROM (SELECT DISTINCT month FROM counted) m
  CROSS JOIN UNNEST(ARRAY[1, 2, 3, 4, 5]) AS l (level)
  LEFT JOIN counted c ON c.month = m.month AND c.level = l.level
),
ordered AS (
  SELECT
    c.*,
    row_number() OVER (PARTITION BY c.month ORDER BY c.n, c.level) AS place,
    sum(c.n) OVER (PARTITION BY c.month ORDER BY c.n, c.level ROWS UNBOUNDED PRECEDING) - c.n AS smaller
  FROM cells c
),
grouped AS (
  SELECT o.*, CASE WHEN o.n < 10 OR o.place > 1 AND o.smaller < 10 THEN 0 ELSE o.level END AS apart
  FROM ordered o
)
SELECT
  g.month,
  array_join(array_agg(g.level ORDER BY g.level), ',') AS levels,
  sum(g.n) AS reviews
FROM grouped g
GROUP BY g.month, g.apart
HAVING sum(g.n) >= 10
