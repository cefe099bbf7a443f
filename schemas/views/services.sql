-- Every service stage as it is held true now, without identities.
CREATE OR REPLACE VIEW analysis.services
COMMENT 'Every service stage of a case as it is held true now'
AS
WITH amended AS (
  SELECT source, project_no, service_number, max(revision) AS newest
  FROM core.services
  WHERE revision > 1
  GROUP BY source, project_no, service_number
)
SELECT
  s.source,
  s.project_no,
  s.service_number,
  CAST(s.service_time AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS service_time,
  s.service_date,
  s.district,
  s.department,
  s.department_name,
  s.matter,
  s.matter_name,
  s.staff,
  s.status,
  s.is_service,
  s.handling,
  CAST(s.accept_time AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS accept_time,
  CAST(s.result_time AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS result_time,
  s.promised,
  s.promise_unit,
  s.promise_kind,
  s.matter_type,
  s.applicant_kind,
  s.flags,
  s.revision
FROM core.services s
LEFT JOIN amended a
  ON a.source = s.source AND a.project_no = s.project_no AND a.service_number = s.service_number
WHERE s.in_force AND (a.newest IS NULL OR s.revision = a.newest)
