-- One row per user.
SELECT
  reference_utilisateur.id_utilisateur,
  reference_utilisateur.login,
  reference_utilisateur.nom,
  profil.id_profil,
  reference_utilisateur.region,
  magasin.id_magasin
FROM reference_utilisateur
LEFT JOIN profil ON profil.profil = reference_utilisateur.profil
LEFT JOIN magasin ON magasin.city = reference_utilisateur.city
