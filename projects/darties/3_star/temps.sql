-- One row per month of every year that the workbooks speak of.
SELECT DISTINCT
  annee * 100 + mois AS id_temps,
  annee,
  CASE WHEN mois <= 6 THEN 1 ELSE 2 END AS semestre,
  (mois + 2) / 3 AS trimestre,
  mois,
  CASE mois
    WHEN 1 THEN 'Janvier'
    WHEN 2 THEN 'Février'
    WHEN 3 THEN 'Mars'
    WHEN 4 THEN 'Avril'
    WHEN 5 THEN 'Mai'
    WHEN 6 THEN 'Juin'
    WHEN 7 THEN 'Juillet'
    WHEN 8 THEN 'Août'
    WHEN 9 THEN 'Septembre'
    WHEN 10 THEN 'Octobre'
    WHEN 11 THEN 'Novembre'
    WHEN 12 THEN 'Décembre'
  END AS lib_mois
FROM cellules
ORDER BY id_temps
