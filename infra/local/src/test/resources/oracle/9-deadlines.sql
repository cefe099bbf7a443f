-- By when things had to be done, by the announced calendar of 2026 (国办发明电〔2025〕7号), and what became of bad reviews.
CREATE TABLE workdays AS
SELECT day, row_number() OVER (ORDER BY day) AS nth
FROM (SELECT unnest(generate_series(DATE '2025-12-01', DATE '2026-12-31', INTERVAL 1 DAY))::DATE AS day) AS days
WHERE (isodow(day) <= 5
       AND day NOT BETWEEN DATE '2026-01-01' AND DATE '2026-01-03'
       AND day NOT BETWEEN DATE '2026-02-15' AND DATE '2026-02-23'
       AND day NOT BETWEEN DATE '2026-04-04' AND DATE '2026-04-06'
       AND day NOT BETWEEN DATE '2026-05-01' AND DATE '2026-05-05'
       AND day NOT BETWEEN DATE '2026-06-19' AND DATE '2026-06-21'
       AND day NOT BETWEEN DATE '2026-09-25' AND DATE '2026-09-27'
       AND day NOT BETWEEN DATE '2026-10-01' AND DATE '2026-10-07')
   OR day IN (DATE '2026-01-04', DATE '2026-02-14', DATE '2026-02-28', DATE '2026-05-09', DATE '2026-09-20', DATE '2026-10-10');

CREATE TABLE steps AS
SELECT r.review_id, r.event_date, r.district, r.department, r.matter, r.staff, t.step, t.from_day, t.term,
  t.done, t.done_at
FROM reviews r
JOIN attributed a ON concat_ws('/', a.data_source, a.project_no, a.assess_number, a.review_round) = r.review_id
LEFT JOIN ledgers l ON l.data_source = a.data_source AND l.project_no = a.project_no
  AND l.assess_number = a.assess_number AND l.review_round = a.review_round
CROSS JOIN LATERAL (VALUES
  ('callback', r.is_bad AND r.review_round = 1 AND r.real_name, r.event_date, 1, coalesce(l.called, false), l.called_at),
  ('rectification',
   r.is_bad AND r.review_round = 1 AND r.adopted AND coalesce(l.handling_level, '') <> 'no_basis',
   r.event_date, CASE WHEN l.handling_level = 'complex' THEN 15 ELSE 5 END, coalesce(l.rectified, false), l.rectified_at),
  ('supplement', r.event_date > a.place.service_time::DATE, a.place.service_time::DATE, 5, true, r.event_time))
  AS t(step, wanted, from_day, term, done, done_at)
WHERE t.wanted AND NOT r.is_default AND t.from_day >= DATE '2025-12-02';

CREATE TABLE terms AS
SELECT s.*, w.day AS last_day, (w.day + 1)::TIMESTAMP AS due_at
FROM (SELECT s.*, (SELECT count(*) FROM workdays d WHERE d.day <= s.from_day) AS before FROM steps s) s
JOIN workdays w ON w.nth = s.before + s.term;

CREATE TABLE deadlines AS
SELECT review_id, department, list_sort(staff) AS staff, step, due_at,
  CASE WHEN done THEN done_at END AS done_at,
  CASE WHEN done THEN coalesce(done_at >= due_at, false) ELSE (SELECT ingest FROM clock) >= due_at END AS overdue,
  false AS provisional
FROM terms;

CREATE TABLE rectification_rates AS
WITH facts AS (
  SELECT event_date AS day, district, department, matter, staff,
    (step = 'callback')::INTEGER AS real_name_bad, (step = 'callback' AND done)::INTEGER AS called_back,
    (step = 'rectification')::INTEGER AS to_rectify, (step = 'rectification' AND done)::INTEGER AS rectified,
    (step = 'rectification' AND due_at <= (SELECT ingest FROM clock))::INTEGER AS due,
    (step = 'rectification' AND due_at <= (SELECT ingest FROM clock) AND done AND coalesce(done_at < due_at, true))::INTEGER AS on_time,
    0 AS second_reviews, 0 AS second_good, 0 AS bad, 0 AS valid_bad
  FROM terms WHERE step <> 'supplement'
  UNION ALL
  SELECT event_date, district, department, matter, staff, 0, 0, 0, 0, 0, 0, (review_round = 2)::INTEGER,
    (review_round = 2 AND NOT is_bad)::INTEGER, (review_round = 1 AND is_bad)::INTEGER,
    (review_round = 1 AND is_bad AND adopted)::INTEGER
  FROM reviews WHERE NOT is_default AND (review_round = 2 OR is_bad)),
keyed AS (
  SELECT 'city' AS dimension, '370400' AS key, * FROM facts
  UNION ALL SELECT 'district', district, * FROM facts
  UNION ALL SELECT 'department', department, * FROM facts
  UNION ALL SELECT 'matter', matter, * FROM facts
  UNION ALL SELECT 'staff', unnest(staff), * FROM facts),
summed AS (
  SELECT dimension, key, year(day) || 'Q' || quarter(day) AS quarter, sum(bad)::BIGINT AS bad,
    sum(real_name_bad)::BIGINT AS real_name_bad, sum(called_back)::BIGINT AS called_back,
    sum(valid_bad)::BIGINT AS valid_bad, sum(to_rectify)::BIGINT AS to_rectify,
    sum(rectified)::BIGINT AS rectified, sum(due)::BIGINT AS due, sum(on_time)::BIGINT AS on_time,
    sum(second_reviews)::BIGINT AS second_reviews, sum(second_good)::BIGINT AS second_good
  FROM keyed WHERE key IS NOT NULL GROUP BY ALL)
SELECT dimension, key, quarter, bad, real_name_bad, called_back,
  CASE WHEN real_name_bad > 0 THEN called_back::DOUBLE / real_name_bad::DOUBLE END AS callback_rate,
  valid_bad, rectified,
  CASE WHEN to_rectify > 0 AND valid_bad > 0 THEN rectified::DOUBLE / valid_bad::DOUBLE END AS rectification_rate,
  due, on_time, CASE WHEN due > 0 THEN on_time::DOUBLE / due::DOUBLE END AS on_time_rate,
  second_reviews, second_good
FROM summed;
