-- How a JSON value becomes a value. v is the value's JSON text; null, "" and a missing field are
-- one and the same.
CREATE MACRO given(v) AS coalesce(v::VARCHAR NOT IN ('null', '""'), false);

-- Text fields: strings, and numbers as they are written; an object or a list is no text.
CREATE MACRO text_of(v) AS
  CASE WHEN NOT given(v) OR left(v::VARCHAR, 1) IN ('{', '[') THEN NULL
       WHEN left(v::VARCHAR, 1) = '"' THEN v ->> '$'
       ELSE v::VARCHAR END;

-- Whole numbers: JSON integers and strings of digits. Anything else is -999, which is in no code map.
CREATE MACRO number_of(v) AS
  CASE WHEN NOT given(v) THEN NULL
       WHEN regexp_full_match(v::VARCHAR, '-?[0-9]+') THEN coalesce(try_cast(v::VARCHAR AS BIGINT), -999)
       WHEN regexp_full_match(v::VARCHAR, '"[0-9]+"') THEN coalesce(try_cast(v ->> '$' AS BIGINT), -999)
       ELSE -999 END;

CREATE MACRO moment_of(v) AS
  CASE WHEN regexp_full_match(text_of(v),
              '[0-9]{4}-[0-9]{2}-[0-9]{2} ([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]')
       THEN try_cast(text_of(v) AS TIMESTAMP) END;

CREATE MACRO unreadable(v) AS given(v) AND moment_of(v) IS NULL;

-- A string, a comma-separated string or an array: parts trimmed, each once, in order.
CREATE MACRO parts_of(v) AS
  list_filter(
    list_transform(
      CASE WHEN NOT given(v) OR left(v::VARCHAR, 1) = '{' THEN []
           WHEN left(v::VARCHAR, 1) = '[' THEN list_transform(from_json(v, '["JSON"]'), lambda e: text_of(e))
           ELSE string_split(text_of(v), ',') END,
      lambda e: trim(e)),
    lambda e: e IS NOT NULL AND e <> '');
CREATE MACRO once_each(parts) AS
  list_filter(parts, lambda e, i: list_position(parts, e) = i);

CREATE MACRO bad_id(t) AS
  length(t) > 64 OR regexp_matches(t, '[\x00-\x1f\x7f-\x{9f}]');

-- A required time's fault, or NULL.
CREATE MACRO time_fault(v) AS
  CASE WHEN moment_of(v) IS NULL OR moment_of(v) < TIMESTAMP '2000-01-01 00:00:00' THEN 'INVALID_TIME'
       WHEN moment_of(v) > (SELECT ingest FROM clock) + INTERVAL 24 HOUR THEN 'FUTURE_TIME' END;

-- Present and outside the map.
CREATE MACRO outside(v, codes) AS given(v) AND NOT list_contains(codes, number_of(v));

-- The newest record of an identity has the greatest rank: no updateTime is older than any.
CREATE MACRO rank_of(updated, seq) AS
  coalesce(epoch_ms(updated)::HUGEINT, -1000000000000000) * 1000000000 + seq;

CREATE MACRO district_of(area) AS
  coalesce((SELECT any_value(code) FROM areas WHERE area_code = area),
           CASE WHEN regexp_matches(area, '^[0-9]{6}') THEN area[1:6] END);

-- GB 11643: does the check character of 17 digits and one more fit?
CREATE MACRO citizen_check(t) AS
  '10X98765432'[1 + list_sum(list_transform([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2],
      lambda w, i: w * t[i]::INTEGER))::INTEGER % 11];
CREATE MACRO placeholder(t) AS
  t IS NOT NULL
  AND (replace(t, t[1], '') = ''
       OR CASE WHEN regexp_full_match(t, '[0-9]{17}[0-9X]') THEN citizen_check(t) <> t[18] ELSE false END);

-- GB 32100: 18 characters of the alphabet, the last one a check of the others.
CREATE MACRO bad_uscc(t) AS
  CASE WHEN regexp_full_match(t, '[0-9A-HJ-NPQRTUWXY]{18}')
       THEN '0123456789ABCDEFGHJKLMNPQRTUWXY'[1 + (31 - list_sum(list_transform(
              [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28],
              lambda w, i: w * (instr('0123456789ABCDEFGHJKLMNPQRTUWXY', t[i]) - 1)))::INTEGER % 31) % 31]
            <> t[18]
       ELSE t IS NOT NULL END;
