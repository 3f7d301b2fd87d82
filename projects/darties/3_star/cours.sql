-- One row per currency and month.
SELECT
  devise.id_devise,
  temps.id_temps,
  reference_cours.cours
FROM reference_cours
JOIN devise ON devise.code_devise = reference_cours.code_devise
JOIN temps
  ON temps.annee = reference_cours.annee
  AND temps.mois = reference_cours.mois
