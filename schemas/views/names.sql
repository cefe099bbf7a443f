-- The newest name of each key.
-- dimension: city, district, department, matter or staff
-- key: key in the dimension
-- name: its newest name
CREATE OR REPLACE VIEW analysis.names
COMMENT 'The newest name of each district, department, matter and member of staff'
AS
SELECT dimension, key, max_by(name, ROW(updated_at, name)) AS name
FROM core.names
GROUP BY dimension, key
