-- One row per store, month and family. The cells lead and every join is a left join: a store, month or family that a
-- dimension does not know keeps its figures, with an empty key that the checks find.
SELECT
  magasin.id_ville,
  temps.id_temps,
  famille_produit.id_famille_produit,
  magasin.id_magasin,
  magasin.id_enseigne,
  CAST(MAX(CASE WHEN cellules.indicateur = 'V' AND cellules.kind = 'O' THEN cellules.value END) AS INTEGER)
    AS vente_objectif,
  CAST(MAX(CASE WHEN cellules.indicateur = 'V' AND cellules.kind = 'R' THEN cellules.value END) AS INTEGER)
    AS vente_reel,
  MAX(CASE WHEN cellules.indicateur = 'CA' AND cellules.kind = 'O' THEN cellules.value END) AS ca_objectif,
  MAX(CASE WHEN cellules.indicateur = 'CA' AND cellules.kind = 'R' THEN cellules.value END) AS ca_reel,
  MAX(CASE WHEN cellules.indicateur = 'MB' AND cellules.kind = 'O' THEN cellules.value END) AS marge_objectif,
  MAX(CASE WHEN cellules.indicateur = 'MB' AND cellules.kind = 'R' THEN cellules.value END) AS marge_reel
FROM cellules_retenues AS cellules
LEFT JOIN magasin ON magasin.city = cellules.ville
LEFT JOIN temps
  ON temps.annee = cellules.annee
  AND temps.mois = cellules.mois
LEFT JOIN famille_produit ON famille_produit.famille_produit = cellules.famille_produit
GROUP BY
  cellules.ville,
  cellules.annee,
  cellules.mois,
  cellules.famille_produit,
  magasin.id_ville,
  temps.id_temps,
  famille_produit.id_famille_produit,
  magasin.id_magasin,
  magasin.id_enseigne
ORDER BY temps.id_temps, magasin.id_magasin, famille_produit.id_famille_produit
