-- The newest day close of rankings alone: who stands where now, for pages that are asked often. A key
-- without enough reviews has no rank (样本不足), and nobody has one where a class shows no difference or
-- where less than half of the differences are real.
-- as_of: the day close that ends the window: the midnight after the day, local
-- dimension: district, department, matter or staff
-- peer_class: its siblings: all; or by volume of reviews and defaults A, the median and above, and B, below
-- key: key in the dimension
-- name: its newest name, or the key where none is known
-- reviews: counted reviews: effective, first round, without defaults
-- bad_adopted: adopted reviews of levels 1 and 2
-- rate_adopted: bad_adopted / adopted: after verification; NULL where there are none
-- shrunk: posterior mean of the rate after verification
-- low: lower end of its 95 % interval
-- high: upper end of its 95 % interval
-- rank: place among the ranked keys of the class, 1 the worst
-- rank_low: the place it may well have at worst (2.5 % point)
-- rank_high: the place it may well have at best (97.5 % point)
-- of: ranked keys of the class; quote it, the word is a keyword
-- enough: whether there are enough adopted reviews to rank
-- change: shrunk less that of a month before; NULL where there is none
-- adopted: counted reviews without those that a verdict did not adopt
-- expected: bad reviews that the mix of matters of the adopted ones lets one expect
-- ratio: posterior mean of observed over expected; 1 is as expected
-- ratio_low: lower end of its 95 % interval
-- ratio_high: upper end of its 95 % interval
-- probability_worst: probability that the rate is beyond the one that the worst tenth of its siblings exceed
-- standing: too_few_reviews, no_difference, worse (probability_worst at least 0.95) or not_worse
-- no_difference: whether the ratios of the class vary no more than chance lets them
-- reliability: how much of the differences between the keys with enough reviews is real, from 0 to 1
-- prior_mean: mean of the prior of the class
-- prior_strength: how many reviews the prior weighs
-- prior_version: version of the prior: the closed day as yyyyMMdd
-- formula_version: version of the statistics
CREATE OR REPLACE VIEW analysis.standings
COMMENT 'The newest day close of rankings: who stands where now'
AS
WITH newest AS (
  SELECT max(as_of) AS as_of
  FROM core.rankings
),
-- the same local time a month before
before AS (
  SELECT c.dimension, c.key, c.shrunk
  FROM core.rankings c
  WHERE c.as_of = (
    SELECT with_timezone(CAST(n.as_of AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) - interval '1' month, 'Asia/Shanghai')
    FROM newest n)
)
SELECT
  CAST(r.as_of AT TIME ZONE 'Asia/Shanghai' AS timestamp(6)) AS as_of,
  r.dimension,
  r.peer_class,
  r.key,
  coalesce(n.name, r.key) AS name,
  r.reviews,
  r.bad_adopted,
  CAST(r.bad_adopted AS double) / nullif(r.adopted, 0) AS rate_adopted,
  r.shrunk,
  r.low,
  r.high,
  r.rank,
  r.rank_low,
  r.rank_high,
  r."of",
  r.enough,
  r.shrunk - b.shrunk AS change,
  r.adopted,
  r.expected,
  r.ratio,
  r.ratio_low,
  r.ratio_high,
  r.probability_worst,
  r.standing,
  r.no_difference,
  r.reliability,
  r.prior_mean,
  r.prior_strength,
  r.prior_version,
  r.formula_version
FROM core.rankings r
LEFT JOIN before b ON b.dimension = r.dimension AND b.key = r.key
LEFT JOIN analysis.names n ON n.dimension = r.dimension AND n.key = r.key
WHERE r.as_of = (SELECT n.as_of FROM newest n)
