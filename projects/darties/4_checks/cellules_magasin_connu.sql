-- check: Every city of the figure sheets is in the sheet that describes the stores.
-- severity: error
SELECT DISTINCT cellules.workbook, cellules.sheet, cellules.ville
FROM cellules
LEFT JOIN magasin ON magasin.city = cellules.ville
WHERE magasin.city IS NULL
