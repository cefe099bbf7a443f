-- Services that could be reviewed, by day of service, and how many were: reviewed (an effective
-- first-round review of exactly that stage), active (not by default), defaults (only by default).
-- dimension: city, district, department, matter or staff
-- key: key in the dimension
-- name: its newest name, NULL where none is known
-- day: day of the service
-- services: services that could be reviewed
-- reviewed: of those, with an effective first-round review of that stage
-- active: of those, with one that somebody gave (主动评价)
-- defaults: of those, with a default review
CREATE OR REPLACE VIEW analysis.participation
COMMENT 'Services that could be reviewed and how many were, by day of service'
AS
SELECT
  k.dimension,
  k.key,
  coalesce(n.name, k.key) AS name,
  s.service_date AS day,
  count(*) AS services,
  count(r.is_default) AS reviewed,
  count_if(NOT r.is_default) AS active,
  count_if(r.is_default) AS defaults
FROM (
  SELECT s.*, '370400' AS city FROM analysis.services s WHERE s.is_service
) s
LEFT JOIN (
  SELECT c.source, c.project_no, c.assess_number, max_by(c.is_default, c.revision) AS is_default,
    max_by(c.effective, c.revision) AS effective
  FROM core.review_changes c
  WHERE c.review_round = 1
  GROUP BY c.source, c.project_no, c.assess_number
) r
  ON r.source = s.source AND r.project_no = s.project_no AND r.assess_number = s.service_number AND r.effective
CROSS JOIN UNNEST(
  ARRAY['city', 'district', 'department', 'matter', 'staff'],
  ARRAY[s.city, s.district, s.department, s.matter, s.staff]) AS k (dimension, key)
LEFT JOIN analysis.names n ON n.dimension = k.dimension AND n.key = k.key
WHERE k.key IS NOT NULL
GROUP BY k.dimension, k.key, n.name, s.service_date
