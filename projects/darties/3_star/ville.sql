-- One row per city with a store: the reference table's facts and the latest workbook's figures.
WITH derniers AS (
  SELECT
    city,
    population,
    blue_collar_rate,
    white_collar_rate,
    jobless_rate,
    lt_25_yo,
    "25_35_yo",
    gt_35_yo,
    ROW_NUMBER() OVER (PARTITION BY city ORDER BY annee DESC, workbook) AS rang
  FROM staging_magasin
)
SELECT
  reference_ville.id_ville,
  reference_ville.city,
  reference_ville.commune,
  reference_ville.code_departement,
  reference_ville.departement,
  reference_ville.ancienne_region,
  reference_ville.nouvelle_region,
  reference_ville.pays,
  derniers.population,
  derniers.blue_collar_rate,
  derniers.white_collar_rate,
  derniers.jobless_rate,
  derniers.lt_25_yo,
  derniers."25_35_yo",
  derniers.gt_35_yo
FROM reference_ville
LEFT JOIN derniers
  ON derniers.city = reference_ville.city
  AND derniers.rang = 1
