-- The star: sales in the middle, its dimensions around it. Business words are the business's French (docs/glossary.md);
-- the features of the sheet of stores keep their English names.
-- Keys tell the planner and the reader what is meant; Redshift does not enforce them, the checks in 4_checks do.

-- One row per city with a store: where it lies, and who lives there.
CREATE TABLE IF NOT EXISTS ville (
  id_ville          INTEGER     NOT NULL,
  city              VARCHAR(64) NOT NULL,  -- as the workbooks spell it
  commune           VARCHAR(64),
  code_departement  VARCHAR(3),
  departement       VARCHAR(64),
  ancienne_region   VARCHAR(64),           -- until 2015
  nouvelle_region   VARCHAR(64),           -- since 2016
  pays              VARCHAR(64),
  population        INTEGER,
  blue_collar_rate  DECIMAL(5,1),          -- rates and shares in percent
  white_collar_rate DECIMAL(5,1),
  jobless_rate      DECIMAL(5,1),
  lt_25_yo          DECIMAL(5,1),
  "25_35_yo"        DECIMAL(5,1),
  gt_35_yo          DECIMAL(5,1),
  PRIMARY KEY (id_ville)
)
DISTSTYLE ALL
SORTKEY (id_ville);

-- One row per month.
CREATE TABLE IF NOT EXISTS temps (
  id_temps  INTEGER     NOT NULL,  -- 202101 is January 2021
  annee     INTEGER     NOT NULL,
  semestre  INTEGER     NOT NULL,
  trimestre INTEGER     NOT NULL,
  mois      INTEGER     NOT NULL,
  lib_mois  VARCHAR(16) NOT NULL,
  PRIMARY KEY (id_temps)
)
DISTSTYLE ALL
SORTKEY (id_temps);

-- One row per product family.
CREATE TABLE IF NOT EXISTS famille_produit (
  id_famille_produit INTEGER     NOT NULL,
  famille_produit    VARCHAR(64) NOT NULL,  -- as the sheets are called
  libelle            VARCHAR(64),
  libelle_anglais    VARCHAR(64),
  PRIMARY KEY (id_famille_produit)
)
DISTSTYLE ALL;

-- One row per brand.
CREATE TABLE IF NOT EXISTS enseigne (
  id_enseigne INTEGER     NOT NULL,
  enseigne    VARCHAR(64) NOT NULL,  -- as the workbooks spell it
  libelle     VARCHAR(64),
  PRIMARY KEY (id_enseigne)
)
DISTSTYLE ALL;

-- One row per store. A city has one store, which has the number of its city.
CREATE TABLE IF NOT EXISTS magasin (
  id_magasin       INTEGER     NOT NULL,
  id_ville         INTEGER     REFERENCES ville (id_ville),
  id_enseigne      INTEGER     REFERENCES enseigne (id_enseigne),
  city             VARCHAR(64) NOT NULL,
  brand            VARCHAR(64),
  ads              DECIMAL(12,1),
  region           VARCHAR(64),  -- the sales region, not the administrative one
  location         VARCHAR(64),
  nb_cash_register INTEGER,
  PRIMARY KEY (id_magasin)
)
DISTSTYLE ALL
SORTKEY (id_magasin);

-- One row per profile of users: what they may see.
CREATE TABLE IF NOT EXISTS profil (
  id_profil INTEGER     NOT NULL,
  profil    VARCHAR(64) NOT NULL,
  libelle   VARCHAR(64),
  portee    VARCHAR(16) NOT NULL,  -- entreprise, region or magasin
  PRIMARY KEY (id_profil)
)
DISTSTYLE ALL;

-- One row per user. Passwords are not here: utilisateur is rebuilt with every run, utilisateur_secret never.
CREATE TABLE IF NOT EXISTS utilisateur (
  id_utilisateur INTEGER     NOT NULL,
  login          VARCHAR(64) NOT NULL,
  nom            VARCHAR(128),
  id_profil      INTEGER     REFERENCES profil (id_profil),
  region         VARCHAR(64),                           -- of a regional director
  id_magasin     INTEGER     REFERENCES magasin (id_magasin),  -- of a store manager
  PRIMARY KEY (id_utilisateur)
)
DISTSTYLE ALL;

-- One row per user who has set a password.
CREATE TABLE IF NOT EXISTS utilisateur_secret (
  login         VARCHAR(64)  NOT NULL,
  password_hash VARCHAR(256) NOT NULL,
  changed_at    TIMESTAMP    NOT NULL,
  PRIMARY KEY (login)
)
DISTSTYLE ALL;

-- One row per currency.
CREATE TABLE IF NOT EXISTS devise (
  id_devise   INTEGER    NOT NULL,
  code_devise VARCHAR(3) NOT NULL,
  devise      VARCHAR(64),
  symbole     VARCHAR(8),
  PRIMARY KEY (id_devise)
)
DISTSTYLE ALL;

-- One row per currency and month: what one euro buys.
CREATE TABLE IF NOT EXISTS cours (
  id_devise INTEGER NOT NULL REFERENCES devise (id_devise),
  id_temps  INTEGER NOT NULL REFERENCES temps (id_temps),
  cours     DECIMAL(12,6),
  PRIMARY KEY (id_devise, id_temps)
)
DISTSTYLE ALL;

-- One row per setting.
CREATE TABLE IF NOT EXISTS parametre (
  parametre   VARCHAR(64) NOT NULL,
  valeur      VARCHAR(64),
  description VARCHAR(256),
  PRIMARY KEY (parametre)
)
DISTSTYLE ALL;

-- One row per store, month and family. NULL is a figure that nobody has given yet, which is not zero.
CREATE TABLE IF NOT EXISTS sales (
  id_ville           INTEGER REFERENCES ville (id_ville),
  id_temps           INTEGER REFERENCES temps (id_temps),
  id_famille_produit INTEGER REFERENCES famille_produit (id_famille_produit),
  id_magasin         INTEGER REFERENCES magasin (id_magasin),
  id_enseigne        INTEGER REFERENCES enseigne (id_enseigne),
  vente_objectif     INTEGER,
  vente_reel         INTEGER,
  ca_objectif        DECIMAL(12,2),  -- thousand euros
  ca_reel            DECIMAL(12,2),
  marge_objectif     DECIMAL(8,2),
  marge_reel         DECIMAL(8,2),
  PRIMARY KEY (id_magasin, id_temps, id_famille_produit)
)
DISTKEY (id_magasin)
COMPOUND SORTKEY (id_temps, id_magasin);
