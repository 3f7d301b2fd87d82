-- One store with a whole year of figures, that keeps every check of projects/darties/4_checks.
INSERT INTO temps
VALUES
  (202001, 2020, 1, 1, 1, 'Janvier'),
  (202002, 2020, 1, 1, 2, 'Février'),
  (202003, 2020, 1, 1, 3, 'Mars'),
  (202004, 2020, 1, 2, 4, 'Avril'),
  (202005, 2020, 1, 2, 5, 'Mai'),
  (202006, 2020, 1, 2, 6, 'Juin'),
  (202007, 2020, 2, 3, 7, 'Juillet'),
  (202008, 2020, 2, 3, 8, 'Août'),
  (202009, 2020, 2, 3, 9, 'Septembre'),
  (202010, 2020, 2, 4, 10, 'Octobre'),
  (202011, 2020, 2, 4, 11, 'Novembre'),
  (202012, 2020, 2, 4, 12, 'Décembre');
INSERT INTO famille_produit VALUES (1, 'Fours', 'Fours', 'ovens'), (2, 'Hifi', 'Hi-fi', 'hi-fi'), (3, 'Magneto', 'Magnétoscopes', 'recorders');
INSERT INTO enseigne VALUES (2, 'Darty', 'Darty');
INSERT INTO ville VALUES (23, 'Lyon', 'Lyon', '69', 'Rhône', 'Rhône-Alpes', 'Auvergne-Rhône-Alpes', 'France',
  1888248, 13.7, 5.6, 39.6, 35.6, 15.7, 48.7);
INSERT INTO magasin VALUES (23, 23, 2, 'Lyon', 'Darty', 24.1, 'Sud_Est', 'Centre_Ville', 15);
INSERT INTO profil
VALUES
  (1, 'directeur_commercial', 'Directeur commercial', 'entreprise'),
  (2, 'directeur_regional', 'Directeur régional', 'region'),
  (3, 'responsable_magasin', 'Responsable de magasin', 'magasin');
INSERT INTO utilisateur
VALUES
  (1, 'direction', 'Direction commerciale', 1, NULL, NULL),
  (2, 'region.sud_est', 'Direction régionale Sud Est', 2, 'Sud_Est', NULL),
  (3, 'magasin.lyon', 'Magasin Lyon', 3, NULL, 23);
INSERT INTO devise VALUES (1, 'EUR', 'Euro', '€');
INSERT INTO cours SELECT 1, id_temps, 1.0 FROM temps;
INSERT INTO sales
SELECT 23, temps.id_temps, famille_produit.id_famille_produit, 23, 2, 10, 12, 100.0, 110.5, 0.5, 0.6
FROM temps
CROSS JOIN famille_produit;
INSERT INTO staging_v_fours SELECT 'Lyon', annee, mois, 'O', 10, '2020_HISTO.xlsx', 'V_Fours', SUBSTRING('BDFHJLNPRTVX', mois, 1) || '24' FROM temps;
INSERT INTO staging_v_fours SELECT 'Lyon', annee, mois, 'R', 12, '2020_HISTO.xlsx', 'V_Fours', SUBSTRING('CEGIKMOQSUWY', mois, 1) || '24' FROM temps;
INSERT INTO staging_v_hifi SELECT 'Lyon', annee, mois, 'O', 10, '2020_HISTO.xlsx', 'V_Hifi', SUBSTRING('BDFHJLNPRTVX', mois, 1) || '24' FROM temps;
INSERT INTO staging_v_hifi SELECT 'Lyon', annee, mois, 'R', 12, '2020_HISTO.xlsx', 'V_Hifi', SUBSTRING('CEGIKMOQSUWY', mois, 1) || '24' FROM temps;
INSERT INTO staging_v_magneto SELECT 'Lyon', annee, mois, 'O', 10, '2020_HISTO.xlsx', 'V_Magneto', SUBSTRING('BDFHJLNPRTVX', mois, 1) || '24' FROM temps;
INSERT INTO staging_v_magneto SELECT 'Lyon', annee, mois, 'R', 12, '2020_HISTO.xlsx', 'V_Magneto', SUBSTRING('CEGIKMOQSUWY', mois, 1) || '24' FROM temps;
INSERT INTO staging_ca_fours SELECT 'Lyon', annee, mois, 'O', 100.0, '2020_HISTO.xlsx', 'CA_Fours', SUBSTRING('BDFHJLNPRTVX', mois, 1) || '24' FROM temps;
INSERT INTO staging_ca_fours SELECT 'Lyon', annee, mois, 'R', 110.5, '2020_HISTO.xlsx', 'CA_Fours', SUBSTRING('CEGIKMOQSUWY', mois, 1) || '24' FROM temps;
INSERT INTO staging_ca_hifi SELECT 'Lyon', annee, mois, 'O', 100.0, '2020_HISTO.xlsx', 'CA_Hifi', SUBSTRING('BDFHJLNPRTVX', mois, 1) || '24' FROM temps;
INSERT INTO staging_ca_hifi SELECT 'Lyon', annee, mois, 'R', 110.5, '2020_HISTO.xlsx', 'CA_Hifi', SUBSTRING('CEGIKMOQSUWY', mois, 1) || '24' FROM temps;
INSERT INTO staging_ca_magneto SELECT 'Lyon', annee, mois, 'O', 100.0, '2020_HISTO.xlsx', 'CA_Magneto', SUBSTRING('BDFHJLNPRTVX', mois, 1) || '24' FROM temps;
INSERT INTO staging_ca_magneto SELECT 'Lyon', annee, mois, 'R', 110.5, '2020_HISTO.xlsx', 'CA_Magneto', SUBSTRING('CEGIKMOQSUWY', mois, 1) || '24' FROM temps;
INSERT INTO staging_mb_fours SELECT 'Lyon', annee, mois, 'O', 0.50, '2020_HISTO.xlsx', 'MB_Fours', SUBSTRING('BDFHJLNPRTVX', mois, 1) || '24' FROM temps;
INSERT INTO staging_mb_fours SELECT 'Lyon', annee, mois, 'R', 0.60, '2020_HISTO.xlsx', 'MB_Fours', SUBSTRING('CEGIKMOQSUWY', mois, 1) || '24' FROM temps;
INSERT INTO staging_mb_hifi SELECT 'Lyon', annee, mois, 'O', 0.50, '2020_HISTO.xlsx', 'MB_Hifi', SUBSTRING('BDFHJLNPRTVX', mois, 1) || '24' FROM temps;
INSERT INTO staging_mb_hifi SELECT 'Lyon', annee, mois, 'R', 0.60, '2020_HISTO.xlsx', 'MB_Hifi', SUBSTRING('CEGIKMOQSUWY', mois, 1) || '24' FROM temps;
INSERT INTO staging_mb_magneto SELECT 'Lyon', annee, mois, 'O', 0.50, '2020_HISTO.xlsx', 'MB_Magneto', SUBSTRING('BDFHJLNPRTVX', mois, 1) || '24' FROM temps;
INSERT INTO staging_mb_magneto SELECT 'Lyon', annee, mois, 'R', 0.60, '2020_HISTO.xlsx', 'MB_Magneto', SUBSTRING('CEGIKMOQSUWY', mois, 1) || '24' FROM temps;
