-- The reviews as people see them: who was reviewed, and what became of it.
CREATE TABLE newest_stages AS
SELECT * FROM stages
QUALIFY row_number() OVER (
  PARTITION BY data_source, project_no ORDER BY service_time DESC, service_number DESC) = 1;

CREATE TABLE attributed AS
SELECT r.*,
  n.project_no IS NOT NULL AS has_case,
  CASE WHEN s.project_no IS NOT NULL THEN
         {area: s.area, department: s.department, matter: s.matter, manager: s.manager,
          channel: s.channel, service_time: s.service_time}
       WHEN n.project_no IS NOT NULL THEN
         {area: n.area, department: n.department, matter: n.matter, manager: n.manager,
          channel: n.channel, service_time: n.service_time}
       WHEN r.department IS NOT NULL THEN
         {area: r.area, department: r.department, matter: r.matter, manager: NULL::VARCHAR,
          channel: NULL::BIGINT, service_time: NULL::TIMESTAMP}
  END AS place
FROM reviews_in_force r
LEFT JOIN stages s ON s.data_source = r.data_source AND s.project_no = r.project_no
  AND s.service_number = r.assess_number
LEFT JOIN newest_stages n ON n.data_source = r.data_source AND n.project_no = r.project_no
WHERE r.effective;

CREATE TABLE districts AS
SELECT area, district_of(area) AS district
FROM (SELECT DISTINCT place.area AS area FROM attributed UNION SELECT DISTINCT area FROM stages)
WHERE area IS NOT NULL;

CREATE TABLE reviews AS
SELECT
  concat_ws('/', a.data_source, a.project_no, a.assess_number, a.review_round) AS review_id,
  a.data_source AS source,
  a.event_time,
  a.event_time::DATE AS event_date,
  d.district,
  coalesce(a.place.department, 'unattributed') AS department,
  a.place.matter AS matter,
  CASE WHEN a.place IS NULL THEN []::VARCHAR[]
       WHEN len(a.staff) > 0
         THEN list_sort(list_transform(a.staff, lambda e: a.place.department || '/' || e))
       WHEN a.place.manager IS NOT NULL THEN [a.place.department || '/' || a.place.manager]
       ELSE []::VARCHAR[] END AS staff,
  CASE a.pf WHEN 1 THEN 'pc' WHEN 2 THEN 'mobile' WHEN 3 THEN 'qr' WHEN 4 THEN 'tablet'
            WHEN 5 THEN 'terminal' WHEN 6 THEN 'sms' WHEN 7 THEN 'default' ELSE 'other' END AS channel,
  CASE WHEN a.pf IN (1, 2) THEN 'matter'
       WHEN a.pf IN (3, 4, 5, 6) THEN 'visit'
       WHEN a.place.channel = 1 THEN 'matter'
       WHEN a.place.channel = 2 THEN 'visit'
       ELSE 'unknown' END AS mode,
  a.review_round::INTEGER AS review_round,
  a.level::INTEGER AS level,
  a.level <= 2 AS is_bad,
  a.is_default,
  a.cert_key IS NOT NULL AND NOT placeholder(a.cert_key) AS real_name,
  CASE WHEN l.mistaken THEN 'mistaken'
       WHEN l.malicious THEN 'malicious'
       WHEN v.verdict IS NOT NULL THEN v.verdict END AS verdict,
  NOT (coalesce(l.mistaken, false) OR coalesce(l.malicious, false)
       OR coalesce(v.verdict = 'not_adopted', false)) AS adopted,
  a.tags,
  a.text,
  a.has_case,
  list_sort(list_filter([
    CASE WHEN bad_uscc(a.department) THEN 'BAD_USCC' END,
    CASE WHEN len(list_filter(a.tags,
           lambda t: list_contains(known.codes, t) AND t[1] <> a.level::VARCHAR)) > 0
         THEN 'TAG_LEVEL_MISMATCH' END,
    CASE WHEN len(list_filter(a.tags,
           lambda t: NOT list_contains(known.codes, t))) > 0 THEN 'UNKNOWN_TAG' END,
    CASE WHEN a.unknown_person THEN 'UNKNOWN_CODE' END,
    CASE WHEN a.unreadable_time THEN 'BAD_OPTIONAL_TIME' END,
    CASE WHEN a.event_time < a.place.service_time THEN 'REVIEW_BEFORE_SERVICE' END,
    CASE WHEN a.level <= 2 AND len(a.tags) = 0 AND a.text IS NULL THEN 'NO_TAG_NO_TEXT' END,
    CASE WHEN contains(a.matter, '00000000') THEN 'SELF_BUILT_ITEM' END,
    CASE WHEN placeholder(a.cert_key) OR a.user_name = '无' THEN 'PLACEHOLDER_IDENTITY' END],
    lambda f: f IS NOT NULL)) AS flags
FROM attributed a
CROSS JOIN (SELECT list(code) AS codes FROM tag_list) AS known
LEFT JOIN districts d ON d.area = a.place.area
LEFT JOIN ledgers l ON l.data_source = a.data_source AND l.project_no = a.project_no
  AND l.assess_number = a.assess_number AND l.review_round = a.review_round
LEFT JOIN verdicts_in_force v ON v.data_source = a.data_source AND v.project_no = a.project_no
  AND v.assess_number = a.assess_number AND v.review_round = a.review_round;
