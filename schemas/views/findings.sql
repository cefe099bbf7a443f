-- What the detectors found, each finding in its newest revision.
-- finding_id: name of the finding, the same in all its revisions
-- revision: revisions so far
-- state: new, ongoing, closed or withdrawn
-- verdict: what people decided about it: confirmed or rejected, NULL where nobody did or where more has come since
-- audience: who is told: department, supervisor or integrity
-- kind: what was found: CONCENTRATION, CLUSTER, TOO_GOOD, BRUSHING, MALICIOUS, VERDICT_BIAS, SILENT_SOURCE, OVERDUE, or RULE_ and the rule
-- dimension: dimension of the key: district, department, matter, staff, zone, source, channel or reviewer (key: the first review)
-- key: key in the dimension
-- name: its newest name
-- department: the department that is told, NULL where it is none or several
-- window_start: start of the time it speaks of, local
-- window_end: exclusive end of that time, local
-- observed: bad reviews of the key in that time; of verdicts on oneself those not adopted; of people in step the targets they have in common, of one origin its applicants; reviews of a silent source: 0
-- expected: how many its own past and the mix of matters, weekdays and channels let one expect; of verdicts on oneself the share of the others, of people in step the targets on which two would meet by chance, of an origin its past, of a silent source its weekdays
-- ratio: observed / expected, NULL where nothing was expected
-- p_value: chance of a count as high in its most surprising window of days, of a silent source that of none
-- q_value: false discovery rate among the tests of that day
-- recurrence_days: a count as surprising comes by chance once in at least so many days
-- detector: what crossed first: cusum, window, scan, too-good, verdicts or silence; of bursts and rules the kind in small letters; of what is due: deadline
-- detector_version: version of the formulas
-- detected_at: when it was first told, local
-- event_time: time of the review, or of the day close, that raised it, local
-- evidence: JSON: sentences in zh and en, and every figure behind them
CREATE OR REPLACE VIEW analysis.findings
COMMENT 'What the detectors found, each finding in its newest revision'
AS
WITH revisions AS (
  SELECT
    f.*,
    row_number() OVER (PARTITION BY f.finding_id ORDER BY f.revision DESC, f.written_at DESC) AS newest
  FROM core.findings f
)
SELECT
  f.finding_id,
  f.revision,
  f.state,
  f.verdict,
  f.audience,
  f.kind,
  f.dimension,
  f.key,
  coalesce(n.name, f.key) AS name,
  f.department,
  CAST(f.window_start AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS window_start,
  CAST(f.window_end AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS window_end,
  f.observed,
  f.expected,
  f.ratio,
  f.p_value,
  f.q_value,
  f.recurrence_days,
  f.detector,
  f.detector_version,
  CAST(f.detected_at AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS detected_at,
  CAST(f.event_time AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS event_time,
  f.evidence
FROM revisions f
LEFT JOIN analysis.names n ON n.dimension = f.dimension AND n.key = f.key
WHERE f.newest = 1
