-- The rectification ledger, each entry in its newest version. Entries of withdrawn reviews are
-- absent; an entry whose review has not come has no department.
-- review_id: source/project/stage/round of the review
-- ledger_no: number of the ledger entry
-- department: department of the review, NULL where the review has not come
-- staff: keys department/number of its staff
-- level: its level
-- real_name: whether it is a real-name review
-- callback_at: when the reviewer was called back (回访), local
-- called_back: whether the reviewer was reached
-- is_true: whether what the review says is true (是否属实)
-- is_reasonable: whether what it asks is reasonable (是否合理)
-- is_mistaken: whether a good review was meant (误评)
-- is_malicious: whether it is malicious (恶意)
-- confirmed: whether malice was confirmed
-- handling_level: simple, complex or no_basis
-- status: none, under_way, done or refused
-- rectified_at: when it was rectified, local
-- reply: what was answered, masked
-- updated_at: when the upstream last changed the entry, local
CREATE OR REPLACE VIEW analysis.rectifications
COMMENT 'The rectification ledger of bad reviews, each entry in its newest version'
AS
WITH entries AS (
  SELECT
    l.*,
    row_number() OVER (
      PARTITION BY l.source, l.project_no, l.assess_number, l.review_round ORDER BY l.revision DESC) AS newest
  FROM core.rectifications l
  WHERE l.stream = 'rectifications' AND l.in_force
),
reviews AS (
  SELECT
    c.source, c.project_no, c.assess_number, c.review_round,
    max_by(c.department, c.revision) AS department,
    max_by(c.staff, c.revision) AS staff,
    max_by(c.level, c.revision) AS level,
    max_by(c.real_name, c.revision) AS real_name,
    max_by(c.effective, c.revision) AS effective
  FROM core.review_changes c
  JOIN entries e
    ON e.newest = 1 AND e.source = c.source AND e.project_no = c.project_no
    AND e.assess_number = c.assess_number AND e.review_round = c.review_round
  GROUP BY c.source, c.project_no, c.assess_number, c.review_round
)
SELECT
  l.source || '/' || l.project_no || '/' || l.assess_number || '/' || CAST(l.review_round AS varchar) AS review_id,
  l.ledger_no,
  r.department,
  r.staff,
  r.level,
  r.real_name,
  CAST(l.callback_time AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS callback_at,
  l.called_back,
  l.is_true,
  l.is_reasonable,
  l.is_mistaken,
  l.is_malicious,
  l.malicious_confirmed AS confirmed,
  l.handling_level,
  l.status,
  CAST(l.rectify_time AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS rectified_at,
  l.reply,
  CAST(l.update_time AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS updated_at
FROM entries l
LEFT JOIN reviews r
  ON r.source = l.source AND r.project_no = l.project_no
  AND r.assess_number = l.assess_number AND r.review_round = l.review_round
WHERE l.newest = 1 AND coalesce(r.effective, true)
