-- check: The objectives of a monthly workbook are those of the budget, which they do not change.
-- severity: warn
SELECT
  cellules.workbook,
  cellules.sheet,
  cellules.cell,
  cellules.ville,
  cellules.annee,
  cellules.mois,
  cellules.value AS objectif_du_mois,
  budget.value AS objectif_du_budget
FROM cellules
JOIN classeurs
  ON classeurs.workbook = cellules.workbook
  AND classeurs.annee = cellules.annee
  AND classeurs.portee = 'mensuel'
LEFT JOIN cellules_retenues AS budget
  ON budget.sheet = cellules.sheet
  AND budget.ville = cellules.ville
  AND budget.annee = cellules.annee
  AND budget.mois = cellules.mois
  AND budget.kind = 'O'
WHERE cellules.kind = 'O'
  AND cellules.value IS NOT NULL
  AND (budget.value IS NULL OR budget.value <> cellules.value)
