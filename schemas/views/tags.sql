-- How often each tag was ticked: effective first-round reviews that are not defaults.
CREATE OR REPLACE VIEW analysis.tags
COMMENT 'How often each tag was ticked, by day, department, matter and level'
AS
SELECT
  r.event_date AS day,
  r.department,
  r.matter,
  r.level,
  t.tag,
  g.text,
  g.driver,
  count(*) AS n
FROM analysis.reviews r
CROSS JOIN UNNEST(r.tags) AS t (tag)
LEFT JOIN core.tags g ON g.code = t.tag
WHERE r.review_round = 1 AND NOT r.is_default
GROUP BY r.event_date, r.department, r.matter, r.level, t.tag, g.text, g.driver
