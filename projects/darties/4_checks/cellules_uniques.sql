-- check: A workbook states each figure once: no city comes twice in a sheet.
-- severity: error
SELECT workbook, sheet, ville, annee, mois, kind, COUNT(*) AS fois, MIN(cell) AS une_cellule, MAX(cell) AS autre_cellule
FROM cellules
GROUP BY workbook, sheet, ville, annee, mois, kind
HAVING COUNT(*) > 1
