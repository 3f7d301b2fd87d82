-- check: The three age shares of a city sum to 100 percent, give or take what rounding to one decimal allows.
-- severity: error
SELECT city, lt_25_yo, "25_35_yo", gt_35_yo, lt_25_yo + "25_35_yo" + gt_35_yo AS somme
FROM ville
WHERE lt_25_yo + "25_35_yo" + gt_35_yo NOT BETWEEN 99.8 AND 100.2
