-- The bad reviews that each finding rests on, as of its newest revision.
-- finding_id: name of the finding
-- review_id: source/project/stage/round of the review
-- role: trigger: raised the finding; evidence: counts in it; not_adopted: verification did not adopt it; else the sign that it carries, for example new_identity, repeated_origin, in_step, near_duplicate, lag_spike, template
CREATE OR REPLACE VIEW analysis.finding_reviews
COMMENT 'The bad reviews that each finding rests on'
AS
WITH newest AS (
  SELECT finding_id, max(revision) AS revision
  FROM core.findings
  GROUP BY finding_id
)
SELECT
  r.finding_id,
  r.review_id,
  r.role
FROM core.finding_reviews r
JOIN newest n ON n.finding_id = r.finding_id AND n.revision = r.revision
