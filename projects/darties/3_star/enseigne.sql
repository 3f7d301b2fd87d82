-- One row per brand.
SELECT id_enseigne, enseigne, libelle
FROM reference_enseigne
