-- What was refused, and what said nothing new.
CREATE TABLE rejections AS
SELECT stream, code, count(*) AS n
FROM (SELECT 'cases' AS stream, code FROM case_records
  UNION ALL SELECT 'reviews', code FROM review_records
  UNION ALL SELECT 'rectifications', code FROM ledger_records
  UNION ALL SELECT 'verdicts', code FROM verdict_records)
WHERE code IS NOT NULL GROUP BY stream, code;

-- A repeat equals the record that was in force when it came.
CREATE TABLE repeats AS
WITH accepted AS (
  SELECT 'cases' AS stream, data_source, project_no, service_number AS stage, 1 AS round, seq, rank, content
  FROM case_records WHERE code IS NULL
  UNION ALL SELECT 'reviews', data_source, project_no, assess_number, review_round, seq, rank, content
  FROM review_records WHERE code IS NULL
  UNION ALL SELECT 'rectifications', data_source, project_no, assess_number, review_round, seq, rank, content
  FROM ledger_records WHERE code IS NULL
  UNION ALL SELECT 'verdicts', data_source, project_no, assess_number, review_round, seq, rank, content
  FROM verdict_records WHERE code IS NULL),
judged AS (
  SELECT stream, content, arg_max(content, rank) OVER (
    PARTITION BY stream, data_source, project_no, stage, round ORDER BY seq
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS in_force
  FROM accepted)
SELECT streams.stream, count(judged.content) AS n
FROM (VALUES ('cases'), ('reviews'), ('rectifications'), ('verdicts')) AS streams(stream)
LEFT JOIN judged ON judged.stream = streams.stream AND judged.content = judged.in_force
GROUP BY streams.stream;
