-- The nine staging tables as one, and which of their cells count.

-- One row per figure cell of every workbook in the lake.
CREATE OR REPLACE VIEW cellules AS
SELECT
  CAST('V' AS VARCHAR(2)) AS indicateur,
  CAST('Fours' AS VARCHAR(64)) AS famille_produit,
  ville, annee, mois, kind, value, workbook, sheet, cell
FROM staging_v_fours
UNION ALL
SELECT
  CAST('V' AS VARCHAR(2)) AS indicateur,
  CAST('Hifi' AS VARCHAR(64)) AS famille_produit,
  ville, annee, mois, kind, value, workbook, sheet, cell
FROM staging_v_hifi
UNION ALL
SELECT
  CAST('V' AS VARCHAR(2)) AS indicateur,
  CAST('Magneto' AS VARCHAR(64)) AS famille_produit,
  ville, annee, mois, kind, value, workbook, sheet, cell
FROM staging_v_magneto
UNION ALL
SELECT
  CAST('CA' AS VARCHAR(2)) AS indicateur,
  CAST('Fours' AS VARCHAR(64)) AS famille_produit,
  ville, annee, mois, kind, value, workbook, sheet, cell
FROM staging_ca_fours
UNION ALL
SELECT
  CAST('CA' AS VARCHAR(2)) AS indicateur,
  CAST('Hifi' AS VARCHAR(64)) AS famille_produit,
  ville, annee, mois, kind, value, workbook, sheet, cell
FROM staging_ca_hifi
UNION ALL
SELECT
  CAST('CA' AS VARCHAR(2)) AS indicateur,
  CAST('Magneto' AS VARCHAR(64)) AS famille_produit,
  ville, annee, mois, kind, value, workbook, sheet, cell
FROM staging_ca_magneto
UNION ALL
SELECT
  CAST('MB' AS VARCHAR(2)) AS indicateur,
  CAST('Fours' AS VARCHAR(64)) AS famille_produit,
  ville, annee, mois, kind, value, workbook, sheet, cell
FROM staging_mb_fours
UNION ALL
SELECT
  CAST('MB' AS VARCHAR(2)) AS indicateur,
  CAST('Hifi' AS VARCHAR(64)) AS famille_produit,
  ville, annee, mois, kind, value, workbook, sheet, cell
FROM staging_mb_hifi
UNION ALL
SELECT
  CAST('MB' AS VARCHAR(2)) AS indicateur,
  CAST('Magneto' AS VARCHAR(64)) AS famille_produit,
  ville, annee, mois, kind, value, workbook, sheet, cell
FROM staging_mb_magneto;

-- One row per workbook and year. A sheet of an annual workbook (budget, history) has two columns a month; one of a monthly
-- workbook has an objective and an actual, also when the same name comes again with another month.
CREATE OR REPLACE VIEW classeurs AS
SELECT
  workbook,
  annee,
  COUNT(DISTINCT RTRIM(cell, '0123456789')) AS colonnes,
  CASE WHEN COUNT(DISTINCT RTRIM(cell, '0123456789')) > 2 THEN 'annuel' ELSE 'mensuel' END AS portee
FROM cellules
GROUP BY workbook, annee;

-- One row per indicator, family, store, month and kind: the cell that counts.
-- An objective is that of the annual workbook: a monthly workbook never changes the budget.
-- An actual is that of the monthly workbook where there is one, blank or not, else that of the annual workbook.
CREATE OR REPLACE VIEW cellules_retenues AS
SELECT indicateur, famille_produit, ville, annee, mois, kind, value, workbook, sheet, cell
FROM (
  SELECT
    cellules.indicateur,
    cellules.famille_produit,
    cellules.ville,
    cellules.annee,
    cellules.mois,
    cellules.kind,
    cellules.value,
    cellules.workbook,
    cellules.sheet,
    cellules.cell,
    ROW_NUMBER() OVER (
      PARTITION BY
        cellules.indicateur, cellules.famille_produit, cellules.ville, cellules.annee, cellules.mois, cellules.kind
      ORDER BY CASE WHEN classeurs.portee = 'mensuel' THEN 1 ELSE 2 END, cellules.workbook, cellules.cell
    ) AS rang
  FROM cellules
  JOIN classeurs
    ON classeurs.workbook = cellules.workbook
    AND classeurs.annee = cellules.annee
  WHERE cellules.kind = 'R' OR classeurs.portee = 'annuel'
) AS classees
WHERE rang = 1;
