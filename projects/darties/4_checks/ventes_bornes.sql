-- check: Units sold of a family in a month are in ]0;500].
-- severity: warn
SELECT magasin.city, temps.annee, temps.mois, famille_produit.famille_produit, sales.vente_objectif, sales.vente_reel
FROM sales
LEFT JOIN magasin ON magasin.id_magasin = sales.id_magasin
LEFT JOIN temps ON temps.id_temps = sales.id_temps
LEFT JOIN famille_produit ON famille_produit.id_famille_produit = sales.id_famille_produit
WHERE sales.vente_objectif <= 0 OR sales.vente_objectif > 500
  OR sales.vente_reel <= 0 OR sales.vente_reel > 500
