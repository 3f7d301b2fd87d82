-- check: Half-year, quarter and month of a date agree.
-- severity: error
SELECT id_temps, annee, semestre, trimestre, mois, lib_mois
FROM temps
WHERE id_temps <> annee * 100 + mois
  OR mois NOT BETWEEN 1 AND 12
  OR mois NOT BETWEEN trimestre * 3 - 2 AND trimestre * 3
  OR mois NOT BETWEEN semestre * 6 - 5 AND semestre * 6
