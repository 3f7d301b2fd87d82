-- check: Margin of a family in a month is in [-10;10].
-- severity: warn
SELECT magasin.city, temps.annee, temps.mois, famille_produit.famille_produit, sales.marge_objectif, sales.marge_reel
FROM sales
LEFT JOIN magasin ON magasin.id_magasin = sales.id_magasin
LEFT JOIN temps ON temps.id_temps = sales.id_temps
LEFT JOIN famille_produit ON famille_produit.id_famille_produit = sales.id_famille_produit
WHERE sales.marge_objectif < -10 OR sales.marge_objectif > 10
  OR sales.marge_reel < -10 OR sales.marge_reel > 10
