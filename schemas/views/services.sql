-- Every service stage as it is held true now, without identities.
-- source: name of the upstream
-- project_no: number of the project
-- service_number: number of the service stage
-- service_time: when the service was given, local
-- service_date: its day
-- district: key of the district
-- department: code of the department
-- department_name: its name as sent
-- matter: code of the matter
-- matter_name: its name as sent
-- staff: key department/number of the member of staff
-- status: 1 to be accepted, 2 accepted, 3 completed
-- is_service: whether it could be reviewed: the status is not 1
-- handling: online or on_site
-- accept_time: when the case was accepted, local
-- result_time: when the case was completed, local
-- promised: promised duration, in promise_unit
-- promise_unit: day, working_day, month or year
-- promise_kind: immediate or promised
-- matter_type: kind of matter: permit, payment, confirmation and so on
-- applicant_kind: natural_person, enterprise and so on
-- flags: faults of the record that do not reject it
-- revision: versions in force so far
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
