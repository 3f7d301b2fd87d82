-- check: Every currency has a positive rate in each month.
-- severity: error
SELECT devise.code_devise, temps.annee, temps.mois, cours.cours
FROM devise
CROSS JOIN temps
LEFT JOIN cours
  ON cours.id_devise = devise.id_devise
  AND cours.id_temps = temps.id_temps
WHERE cours.cours IS NULL OR cours.cours <= 0
