-- One row per profile of users.
SELECT id_profil, profil, libelle, portee
FROM reference_profil
