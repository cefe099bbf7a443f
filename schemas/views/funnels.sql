-- Funnels for charts: rates at each day close against the limits that chance and ordinary differences
-- between siblings allow at that number of reviews. Keys with fewer than 5 bad reviews to expect have no
-- row, since no limit says anything of them.
-- as_of: the day close that ends the window of 30 days: the midnight after the day, local
-- dimension: district, department, matter or staff
-- peer_class: its siblings: all; or by volume of reviews and defaults A, the median and above, and B, below
-- key: key in the dimension
-- name: its newest name, or the key where none is known
-- adopted: counted reviews without those that a verdict did not adopt
-- bad_adopted: of those, levels 1 and 2
-- rate_adopted: bad_adopted / adopted
-- distance: distance from the center in standard deviations of chance and ordinary differences
-- warning_low: lower 95 % limit
-- warning_high: upper 95 % limit
-- action_low: lower 99.8 % limit
-- action_high: upper 99.8 % limit
-- center: pooled rate of the class
-- tau2: variance of ordinary differences between its keys; 0 where chance explains all
-- phi: mean square of their distances in standard deviations of chance, the outermost tenths cut
-- units: keys of the class with at least 5 bad reviews to expect, which tau2 and phi rest on
CREATE OR REPLACE VIEW analysis.funnels
COMMENT 'Rates at each day close against the limits of the funnel of their class'
AS
SELECT
  CAST(r.as_of AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS as_of,
  r.dimension,
  r.peer_class,
  r.key,
  coalesce(n.name, r.key) AS name,
  r.adopted,
  r.bad_adopted,
  CAST(r.bad_adopted AS double) / r.adopted AS rate_adopted,
  r.distance,
  r.warning_low,
  r.warning_high,
  r.action_low,
  r.action_high,
  f.center,
  f.tau2,
  f.phi,
  f.units
FROM core.rankings r
JOIN core.funnels f ON f.as_of = r.as_of AND f.dimension = r.dimension AND f.peer_class = r.peer_class
LEFT JOIN analysis.names n ON n.dimension = r.dimension AND n.key = r.key
WHERE r.distance IS NOT NULL
