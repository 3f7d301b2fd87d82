-- check: There is a director, each sales region has a regional director and each store a manager, once.
-- severity: error
SELECT 'entreprise' AS portee, 'entreprise' AS perimetre, COUNT(utilisateur.id_utilisateur) AS utilisateurs
FROM profil
LEFT JOIN utilisateur ON utilisateur.id_profil = profil.id_profil
WHERE profil.portee = 'entreprise'
GROUP BY profil.portee
HAVING COUNT(utilisateur.id_utilisateur) <> 1
UNION ALL
SELECT 'region' AS portee, regions.region AS perimetre, COUNT(directeurs.id_utilisateur) AS utilisateurs
FROM (SELECT DISTINCT region FROM magasin) AS regions
LEFT JOIN (
  SELECT utilisateur.id_utilisateur, utilisateur.region
  FROM utilisateur
  JOIN profil ON profil.id_profil = utilisateur.id_profil
  WHERE profil.portee = 'region'
) AS directeurs ON directeurs.region = regions.region
GROUP BY regions.region
HAVING COUNT(directeurs.id_utilisateur) <> 1
UNION ALL
SELECT 'magasin' AS portee, magasin.city AS perimetre, COUNT(responsables.id_utilisateur) AS utilisateurs
FROM magasin
LEFT JOIN (
  SELECT utilisateur.id_utilisateur, utilisateur.id_magasin
  FROM utilisateur
  JOIN profil ON profil.id_profil = utilisateur.id_profil
  WHERE profil.portee = 'magasin'
) AS responsables ON responsables.id_magasin = magasin.id_magasin
GROUP BY magasin.city
HAVING COUNT(responsables.id_utilisateur) <> 1
