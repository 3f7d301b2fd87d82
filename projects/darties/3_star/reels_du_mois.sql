-- One row per store, month and family of every monthly workbook: the three actuals it states.
SELECT
  magasin.id_magasin,
  temps.id_temps,
  famille_produit.id_famille_produit,
  CAST(MAX(CASE WHEN cellules.indicateur = 'V' THEN cellules.value END) AS INTEGER) AS vente_reel,
  MAX(CASE WHEN cellules.indicateur = 'CA' THEN cellules.value END) AS ca_reel,
  MAX(CASE WHEN cellules.indicateur = 'MB' THEN cellules.value END) AS marge_reel
FROM cellules_retenues AS cellules
JOIN classeurs
  ON classeurs.workbook = cellules.workbook
  AND classeurs.annee = cellules.annee
JOIN magasin ON magasin.city = cellules.ville
JOIN temps
  ON temps.annee = cellules.annee
  AND temps.mois = cellules.mois
JOIN famille_produit ON famille_produit.famille_produit = cellules.famille_produit
WHERE cellules.kind = 'R'
  AND classeurs.portee = 'mensuel'
GROUP BY magasin.id_magasin, temps.id_temps, famille_produit.id_famille_produit
