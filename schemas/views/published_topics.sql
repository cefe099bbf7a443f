-- What reviews speak of, by closed month: how many ticked a tag of each topic. Topics that fewer than ten speak of,
-- or all but fewer than ten, are absent.
-- month: its first day
-- topic: guide, process, forms, pre-check, online, efficiency, trips, queue, attitude, help or integrity
-- reviews: counted reviews that ticked one of its tags; one that ticked several topics counts in each
CREATE OR REPLACE VIEW published.topics
COMMENT 'What reviews speak of by closed month, in cells of ten and more'
AS
WITH closed AS (
  SELECT date_trunc('month', max(CAST(as_of AT TIME ZONE 'Asia/Shanghai' AS date))) AS until
  FROM core.rates
  WHERE keyframe AND dimension = 'city'
),
counted AS (
  SELECT r.review_id, date_trunc('month', r.event_date) AS month, r.tags
  FROM analysis.reviews r
  CROSS JOIN closed c
  WHERE r.review_round = 1 AND NOT r.is_default AND r.event_date < c.until
),
totals AS (
  SELECT month, count(*) AS n
  FROM counted
  GROUP BY month
),
topics AS (
  SELECT r.month, g.driver AS topic, count(DISTINCT r.review_id) AS n
  FROM counted r
  CROSS JOIN UNNEST(r.tags) AS t (tag)
  JOIN core.tags g ON g.code = t.tag
  GROUP BY r.month, g.driver
)
SELECT
  t.month,
  t.topic,
  t.n AS reviews
FROM topics t
JOIN totals m ON m.month = t.month
WHERE t.n >= 10 AND m.n - t.n >= 10
