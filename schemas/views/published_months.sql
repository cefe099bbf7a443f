-- How many reviews each district got in each closed month. Districts with fewer than ten stand together as rest,
-- with the next smallest where they are fewer than ten even so: no cell is under ten, nor is what is left of a total.
-- month: its first day
-- district: key of the district, or rest
-- name: its newest name, NULL of rest
-- reviews: counted reviews: effective, first round, without defaults
CREATE OR REPLACE VIEW published.months
COMMENT 'Reviews of each district by closed month, in cells of ten and more'
AS
WITH closed AS (
  SELECT date_trunc('month', max(CAST(as_of AT TIME ZONE 'Asia/Shanghai' AS date))) AS until
  FROM core.rates
  WHERE keyframe AND dimension = 'city'
),
counted AS (
  SELECT date_trunc('month', r.event_date) AS month, coalesce(r.district, 'unknown') AS district, count(*) AS n
  FROM analysis.reviews r
  CROSS JOIN closed c
  WHERE r.review_round = 1 AND NOT r.is_default AND r.event_date < c.until
  GROUP BY date_trunc('month', r.event_date), coalesce(r.district, 'unknown')
),
-- Also those without a review: that there is none would be a cell under ten.
districts AS (
  SELECT key AS district FROM analysis.names WHERE dimension = 'district'
  UNION
  SELECT district FROM counted
),
cells AS (
  SELECT m.month, d.district, coalesce(c.n, 0) AS n
  FROM (SELECT DISTINCT month FROM counted) m
  CROSS JOIN districts d
  LEFT JOIN counted c ON c.month = m.month AND c.district = d.district
),
ordered AS (
  SELECT
    c.*,
    row_number() OVER (PARTITION BY c.month ORDER BY c.n, c.district) AS place,
    sum(c.n) OVER (PARTITION BY c.month ORDER BY c.n, c.district ROWS UNBOUNDED PRECEDING) - c.n AS smaller
  FROM cells c
),
grouped AS (
  SELECT
    o.month,
    CASE WHEN o.n < 10 OR o.place > 1 AND o.smaller < 10 THEN 'rest' ELSE o.district END AS district,
    sum(o.n) AS reviews
  FROM ordered o
  GROUP BY 1, 2
  HAVING sum(o.n) >= 10
)
SELECT
  g.month,
  g.district,
  n.name,
  g.reviews
FROM grouped g
LEFT JOIN analysis.names n ON n.dimension = 'district' AND n.key = g.district
