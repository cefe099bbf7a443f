-- Reviews: read, judged, and the one in force of each identity.
CREATE TABLE review_fields AS
SELECT seq, malformed,
  j[1] AS dataSource, j[2] AS projectNo, j[3] AS assessNumber, j[4] AS reviewRound, j[5] AS pf,
  j[6] AS satisfaction, j[7] AS evalDetail, j[8] AS writingEvaluation, j[9] AS assessTime,
  j[10] AS isdefault, j[11] AS effective, j[12] AS userProp, j[13] AS userName, j[14] AS certKey,
  j[15] AS mobile, j[16] AS winname, j[17] AS winusername, j[18] AS winuserno, j[19] AS deviceId,
  j[20] AS ip, j[21] AS updateTime, j[22] AS areaCode, j[23] AS deptCode, j[24] AS taskCode
FROM (SELECT seq, malformed, json_extract(line, [
  '$.dataSource', '$.projectNo', '$.assessNumber', '$.reviewRound', '$.pf', '$.satisfaction',
  '$.evalDetail', '$.writingEvaluation', '$.assessTime', '$.isdefault', '$.effective', '$.userProp',
  '$.userName', '$.certKey', '$.mobile', '$.winname', '$.winusername', '$.winuserno', '$.deviceId',
  '$.ip', '$.updateTime', '$.areaCode', '$.deptCode', '$.taskCode']) AS j
  FROM raw WHERE stream = 'reviews');

CREATE TABLE review_records AS
SELECT seq,
  CASE WHEN malformed THEN 'MALFORMED'
       WHEN text_of(dataSource) IS NULL OR text_of(projectNo) IS NULL OR text_of(assessNumber) IS NULL
         OR NOT given(satisfaction) OR NOT given(assessTime) THEN 'MISSING_FIELD'
       WHEN bad_id(text_of(projectNo)) OR bad_id(text_of(assessNumber)) THEN 'INVALID_ID'
       WHEN number_of(satisfaction) NOT BETWEEN 1 AND 5 THEN 'INVALID_LEVEL'
       WHEN time_fault(assessTime) IS NOT NULL THEN time_fault(assessTime)
       WHEN outside(pf, [1, 2, 3, 4, 5, 6, 7]) OR outside(isdefault, [0, 1]) OR outside(effective, [0, 1])
         OR outside(reviewRound, [1, 2]) THEN 'INVALID_CODE' END AS code,
  text_of(dataSource) AS data_source, text_of(projectNo) AS project_no,
  text_of(assessNumber) AS assess_number, coalesce(number_of(reviewRound), 1) AS review_round,
  number_of(pf) AS pf, number_of(satisfaction) AS level, moment_of(assessTime) AS event_time,
  coalesce(number_of(isdefault) = 1, false) OR coalesce(number_of(pf) = 7, false) AS is_default,
  coalesce(number_of(effective), 1) = 1 AS effective,
  text_of(areaCode) AS area, text_of(deptCode) AS department, text_of(taskCode) AS matter,
  once_each(parts_of(winuserno)) AS staff, parts_of(to_json(text_of(evalDetail))) AS tags,
  text_of(writingEvaluation) AS text,
  text_of(certKey) AS cert_key, text_of(userName) AS user_name,
  given(userProp) AND number_of(userProp) NOT IN (1, 2, 3, 4, 5, 6, 9) AS unknown_person,
  unreadable(updateTime) AS unreadable_time,
  rank_of(moment_of(updateTime), seq) AS rank,
  hash(number_of(pf), number_of(satisfaction), text_of(evalDetail), text_of(writingEvaluation),
    moment_of(assessTime),
    coalesce(number_of(isdefault), CASE WHEN number_of(pf) = 7 THEN 1 ELSE 0 END),
    coalesce(number_of(effective), 1), number_of(userProp), text_of(userName), text_of(certKey),
    text_of(mobile), text_of(winname), parts_of(winusername), once_each(parts_of(winuserno)),
    text_of(deviceId), text_of(ip), moment_of(updateTime), text_of(areaCode), text_of(deptCode),
    text_of(taskCode)) AS content
FROM review_fields;

CREATE TABLE reviews_in_force AS
SELECT * FROM review_records WHERE code IS NULL
QUALIFY row_number() OVER (
  PARTITION BY data_source, project_no, assess_number, review_round ORDER BY rank DESC) = 1;
DROP TABLE review_fields;
