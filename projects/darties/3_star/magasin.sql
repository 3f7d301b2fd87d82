-- One row per store of the workbooks, as the latest one tells it. A store whose city or brand is in no reference table
-- stays, with an empty key, for the checks to find.
WITH derniers AS (
  SELECT
    city,
    brand,
    ads,
    region,
    location,
    nb_cash_register,
    ROW_NUMBER() OVER (PARTITION BY city ORDER BY annee DESC, workbook) AS rang
  FROM staging_magasin
)
SELECT
  COALESCE(ville.id_ville, -ROW_NUMBER() OVER (ORDER BY derniers.city)) AS id_magasin,
  ville.id_ville,
  enseigne.id_enseigne,
  derniers.city,
  derniers.brand,
  derniers.ads,
  derniers.region,
  derniers.location,
  derniers.nb_cash_register
FROM derniers
LEFT JOIN ville ON ville.city = derniers.city
LEFT JOIN enseigne ON enseigne.enseigne = derniers.brand
WHERE derniers.rang = 1
ORDER BY derniers.city
