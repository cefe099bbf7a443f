-- Rates at every day close, counted from the reviews that stand now.
CREATE TABLE daily AS
WITH counted AS (
  SELECT event_date AS day, district, department, matter, staff, channel,
    (NOT is_default)::INTEGER AS reviews,
    (NOT is_default AND is_bad)::INTEGER AS bad,
    (NOT is_default AND adopted)::INTEGER AS adopted,
    (NOT is_default AND adopted AND is_bad)::INTEGER AS bad_adopted,
    is_default::INTEGER AS defaults
  FROM reviews WHERE review_round = 1),
keyed AS (
  SELECT 'city' AS dimension, '370400' AS key, * FROM counted
  UNION ALL SELECT 'district', district, * FROM counted
  UNION ALL SELECT 'department', department, * FROM counted
  UNION ALL SELECT 'matter', matter, * FROM counted
  UNION ALL SELECT 'staff', unnest(staff), * FROM counted
  UNION ALL SELECT 'department_matter', department || '/' || matter, * FROM counted
  UNION ALL SELECT 'channel', channel, * FROM counted)
SELECT dimension, key, day, sum(reviews)::BIGINT AS reviews, sum(bad)::BIGINT AS bad,
  sum(adopted)::BIGINT AS adopted, sum(bad_adopted)::BIGINT AS bad_adopted, sum(defaults)::BIGINT AS defaults
FROM keyed WHERE key IS NOT NULL GROUP BY ALL;

-- A day counts in the windows of this and of later closes.
CREATE TABLE reach AS
SELECT day, "window", close_day
FROM (SELECT DISTINCT day FROM daily) AS days
CROSS JOIN (VALUES ('1d', 1), ('7d', 7), ('30d', 30), ('qtd', NULL)) AS widths("window", width)
CROSS JOIN LATERAL (
  SELECT unnest(generate_series(
    day::TIMESTAMP,
    least((SELECT last_day FROM clock),
          CASE WHEN width IS NULL
               THEN (date_trunc('quarter', day) + INTERVAL 3 MONTH - INTERVAL 1 DAY)::DATE
               ELSE (day + width - 1)::DATE END)::TIMESTAMP,
    INTERVAL 1 DAY))::DATE AS close_day);

CREATE TABLE rates_history AS
SELECT dimension, key, "window", (close_day + 1)::TIMESTAMP AS as_of,
  sum(reviews)::BIGINT AS reviews, sum(bad)::BIGINT AS bad, sum(adopted)::BIGINT AS adopted,
  sum(bad_adopted)::BIGINT AS bad_adopted, sum(defaults)::BIGINT AS defaults,
  CASE WHEN sum(reviews) > 0 THEN sum(bad)::DOUBLE / sum(reviews)::DOUBLE END AS rate,
  CASE WHEN sum(adopted) > 0 THEN sum(bad_adopted)::DOUBLE / sum(adopted)::DOUBLE END AS rate_adopted
FROM daily JOIN reach USING (day)
GROUP BY dimension, key, "window", close_day;
