-- Who was told what when: how each delivery stands now, a row for each finding it tells, and what was held back.
-- delivery_id: idempotency key: Message-ID of the mail, header Idempotency-Key of the webhook; NULL where nothing is sent
-- finding_id: the finding that is told, NULL in a dead letter
-- revision: the revision that is told
-- kind: kind of the finding
-- audience: who may be told: department, supervisor or integrity
-- department: department of the finding, NULL where it is none or several
-- recipient: role that is told, such as department:CODE or supervisor
-- address: mail address without who it is, or host and port of the webhook
-- channel: mail or webhook
-- purpose: new, overdue, growth, all-clear, digest, escalation, no-contact or dead-letter
-- state: queued, sent, failed (tried again), dead (given up), inhibited, silenced, acknowledged or escalated
-- attempt: number of the last attempt
-- at: since when, local
-- reason: the target's answer, the cluster, the silence's reason, who acknowledged, who is told instead
CREATE OR REPLACE VIEW analysis.deliveries
COMMENT 'Who was told what when, a row for each finding of a delivery, and what was held back or acknowledged'
AS
WITH steps AS (
  SELECT
    d.*,
    row_number() OVER (
      PARTITION BY coalesce(d.delivery_id, CAST(d.log_offset AS varchar)), d.finding_id
      ORDER BY d.log_offset DESC
    ) AS newest
  FROM core.deliveries d
)
SELECT
  d.delivery_id,
  d.finding_id,
  d.revision,
  d.kind,
  d.audience,
  d.department,
  d.recipient,
  d.address,
  d.channel,
  d.purpose,
  d.state,
  d.attempt,
  CAST(d.at AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS at,
  d.reason
FROM steps d
WHERE d.newest = 1
