-- question: Which turnover, in thousand euros, did {famille} make in half-year {semestre} of {annee} in {ville}?
-- parameter: famille = Magneto
-- parameter: annee = 2020
-- parameter: semestre = 1
-- parameter: ville = Paris
-- empty: No store in {ville} has figures of {famille} for half-year {semestre} of {annee}.
WITH chiffres AS (
  SELECT
    magasin.city,
    SUM(sales.ca_objectif) AS objectif,
    SUM(sales.ca_reel) AS reel,
    COUNT(*) AS attendus,
    COUNT(sales.ca_reel) AS connus
  FROM sales
  JOIN magasin ON magasin.id_magasin = sales.id_magasin
  JOIN ville ON ville.id_ville = sales.id_ville
  JOIN temps ON temps.id_temps = sales.id_temps
  JOIN famille_produit ON famille_produit.id_famille_produit = sales.id_famille_produit
  WHERE (LOWER(famille_produit.famille_produit) = LOWER(:famille) OR famille_produit.libelle_anglais = LOWER(:famille))
  AND temps.annee = CAST(:annee AS INTEGER)
  AND temps.semestre = CAST(:semestre AS INTEGER)
  AND (LOWER(ville.commune) = LOWER(:ville) OR LOWER(ville.city) = LOWER(:ville))
  GROUP BY magasin.city
),
lignes AS (
  SELECT 1 AS rang, city AS magasin, objectif, reel, attendus, connus
  FROM chiffres
  UNION ALL
  SELECT 2 AS rang, 'Total' AS magasin, SUM(objectif), SUM(reel), SUM(attendus), SUM(connus)
  FROM chiffres
  HAVING COUNT(*) > 1
)
SELECT
  magasin,
  objectif AS ca_objectif,
  reel AS ca_reel,
  CASE
    WHEN connus = 0 THEN 'no actual yet'
    WHEN connus < attendus THEN 'some actuals are missing'
    ELSE 'all actuals are known'
  END AS remarque
FROM lignes
ORDER BY rang, magasin
