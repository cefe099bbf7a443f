-- The ledger of alarms: how each detector did, when it was last judged.
-- evaluated_at: when it was judged, local
-- kind: kind of the findings
-- detector: detector of the findings
-- dimension: dimension of their keys: a level
-- years: closed days, in years of 365
-- findings: findings that were told and not withdrawn
-- withdrawn: findings that were told and withdrawn
-- explained: findings that something planted explains, NULL where nothing is known of the city
-- false_alarms: findings that nothing planted explains; without a truth those that people rejected
-- false_per_year: false alarms a year
-- promised_per_year: false alarms a year that the level may have, NULL where nothing is promised
-- confirmed: findings that people confirmed
-- rejected: findings that people rejected
-- delay_days: median days from the beginning of what it explains to the finding
CREATE OR REPLACE VIEW analysis.alarms
COMMENT 'How each detector did: promised against actual false alarms, what people confirmed, delay'
AS
SELECT
  CAST(a.evaluated_at AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS evaluated_at,
  a.kind,
  a.detector,
  a.dimension,
  a.years,
  a.findings,
  a.withdrawn,
  a.explained,
  a.false_alarms,
  a.false_alarms / a.years AS false_per_year,
  a.promised_per_year,
  a.confirmed,
  a.rejected,
  a.delay_days
FROM core.alarms a
WHERE a.evaluated_at = (SELECT max(evaluated_at) FROM core.alarms)
