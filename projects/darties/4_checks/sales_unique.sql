-- check: A store has one row for each month and family.
-- severity: error
SELECT id_magasin, id_temps, id_famille_produit, COUNT(*) AS fois
FROM sales
GROUP BY id_magasin, id_temps, id_famille_produit
HAVING COUNT(*) > 1
