-- One row per setting.
SELECT parametre, valeur, description
FROM reference_parametre
