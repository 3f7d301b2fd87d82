-- check: The sum in sales is the sum in the workbooks, sheet by sheet and month by month.
-- severity: error
WITH dans_les_classeurs AS (
  SELECT
    cellules.sheet,
    cellules.annee,
    cellules.mois,
    cellules.kind,
    SUM(CASE WHEN classeurs.portee = 'annuel' THEN cellules.value END) AS somme_annuelle,
    SUM(CASE WHEN classeurs.portee = 'mensuel' THEN cellules.value END) AS somme_mensuelle,
    SUM(CASE WHEN classeurs.portee = 'mensuel' THEN 1 ELSE 0 END) AS cellules_mensuelles
  FROM cellules
  JOIN classeurs
    ON classeurs.workbook = cellules.workbook
    AND classeurs.annee = cellules.annee
  GROUP BY cellules.sheet, cellules.annee, cellules.mois, cellules.kind
),
attendu AS (
  SELECT
    sheet,
    annee,
    mois,
    kind,
    CASE WHEN kind = 'R' AND cellules_mensuelles > 0 THEN somme_mensuelle ELSE somme_annuelle END AS somme
  FROM dans_les_classeurs
),
mesures AS (
  SELECT 'V_' AS indicateur, 'O' AS kind, id_famille_produit, id_temps, CAST(vente_objectif AS DECIMAL(12,2)) AS value FROM sales
  UNION ALL
  SELECT 'V_' AS indicateur, 'R' AS kind, id_famille_produit, id_temps, CAST(vente_reel AS DECIMAL(12,2)) AS value FROM sales
  UNION ALL
  SELECT 'CA_' AS indicateur, 'O' AS kind, id_famille_produit, id_temps, ca_objectif AS value FROM sales
  UNION ALL
  SELECT 'CA_' AS indicateur, 'R' AS kind, id_famille_produit, id_temps, ca_reel AS value FROM sales
  UNION ALL
  SELECT 'MB_' AS indicateur, 'O' AS kind, id_famille_produit, id_temps, marge_objectif AS value FROM sales
  UNION ALL
  SELECT 'MB_' AS indicateur, 'R' AS kind, id_famille_produit, id_temps, marge_reel AS value FROM sales
),
trouve AS (
  SELECT
    mesures.indicateur || famille_produit.famille_produit AS sheet,
    temps.annee,
    temps.mois,
    mesures.kind,
    SUM(mesures.value) AS somme
  FROM mesures
  JOIN famille_produit ON famille_produit.id_famille_produit = mesures.id_famille_produit
  JOIN temps ON temps.id_temps = mesures.id_temps
  GROUP BY mesures.indicateur || famille_produit.famille_produit, temps.annee, temps.mois, mesures.kind
)
SELECT
  COALESCE(attendu.sheet, trouve.sheet) AS sheet,
  COALESCE(attendu.annee, trouve.annee) AS annee,
  COALESCE(attendu.mois, trouve.mois) AS mois,
  COALESCE(attendu.kind, trouve.kind) AS kind,
  attendu.somme AS somme_classeurs,
  trouve.somme AS somme_sales
FROM attendu
FULL JOIN trouve
  ON trouve.sheet = attendu.sheet
  AND trouve.annee = attendu.annee
  AND trouve.mois = attendu.mois
  AND trouve.kind = attendu.kind
WHERE attendu.somme <> trouve.somme
  OR (attendu.somme IS NULL AND trouve.somme IS NOT NULL)
  OR (attendu.somme IS NOT NULL AND trouve.somme IS NULL)
