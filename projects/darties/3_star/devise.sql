-- One row per currency.
SELECT id_devise, code_devise, devise, symbole
FROM reference_devise
