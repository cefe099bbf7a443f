-- By when each step that a review calls for must be done, and whether it was, as it is held true now.
-- Steps of withdrawn reviews, and those that a verdict took away, are absent; so are callbacks and
-- rectifications of sources that send no ledger.
-- review_id: source/project/stage/round of the review
-- department: department of the review, or unattributed
-- staff: keys department/number of its staff
-- step: callback (回访), rectification (整改), paper_upload (书面评价上传) or supplement (补评)
-- due_at: exclusive end of the last day of its term, local
-- done_at: when it was done, local; NULL where it is not, or nobody said when
-- overdue: whether it is late, or was when it was done; what was done nobody said when is not
-- provisional: whether the term reaches into a year whose holidays are not announced (暂定)
CREATE OR REPLACE VIEW analysis.deadlines
COMMENT 'By when each step that a review calls for must be done, and whether it was'
AS
WITH revisions AS (
  SELECT
    d.*,
    row_number() OVER (
      PARTITION BY d.source, d.project_no, d.assess_number, d.review_round, d.step ORDER BY d.revision DESC) AS newest
  FROM core.deadlines d
)
SELECT
  d.source || '/' || d.project_no || '/' || d.assess_number || '/' || CAST(d.review_round AS varchar) AS review_id,
  d.department,
  d.staff,
  d.step,
  CAST(d.due_at AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS due_at,
  CAST(d.done_at AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS done_at,
  CASE WHEN d.is_done THEN coalesce(d.done_at >= d.due_at, false) ELSE current_timestamp >= d.due_at END AS overdue,
  d.provisional
FROM revisions d
WHERE d.newest = 1 AND d.in_force
