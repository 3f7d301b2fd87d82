-- check: Every store of the workbooks has its city and its brand, and every city of the reference table has a store.
-- severity: error
SELECT ville.city AS ville_de_reference, magasin.city, magasin.brand, magasin.id_ville, magasin.id_enseigne
FROM magasin
FULL JOIN ville ON ville.id_ville = magasin.id_ville
WHERE magasin.id_ville IS NULL
  OR magasin.id_enseigne IS NULL
  OR ville.id_ville IS NULL
