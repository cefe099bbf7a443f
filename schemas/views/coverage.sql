-- How many matters, departments and districts with a service in the quarter have an effective
-- first-round review of that quarter (事项覆盖度, 部门覆盖度).
-- quarter: such as 2026Q3
-- dimension: matter, department or district
-- total: keys with a service or a review in the quarter
-- reviewed: of those, with an effective first-round review
-- rate: reviewed / total
CREATE OR REPLACE VIEW analysis.coverage
COMMENT 'Matters, departments and districts reviewed, of those that gave a service in the quarter'
AS
WITH served AS (
  SELECT DISTINCT date_trunc('quarter', s.service_date) AS quarter, k.dimension, k.key
  FROM analysis.services s
  CROSS JOIN UNNEST(
    ARRAY['matter', 'department', 'district'], ARRAY[s.matter, s.department, s.district]) AS k (dimension, key)
  WHERE s.is_service AND k.key IS NOT NULL
),
reviewed AS (
  SELECT DISTINCT date_trunc('quarter', r.event_date) AS quarter, k.dimension, k.key
  FROM analysis.reviews r
  CROSS JOIN UNNEST(
    ARRAY['matter', 'department', 'district'], ARRAY[r.matter, r.department, r.district]) AS k (dimension, key)
  WHERE r.review_round = 1 AND k.key IS NOT NULL AND k.key <> 'unattributed'
)
SELECT
  CAST(year(q.quarter) AS varchar) || 'Q' || CAST(quarter(q.quarter) AS varchar) AS quarter,
  q.dimension,
  count(*) AS total,
  count_if(q.was_reviewed) AS reviewed,
  CAST(count_if(q.was_reviewed) AS double) / count(*) AS rate
FROM (
  SELECT
    coalesce(s.quarter, r.quarter) AS quarter,
    coalesce(s.dimension, r.dimension) AS dimension,
    r.key IS NOT NULL AS was_reviewed
  FROM served s
  FULL JOIN reviewed r ON r.quarter = s.quarter AND r.dimension = s.dimension AND r.key = s.key
) q
GROUP BY q.quarter, q.dimension
