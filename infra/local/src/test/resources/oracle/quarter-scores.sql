-- Scores by a formula. Beside the other tables it reads parts (measure, weight, full_at, none_at),
-- rules (dimension, n_min), deductions (fault, each, most), whole (least_weight) and
-- priors (dimension, peer_class, mean, strength).
CREATE OR REPLACE TABLE figures AS
WITH wide AS (
  SELECT p.*, r.mean,
    (r.mean * r.strength + p.bad_adopted) / (r.strength + p.adopted) AS shrunk,
    map_from_entries(list((c.fact, c.n))) AS n
  FROM peers p
  JOIN priors r USING (dimension, peer_class)
  JOIN counts c USING (dimension, key)
  GROUP BY ALL),
shares AS (
  SELECT * FROM (VALUES
    ('participation', 'reviewed', ['services']),
    ('active_share', 'reviews', ['reviews', 'defaults']),
    ('callback', 'called_back', ['callbacks']),
    ('rectification', 'rectified', ['bad_adopted']),
    ('on_time', 'on_time', ['due']),
    ('second_good', 'second_good', ['second_reviews'])) AS s(measure, numerator, denominator)),
valued AS (
  SELECT w.dimension, w.peer_class, w.key, w.adopted, w.shrunk, f.*,
    CASE f.measure
      WHEN 'bad_ratio' THEN CASE WHEN w.adopted > 0 THEN w.shrunk / w.mean END
      WHEN 'bad_rate' THEN CASE WHEN w.adopted > 0 THEN w.shrunk END
      ELSE coalesce(w.n[s.numerator], 0)::DOUBLE
        / nullif(list_sum(list_transform(s.denominator, lambda d: coalesce(w.n[d], 0))), 0)::DOUBLE
    END AS value
  FROM wide w CROSS JOIN parts f LEFT JOIN shares s USING (measure))
SELECT *,
  CASE WHEN value IS NOT NULL
       THEN greatest(0, least(1, (value - none_at) / (full_at - none_at))) END AS share
FROM valued;

CREATE OR REPLACE TABLE off AS
SELECT p.dimension, p.key, d.fault, least(d.most, d.each * c.n) AS points
FROM peers p
JOIN counts c USING (dimension, key)
JOIN deductions d ON c.fact = CASE d.fault WHEN 'confirmed_brushing' THEN 'brushing' ELSE 'refused' END
WHERE least(d.most, d.each * c.n) > 0;

-- The score before it is rounded to two decimals, half up; NULL where there is too little to say.
CREATE OR REPLACE TABLE scores AS
SELECT f.dimension, f.peer_class, f.key, f.shrunk, f.adopted >= r.n_min AS enough,
  CASE WHEN f.adopted >= r.n_min
        AND sum(f.weight) FILTER (WHERE value IS NOT NULL) >= (SELECT least_weight FROM whole) * sum(f.weight)
       THEN greatest(0, least(100,
         100 * sum(f.weight * share) / sum(f.weight) FILTER (WHERE value IS NOT NULL)
         - coalesce((SELECT sum(points) FROM off o WHERE o.dimension = f.dimension AND o.key = f.key), 0)))
  END AS score
FROM figures f JOIN rules r USING (dimension)
GROUP BY f.dimension, f.peer_class, f.key, f.shrunk, f.adopted, r.n_min;
