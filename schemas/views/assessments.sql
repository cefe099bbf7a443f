-- Sealed scores of each quarter, revision by revision; the highest revision of a quarter holds. Where
-- the order of a class is not reliable enough nobody has a place, and standing says what can be said.
-- quarter: such as 2026Q3
-- revision: 1, and one more for each revision after appeals
-- dimension: district, department or staff
-- peer_class: its siblings: all; or by volume of reviews and defaults A, the median and above, and B, below
-- key: key in the dimension
-- name: its name when sealed, or the key
-- score: from 0 to 100; NULL without enough reviews (样本不足) or figures
-- rank: place by score in its class, 1 the best; NULL where nobody has one
-- rank_low: the best place that it may well have (2.5 % point)
-- rank_high: the last place that it may well have (97.5 % point)
-- components: JSON: parts (measure, weight, value, points of 100) and deductions
-- formula_version: version of the formula
-- sealed_at: when sealed, local
-- of: keys of its class with a place; quote it, the word is a keyword
-- standing: better, alike or worse than its class; too_few_reviews or no_score
-- enough: whether there are enough adopted reviews
-- reliability: how much of the differences between the scores of its class is real, from 0 to 1
-- shrunk: posterior mean of the rate of bad reviews after verification in the quarter
-- low: lower end of its 95 % interval
-- high: upper end of its 95 % interval
-- counts: JSON: all counts and measures behind it that are not 0
-- formula_digest: SHA-256 of the formula's text
-- reason: why it was revised; NULL of the first
-- manifest_digest: SHA-256 of the manifest of the sealed files
CREATE OR REPLACE VIEW analysis.assessments
COMMENT 'Sealed scores of each quarter, revision by revision'
AS
SELECT
  a.quarter,
  a.revision,
  a.dimension,
  a.peer_class,
  a.key,
  a.name,
  a.score,
  a.rank,
  a.rank_low,
  a.rank_high,
  a.components,
  a.formula_version,
  CAST(a.sealed_at AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS sealed_at,
  a."of",
  a.standing,
  a.enough,
  a.reliability,
  a.shrunk,
  a.low,
  a.high,
  a.counts,
  a.formula_digest,
  a.reason,
  a.manifest_digest
FROM core.assessments a
