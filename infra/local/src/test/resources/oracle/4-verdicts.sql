-- What people found: the ledger of bad reviews, and verdicts on any.
CREATE TABLE ledger_fields AS
SELECT seq, malformed,
  j[1] AS dataSource, j[2] AS projectNo, j[3] AS assessNumber, j[4] AS reviewRound, j[5] AS ledgerNo,
  j[6] AS callbackTime, j[7] AS callbackResult, j[8] AS isTrue, j[9] AS isReasonable, j[10] AS isMistaken,
  j[11] AS isMalicious, j[12] AS maliciousConfirmed, j[13] AS handlingLevel, j[14] AS rectifyStatus,
  j[15] AS rectifyTime, j[16] AS reply, j[17] AS updateTime
FROM (SELECT seq, malformed, json_extract(line, [
  '$.dataSource', '$.projectNo', '$.assessNumber', '$.reviewRound', '$.ledgerNo', '$.callbackTime',
  '$.callbackResult', '$.isTrue', '$.isReasonable', '$.isMistaken', '$.isMalicious',
  '$.maliciousConfirmed', '$.handlingLevel', '$.rectifyStatus', '$.rectifyTime', '$.reply',
  '$.updateTime']) AS j
  FROM raw WHERE stream = 'rectifications');

CREATE TABLE ledger_records AS
SELECT seq,
  CASE WHEN malformed THEN 'MALFORMED'
       WHEN text_of(dataSource) IS NULL OR text_of(projectNo) IS NULL OR text_of(assessNumber) IS NULL
         OR NOT given(updateTime) THEN 'MISSING_FIELD'
       WHEN bad_id(text_of(projectNo)) OR bad_id(text_of(assessNumber)) THEN 'INVALID_ID'
       WHEN time_fault(updateTime) IS NOT NULL THEN time_fault(updateTime)
       WHEN outside(reviewRound, [1, 2]) OR outside(callbackResult, [0, 1]) OR outside(isTrue, [0, 1])
         OR outside(isReasonable, [0, 1]) OR outside(isMistaken, [0, 1]) OR outside(isMalicious, [0, 1])
         OR outside(maliciousConfirmed, [0, 1]) OR outside(rectifyStatus, [0, 1, 2, 3])
         OR (given(handlingLevel)
             AND coalesce(text_of(handlingLevel), '?') NOT IN ('simple', 'complex', 'no_basis'))
       THEN 'INVALID_CODE' END AS code,
  text_of(dataSource) AS data_source, text_of(projectNo) AS project_no,
  text_of(assessNumber) AS assess_number, coalesce(number_of(reviewRound), 1) AS review_round,
  coalesce(number_of(isMistaken) = 1, false) AS mistaken,
  coalesce(number_of(isMalicious) = 1 AND number_of(maliciousConfirmed) = 1, false) AS malicious,
  coalesce(number_of(callbackResult) = 1, false) AS called, moment_of(callbackTime) AS called_at,
  coalesce(number_of(rectifyStatus) = 2, false) AS rectified,
  coalesce(number_of(rectifyStatus) = 3, false) AS refused, moment_of(rectifyTime) AS rectified_at,
  text_of(handlingLevel) AS handling_level,
  rank_of(moment_of(updateTime), seq) AS rank,
  hash(text_of(ledgerNo), moment_of(callbackTime), number_of(callbackResult), number_of(isTrue),
    number_of(isReasonable), number_of(isMistaken), number_of(isMalicious), number_of(maliciousConfirmed),
    text_of(handlingLevel), number_of(rectifyStatus), moment_of(rectifyTime), text_of(reply),
    moment_of(updateTime)) AS content
FROM ledger_fields;

CREATE TABLE ledgers AS
SELECT * FROM ledger_records WHERE code IS NULL
QUALIFY row_number() OVER (
  PARTITION BY data_source, project_no, assess_number, review_round ORDER BY rank DESC) = 1;
DROP TABLE ledger_fields;

CREATE TABLE verdict_fields AS
SELECT seq, malformed,
  j[1] AS dataSource, j[2] AS projectNo, j[3] AS assessNumber, j[4] AS reviewRound, j[5] AS findingId,
  j[6] AS verdict, j[7] AS reason, j[8] AS person, j[9] AS updateTime
FROM (SELECT seq, malformed, json_extract(line, [
  '$.dataSource', '$.projectNo', '$.assessNumber', '$.reviewRound', '$.findingId', '$.verdict',
  '$.reason', '$.by', '$.updateTime']) AS j
  FROM raw WHERE stream = 'verdicts');

CREATE TABLE verdict_records AS
SELECT seq,
  CASE WHEN malformed THEN 'MALFORMED'
       WHEN text_of(dataSource) IS NULL OR text_of(projectNo) IS NULL OR text_of(assessNumber) IS NULL
         OR NOT given(verdict) OR text_of(reason) IS NULL OR text_of(person) IS NULL
         OR NOT given(updateTime) THEN 'MISSING_FIELD'
       WHEN bad_id(text_of(projectNo)) OR bad_id(text_of(assessNumber)) THEN 'INVALID_ID'
       WHEN time_fault(updateTime) IS NOT NULL THEN time_fault(updateTime)
       WHEN outside(reviewRound, [1, 2])
         OR coalesce(text_of(verdict), '?') NOT IN ('not_adopted', 'adopted') THEN 'INVALID_CODE' END AS code,
  text_of(dataSource) AS data_source, text_of(projectNo) AS project_no,
  text_of(assessNumber) AS assess_number, coalesce(number_of(reviewRound), 1) AS review_round,
  text_of(verdict) AS verdict,
  rank_of(moment_of(updateTime), seq) AS rank,
  hash(text_of(findingId), text_of(verdict), text_of(reason), text_of(person), moment_of(updateTime))
    AS content
FROM verdict_fields;

CREATE TABLE verdicts_in_force AS
SELECT * FROM verdict_records WHERE code IS NULL
QUALIFY row_number() OVER (
  PARTITION BY data_source, project_no, assess_number, review_round ORDER BY rank DESC) = 1;
DROP TABLE verdict_fields;
