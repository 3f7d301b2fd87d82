-- check: Turnover of a family in a month is in ]0;2000] thousand euros.
-- severity: warn
SELECT magasin.city, temps.annee, temps.mois, famille_produit.famille_produit, sales.ca_objectif, sales.ca_reel
FROM sales
LEFT JOIN magasin ON magasin.id_magasin = sales.id_magasin
LEFT JOIN temps ON temps.id_temps = sales.id_temps
LEFT JOIN famille_produit ON famille_produit.id_famille_produit = sales.id_famille_produit
WHERE sales.ca_objectif <= 0 OR sales.ca_objectif > 2000
  OR sales.ca_reel <= 0 OR sales.ca_reel > 2000
