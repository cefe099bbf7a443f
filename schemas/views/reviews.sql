-- Every review that is in force, as it is held true now. Withdrawn reviews are absent.
-- review_id: source/project/stage/round
-- source: name of the upstream
-- event_time: when the review was given, local
-- event_date: its day
-- ingest_time: when the broker took the version in force, local
-- district: key of the district, NULL where unknown
-- department: code of the department, or unattributed
-- department_name: its name as the case said it, else its newest name
-- matter: code of the matter
-- matter_name: its name, likewise
-- staff: keys department/number of the staff reviewed; empty where nobody is named
-- channel: pc, mobile, qr, tablet, terminal, sms, default, other, paper, hotline, mailbox, platform, email or survey
-- mode: matter (一事一评), visit (一次一评), comprehensive (综合点评), survey or unknown
-- review_round: 1, or 2 after rectification
-- level: 5 best to 1 worst
-- is_bad: whether the level is 1 or 2 (差评)
-- is_default: the system's own review, in no rate
-- real_name: whether a certificate number came with it that is no placeholder
-- verdict: mistaken, malicious, not_adopted, adopted, or NULL where nobody decided
-- adopted: whether it counts after verification
-- tags: codes of the tags ticked
-- text: free text, phone and certificate numbers masked
-- has_case: whether any stage of its project is known
-- flags: faults of the record that do not reject it
-- revision: changes of the review so far
CREATE OR REPLACE VIEW analysis.reviews
COMMENT 'Every review that is in force, as it is held true now'
AS
WITH amended AS (
  -- Most reviews have one revision: only the others need a look for their newest.
  SELECT source, project_no, assess_number, review_round, max(revision) AS newest
  FROM core.review_changes
  WHERE revision > 1
  GROUP BY source, project_no, assess_number, review_round
)
SELECT
  c.source || '/' || c.project_no || '/' || c.assess_number || '/' || CAST(c.review_round AS varchar) AS review_id,
  c.source,
  CAST(c.event_time AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS event_time,
  c.event_date,
  CAST(c.ingest_time AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS ingest_time,
  c.district,
  c.department,
  coalesce(c.department_name, d.name, c.department) AS department_name,
  c.matter,
  coalesce(c.matter_name, m.name, c.matter) AS matter_name,
  c.staff,
  c.channel,
  c.mode,
  c.review_round,
  c.level,
  c.level <= 2 AS is_bad,
  c.is_default,
  c.real_name,
  c.verdict,
  c.adopted,
  c.tags,
  c.text,
  c.has_case,
  c.flags,
  c.revision
FROM core.review_changes c
LEFT JOIN amended a
  ON a.source = c.source AND a.project_no = c.project_no
  AND a.assess_number = c.assess_number AND a.review_round = c.review_round
LEFT JOIN analysis.names d ON d.dimension = 'department' AND d.key = c.department
LEFT JOIN analysis.names m ON m.dimension = 'matter' AND m.key = c.matter
WHERE c.effective AND (a.newest IS NULL OR c.revision = a.newest)
