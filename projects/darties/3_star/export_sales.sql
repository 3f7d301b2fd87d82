-- One row per store, month and family, with names instead of keys: what leaves the warehouse.
SELECT
  magasin.city,
  magasin.brand,
  magasin.region,
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
ORDER BY temps.id_temps, magasin.city, famille_produit.id_famille_produit
