-- question: From which cells do the figures of sales come?
-- parameter: ville
-- parameter: annee
-- parameter: mois
-- parameter: famille
-- parameter: indicateur
-- parameter: kind
-- empty: No cell in the lake has such a figure.
WITH chiffres AS (
  SELECT
    magasin.city,
    temps.annee,
    temps.mois,
    famille_produit.famille_produit,
    sales.vente_objectif,
    sales.vente_reel,
    sales.ca_objectif,
    sales.ca_reel,
    sales.marge_objectif,
    sales.marge_reel
  FROM sales
  JOIN magasin ON magasin.id_magasin = sales.id_magasin
  JOIN temps ON temps.id_temps = sales.id_temps
  JOIN famille_produit ON famille_produit.id_famille_produit = sales.id_famille_produit
)
SELECT
  chiffres.city AS ville,
  chiffres.annee,
  chiffres.mois,
  chiffres.famille_produit AS famille,
  CASE cellules.indicateur WHEN 'V' THEN 'vente' WHEN 'CA' THEN 'ca' ELSE 'marge' END
    || CASE cellules.kind WHEN 'O' THEN '_objectif' ELSE '_reel' END AS colonne,
  CASE
    WHEN cellules.indicateur = 'V' AND cellules.kind = 'O' THEN CAST(chiffres.vente_objectif AS DECIMAL(12,2))
    WHEN cellules.indicateur = 'V' AND cellules.kind = 'R' THEN CAST(chiffres.vente_reel AS DECIMAL(12,2))
    WHEN cellules.indicateur = 'CA' AND cellules.kind = 'O' THEN chiffres.ca_objectif
    WHEN cellules.indicateur = 'CA' AND cellules.kind = 'R' THEN chiffres.ca_reel
    WHEN cellules.indicateur = 'MB' AND cellules.kind = 'O' THEN chiffres.marge_objectif
    ELSE chiffres.marge_reel
  END AS dans_sales,
  cellules.value AS dans_le_classeur,
  cellules.workbook,
  cellules.sheet,
  cellules.cell
FROM chiffres
JOIN cellules_retenues AS cellules
  ON cellules.ville = chiffres.city
  AND cellules.annee = chiffres.annee
  AND cellules.mois = chiffres.mois
  AND cellules.famille_produit = chiffres.famille_produit
WHERE (:ville IS NULL OR LOWER(chiffres.city) = LOWER(:ville))
  AND (:annee IS NULL OR chiffres.annee = CAST(:annee AS INTEGER))
  AND (:mois IS NULL OR chiffres.mois = CAST(:mois AS INTEGER))
  AND (:famille IS NULL OR LOWER(chiffres.famille_produit) = LOWER(:famille))
  AND (:indicateur IS NULL OR cellules.indicateur = UPPER(:indicateur))
  AND (:kind IS NULL OR cellules.kind = UPPER(:kind))
ORDER BY chiffres.city, chiffres.annee, chiffres.mois, chiffres.famille_produit, colonne
