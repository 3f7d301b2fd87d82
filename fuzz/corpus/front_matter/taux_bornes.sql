-- check: Rates and shares of a city are in [0;100] percent.
-- severity: error
SELECT city, blue_collar_rate, white_collar_rate, jobless_rate, lt_25_yo, "25_35_yo", gt_35_yo
FROM ville
WHERE blue_collar_rate IS NULL OR blue_collar_rate < 0 OR blue_collar_rate > 100
  OR white_collar_rate IS NULL OR white_collar_rate < 0 OR white_collar_rate > 100
  OR jobless_rate IS NULL OR jobless_rate < 0 OR jobless_rate > 100
  OR lt_25_yo IS NULL OR lt_25_yo < 0 OR lt_25_yo > 100
  OR "25_35_yo" IS NULL OR "25_35_yo" < 0 OR "25_35_yo" > 100
  OR gt_35_yo IS NULL OR gt_35_yo < 0 OR gt_35_yo > 100
