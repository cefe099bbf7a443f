-- What a quarter counts of the city, its districts, departments and staff. Beside the other tables it
-- reads quarter (first_day, last_day, sealed_day) and upheld (dimension, key, department), a row for
-- each finding of brushing that people upheld.
CREATE TABLE first_round AS
SELECT r.*
FROM reviews r CROSS JOIN quarter
WHERE r.review_round = 1 AND r.event_date BETWEEN first_day AND last_day;

CREATE TABLE facts AS
SELECT district, department, staff, unnest([
    CASE WHEN is_default THEN 'defaults' ELSE 'reviews' END,
    CASE WHEN NOT is_default AND is_bad THEN 'bad' END,
    CASE WHEN NOT is_default AND adopted THEN 'adopted' END,
    CASE WHEN NOT is_default AND is_bad AND adopted THEN 'bad_adopted' END]) AS fact
FROM first_round
UNION ALL
SELECT district, department, staff, unnest([
    CASE WHEN step = 'callback' THEN 'callbacks' END,
    CASE WHEN step = 'callback' AND done THEN 'called_back' END,
    CASE WHEN step = 'rectification' THEN 'rectifications' END,
    CASE WHEN step = 'rectification' AND done THEN 'rectified' END,
    CASE WHEN step = 'rectification' AND due_at <= sealed_day THEN 'due' END,
    CASE WHEN step = 'rectification' AND due_at <= sealed_day AND done AND coalesce(done_at < due_at, true)
         THEN 'on_time' END])
FROM terms CROSS JOIN quarter
WHERE event_date BETWEEN first_day AND quarter.last_day
UNION ALL
SELECT district, department, staff, unnest(['second_reviews', CASE WHEN NOT is_bad THEN 'second_good' END])
FROM reviews CROSS JOIN quarter
WHERE review_round = 2 AND NOT is_default AND event_date BETWEEN first_day AND last_day
UNION ALL
SELECT r.district, r.department, r.staff, 'refused'
FROM first_round r
JOIN ledgers l ON concat_ws('/', l.data_source, l.project_no, l.assess_number, l.review_round) = r.review_id
WHERE l.refused AND r.is_bad AND NOT r.is_default AND r.adopted;

CREATE TABLE counts AS
WITH keyed AS (
  SELECT 'city' AS dimension, '370400' AS key, fact, 1 AS n FROM facts
  UNION ALL SELECT 'district', district, fact, 1 FROM facts
  UNION ALL SELECT 'department', department, fact, 1 FROM facts
  UNION ALL SELECT 'staff', unnest(staff), fact, 1 FROM facts
  UNION ALL
  SELECT dimension, key, unnest(['services', 'reviewed']), unnest([services, reviewed])
  FROM participation CROSS JOIN quarter
  WHERE dimension IN ('city', 'district', 'department', 'staff') AND day BETWEEN first_day AND last_day
  UNION ALL SELECT dimension, key, 'brushing', 1 FROM upheld WHERE dimension IN ('district', 'department', 'staff')
  UNION ALL SELECT 'department', department, 'brushing', 1 FROM upheld WHERE dimension = 'staff'
  UNION ALL SELECT 'city', '370400', 'brushing', 1 FROM upheld)
SELECT dimension, key, fact, sum(n)::BIGINT AS n
FROM keyed WHERE key IS NOT NULL AND fact IS NOT NULL
GROUP BY ALL HAVING sum(n) > 0;

-- Who is scored, and with whom compared.
CREATE TABLE peers AS
WITH members AS (
  SELECT dimension, key,
    coalesce(sum(n) FILTER (WHERE fact IN ('reviews', 'defaults')), 0)::BIGINT AS volume,
    coalesce(sum(n) FILTER (WHERE fact = 'adopted'), 0)::BIGINT AS adopted,
    coalesce(sum(n) FILTER (WHERE fact = 'bad_adopted'), 0)::BIGINT AS bad_adopted
  FROM counts
  WHERE dimension <> 'city' AND key <> 'unattributed' AND NOT starts_with(key, 'unattributed/')
  GROUP BY dimension, key)
SELECT m.*,
  CASE WHEN dimension = 'district' THEN 'all'
       WHEN volume >= median(volume) OVER (PARTITION BY dimension) THEN 'A' ELSE 'B' END AS peer_class
FROM members m;
