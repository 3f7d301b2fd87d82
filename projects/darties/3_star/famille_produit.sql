-- One row per product family.
SELECT id_famille_produit, famille_produit, libelle, libelle_anglais
FROM reference_famille_produit
