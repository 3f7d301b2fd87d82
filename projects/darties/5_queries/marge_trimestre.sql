-- question: Which margin did {famille} make in quarter {trimestre} of {annee} in the department {departement}?
-- parameter: famille = Fours
-- parameter: annee = 2020
-- parameter: trimestre = 2
-- parameter: departement = Rhône
-- empty: No store in the department {departement} has figures of {famille} for quarter {trimestre} of {annee}.
WITH chiffres AS (
  SELECT
    magasin.city,
    SUM(sales.marge_objectif) AS objectif,
    SUM(sales.marge_reel) AS reel,
    COUNT(*) AS attendus,
    COUNT(sales.marge_reel) AS connus
  FROM sales
  JOIN magasin ON magasin.id_magasin = sales.id_magasin
  JOIN ville ON ville.id_ville = sales.id_ville
  JOIN temps ON temps.id_temps = sales.id_temps
  JOIN famille_produit ON famille_produit.id_famille_produit = sales.id_famille_produit
  WHERE (LOWER(famille_produit.famille_produit) = LOWER(:famille) OR famille_produit.libelle_anglais = LOWER(:famille))
  AND temps.annee = CAST(:annee AS INTEGER)
  AND temps.trimestre = CAST(:trimestre AS INTEGER)
  AND (ville.departement = :departement OR ville.code_departement = :departement)
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
  objectif AS marge_objectif,
  reel AS marge_reel,
  CASE
    WHEN connus = 0 THEN 'no actual yet'
    WHEN connus < attendus THEN 'some actuals are missing'
    ELSE 'all actuals are known'
  END AS remarque
FROM lignes
ORDER BY rang, magasin
