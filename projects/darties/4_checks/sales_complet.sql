-- check: Every store has 12 months x 3 families in each year.
-- severity: error
SELECT attendu.city, attendu.annee, COALESCE(trouve.lignes, 0) AS lignes
FROM (
  SELECT magasin.id_magasin, magasin.city, annees.annee
  FROM magasin
  CROSS JOIN (SELECT DISTINCT annee FROM temps) AS annees
) AS attendu
LEFT JOIN (
  SELECT sales.id_magasin, temps.annee, COUNT(*) AS lignes
  FROM sales
  JOIN temps ON temps.id_temps = sales.id_temps
  GROUP BY sales.id_magasin, temps.annee
) AS trouve
  ON trouve.id_magasin = attendu.id_magasin
  AND trouve.annee = attendu.annee
WHERE COALESCE(trouve.lignes, 0) <> 36
