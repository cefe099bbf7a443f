-- Who is to be interviewed (约谈) and on what grounds, by the highest revision of each sealed quarter.
-- quarter: such as 2026Q3
-- dimension: district, department or staff
-- key: key in the dimension
-- name: its name when sealed, or the key
-- ground: refused rectification, high rate, bottom rank or confirmed brushing
-- value: what reached the limit: a count, the rate after verification, or the place
-- limit: from where on it is a ground; quote it, the word is reserved
-- since: the first quarter of those without a break that have this ground
CREATE OR REPLACE VIEW analysis.accountability
COMMENT 'Who is to be interviewed and on what grounds, by quarter'
AS
WITH newest AS (
  SELECT a.*, max(a.revision) OVER (PARTITION BY a.quarter) AS last_revision
  FROM core.assessments a
),
grounds AS (
  SELECT
    n.quarter, n.dimension, n.key, n.name, g.ground, g.value, g."limit",
    4 * CAST(substr(n.quarter, 1, 4) AS integer) + CAST(substr(n.quarter, 6) AS integer) AS number
  FROM newest n
  CROSS JOIN UNNEST(
    CAST(json_parse(n.grounds) AS array(row(ground varchar, value double, "limit" double))))
    AS g (ground, value, "limit")
  WHERE n.revision = n.last_revision
),
runs AS (
  SELECT
    g.*,
    g.number - row_number() OVER (PARTITION BY g.dimension, g.key, g.ground ORDER BY g.number) AS run
  FROM grounds g
)
SELECT
  r.quarter,
  r.dimension,
  r.key,
  r.name,
  r.ground,
  r.value,
  r."limit",
  min(r.quarter) OVER (PARTITION BY r.dimension, r.key, r.ground, r.run) AS since
FROM runs r
