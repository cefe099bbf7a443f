-- Services, and which of them were reviewed.
CREATE TABLE participation AS
WITH services AS (
  SELECT s.service_time::DATE AS day, d.district, s.department, s.matter,
    s.department || '/' || s.manager AS staff,
    (r.project_no IS NOT NULL)::INTEGER AS reviewed,
    coalesce(NOT r.is_default, false)::INTEGER AS active,
    coalesce(r.is_default, false)::INTEGER AS defaults
  FROM stages s
  LEFT JOIN districts d ON d.area = s.area
  LEFT JOIN reviews_in_force r ON r.data_source = s.data_source AND r.project_no = s.project_no
    AND r.assess_number = s.service_number AND r.review_round = 1 AND r.effective
  WHERE s.status IS DISTINCT FROM 1),
keyed AS (
  SELECT 'city' AS dimension, '370400' AS key, * FROM services
  UNION ALL SELECT 'district', district, * FROM services
  UNION ALL SELECT 'department', department, * FROM services
  UNION ALL SELECT 'matter', matter, * FROM services
  UNION ALL SELECT 'staff', staff, * FROM services)
SELECT dimension, key, day, count(*) AS services, sum(reviewed)::BIGINT AS reviewed,
  sum(active)::BIGINT AS active, sum(defaults)::BIGINT AS defaults
FROM keyed WHERE key IS NOT NULL GROUP BY dimension, key, day;
