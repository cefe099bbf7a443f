-- How often each tag was ticked: effective first-round reviews that are not defaults.
-- day: day of the reviews
-- department: code of the department
-- matter: code of the matter
-- level: level of the reviews, which a tag may contradict
-- tag: code of the tag
-- text: what it says, NULL for a code that is not in the table
-- driver: what it speaks of: guide, process, forms, pre-check, online, efficiency, trips, queue, attitude, help or integrity
-- n: reviews that ticked it
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
