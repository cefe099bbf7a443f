-- Stages of cases: read, judged, and the one in force of each identity.
CREATE TABLE case_fields AS
SELECT seq, malformed,
  j[1] AS dataSource, j[2] AS projectNo, j[3] AS serviceNumber, j[4] AS serviceName, j[5] AS areaCode,
  j[6] AS deptCode, j[7] AS orgName, j[8] AS taskType, j[9] AS taskCode, j[10] AS taskHandleItem,
  j[11] AS taskName, j[12] AS projectName, j[13] AS proStatus, j[14] AS acceptDate, j[15] AS serviceTime,
  j[16] AS resultDate, j[17] AS promiseDay, j[18] AS promiseType, j[19] AS promiseTime,
  j[20] AS proChannel, j[21] AS proManager, j[22] AS proManagerNo, j[23] AS userProp, j[24] AS userName,
  j[25] AS certKey, j[26] AS mobile, j[27] AS handleUserName, j[28] AS updateTime
FROM (SELECT seq, malformed, json_extract(line, [
  '$.dataSource', '$.projectNo', '$.serviceNumber', '$.serviceName', '$.areaCode', '$.deptCode',
  '$.orgName', '$.taskType', '$.taskCode', '$.taskHandleItem', '$.taskName', '$.projectName',
  '$.proStatus', '$.acceptDate', '$.serviceTime', '$.resultDate', '$.promiseDay', '$.promiseType',
  '$.promiseTime', '$.proChannel', '$.proManager', '$.proManagerNo', '$.userProp', '$.userName',
  '$.certKey', '$.mobile', '$.handleUserName', '$.updateTime']) AS j
  FROM raw WHERE stream = 'cases');

CREATE TABLE case_records AS
SELECT seq,
  CASE WHEN malformed THEN 'MALFORMED'
       WHEN text_of(dataSource) IS NULL OR text_of(projectNo) IS NULL OR text_of(serviceNumber) IS NULL
         OR text_of(areaCode) IS NULL OR text_of(deptCode) IS NULL OR text_of(taskCode) IS NULL
         OR NOT given(serviceTime) THEN 'MISSING_FIELD'
       WHEN bad_id(text_of(projectNo)) OR bad_id(text_of(serviceNumber)) THEN 'INVALID_ID'
       WHEN time_fault(serviceTime) IS NOT NULL THEN time_fault(serviceTime)
       WHEN outside(proChannel, [1, 2]) OR outside(promiseTime, [1, 2]) OR outside(promiseType, [0, 1, 2, 3])
         OR outside(proStatus, [1, 2, 3]) THEN 'INVALID_CODE' END AS code,
  text_of(dataSource) AS data_source, text_of(projectNo) AS project_no,
  text_of(serviceNumber) AS service_number, text_of(areaCode) AS area, text_of(deptCode) AS department,
  text_of(taskCode) AS matter, moment_of(serviceTime) AS service_time, number_of(proStatus) AS status,
  number_of(proChannel) AS channel, text_of(proManagerNo) AS manager,
  rank_of(moment_of(updateTime), seq) AS rank,
  hash(text_of(serviceName), text_of(areaCode), text_of(deptCode), text_of(orgName), text_of(taskType),
    text_of(taskCode), text_of(taskHandleItem), text_of(taskName), text_of(projectName),
    number_of(proStatus), moment_of(acceptDate), moment_of(serviceTime), moment_of(resultDate),
    number_of(promiseDay), number_of(promiseType), number_of(promiseTime), number_of(proChannel),
    text_of(proManager), text_of(proManagerNo), number_of(userProp), text_of(userName), text_of(certKey),
    text_of(mobile), text_of(handleUserName), moment_of(updateTime)) AS content
FROM case_fields;

CREATE TABLE stages AS
SELECT * FROM case_records WHERE code IS NULL
QUALIFY row_number() OVER (PARTITION BY data_source, project_no, service_number ORDER BY rank DESC) = 1;
DROP TABLE case_fields;
