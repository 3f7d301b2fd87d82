-- check: No key of sales is empty: every figure finds its store, month and family.
-- severity: error
SELECT id_ville, id_temps, id_famille_produit, id_magasin, id_enseigne, ca_objectif, ca_reel
FROM sales
WHERE id_ville IS NULL
  OR id_temps IS NULL
  OR id_famille_produit IS NULL
  OR id_magasin IS NULL
  OR id_enseigne IS NULL
