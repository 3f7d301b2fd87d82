-- check: Once a month has actuals, every store has given all of its own.
-- severity: warn
SELECT
  magasin.city,
  temps.annee,
  temps.mois,
  famille_produit.famille_produit,
  sales.vente_reel,
  sales.ca_reel,
  sales.marge_reel
FROM sales
JOIN (
  SELECT id_temps
  FROM sales
  WHERE vente_reel IS NOT NULL OR ca_reel IS NOT NULL OR marge_reel IS NOT NULL
  GROUP BY id_temps
) AS mois_connus ON mois_connus.id_temps = sales.id_temps
LEFT JOIN magasin ON magasin.id_magasin = sales.id_magasin
LEFT JOIN temps ON temps.id_temps = sales.id_temps
LEFT JOIN famille_produit ON famille_produit.id_famille_produit = sales.id_famille_produit
WHERE sales.vente_reel IS NULL OR sales.ca_reel IS NULL OR sales.marge_reel IS NULL
