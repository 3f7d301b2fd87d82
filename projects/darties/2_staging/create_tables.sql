-- Staging keeps what the workbooks say, in long form, and says of every figure in which cell it stands.

-- One row per figure cell: a store's objective (kind O) or actual (kind R) of one month. A blank cell has a NULL value.
CREATE TABLE IF NOT EXISTS staging_v_fours (
  ville    VARCHAR(64)   NOT NULL,
  annee    INTEGER       NOT NULL,
  mois     INTEGER       NOT NULL,
  kind     VARCHAR(1)    NOT NULL,
  value    DECIMAL(12,2),
  workbook VARCHAR(128)  NOT NULL,
  sheet    VARCHAR(64)   NOT NULL,
  cell     VARCHAR(16)   NOT NULL
)
DISTSTYLE ALL
SORTKEY (annee, mois, ville);

-- The same for each other indicator (V units, CA turnover, MB margin) and family.
CREATE TABLE IF NOT EXISTS staging_v_hifi (LIKE staging_v_fours);
CREATE TABLE IF NOT EXISTS staging_v_magneto (LIKE staging_v_fours);
CREATE TABLE IF NOT EXISTS staging_ca_fours (LIKE staging_v_fours);
CREATE TABLE IF NOT EXISTS staging_ca_hifi (LIKE staging_v_fours);
CREATE TABLE IF NOT EXISTS staging_ca_magneto (LIKE staging_v_fours);
CREATE TABLE IF NOT EXISTS staging_mb_fours (LIKE staging_v_fours);
CREATE TABLE IF NOT EXISTS staging_mb_hifi (LIKE staging_v_fours);
CREATE TABLE IF NOT EXISTS staging_mb_magneto (LIKE staging_v_fours);

-- One row per store and workbook: the 13 features of the sheet that describes the stores.
CREATE TABLE IF NOT EXISTS staging_magasin (
  city              VARCHAR(64)  NOT NULL,
  brand             VARCHAR(64),
  ads               DECIMAL(12,1),
  region            VARCHAR(64),
  location          VARCHAR(64),
  nb_cash_register  INTEGER,
  population        INTEGER,
  blue_collar_rate  DECIMAL(5,1),
  white_collar_rate DECIMAL(5,1),
  jobless_rate      DECIMAL(5,1),
  lt_25_yo          DECIMAL(5,1),
  "25_35_yo"        DECIMAL(5,1),
  gt_35_yo          DECIMAL(5,1),
  annee             INTEGER      NOT NULL,
  workbook          VARCHAR(128) NOT NULL,
  sheet             VARCHAR(64)  NOT NULL
)
DISTSTYLE ALL
SORTKEY (annee, city);

-- The reference tables of 1_sources/reference, one table a file.

-- One row per city with a store, as the workbooks spell it.
CREATE TABLE IF NOT EXISTS reference_ville (
  id_ville         INTEGER     NOT NULL,
  city             VARCHAR(64) NOT NULL,
  commune          VARCHAR(64),
  code_departement VARCHAR(3),
  departement      VARCHAR(64),
  ancienne_region  VARCHAR(64),
  nouvelle_region  VARCHAR(64),
  pays             VARCHAR(64)
)
DISTSTYLE ALL;

-- One row per brand.
CREATE TABLE IF NOT EXISTS reference_enseigne (
  id_enseigne INTEGER     NOT NULL,
  enseigne    VARCHAR(64) NOT NULL,
  libelle     VARCHAR(64)
)
DISTSTYLE ALL;

-- One row per product family.
CREATE TABLE IF NOT EXISTS reference_famille_produit (
  id_famille_produit INTEGER     NOT NULL,
  famille_produit    VARCHAR(64) NOT NULL,
  libelle            VARCHAR(64),
  libelle_anglais    VARCHAR(64)
)
DISTSTYLE ALL;

-- One row per profile of users.
CREATE TABLE IF NOT EXISTS reference_profil (
  id_profil INTEGER     NOT NULL,
  profil    VARCHAR(64) NOT NULL,
  libelle   VARCHAR(64),
  portee    VARCHAR(16)
)
DISTSTYLE ALL;

-- One row per user: a director sees all, a regional director a sales region, a manager a store.
CREATE TABLE IF NOT EXISTS reference_utilisateur (
  id_utilisateur INTEGER     NOT NULL,
  login          VARCHAR(64) NOT NULL,
  nom            VARCHAR(128),
  profil         VARCHAR(64),
  region         VARCHAR(64),
  city           VARCHAR(64)
)
DISTSTYLE ALL;

-- One row per currency.
CREATE TABLE IF NOT EXISTS reference_devise (
  id_devise   INTEGER    NOT NULL,
  code_devise VARCHAR(3) NOT NULL,
  devise      VARCHAR(64),
  symbole     VARCHAR(8)
)
DISTSTYLE ALL;

-- One row per currency and month: what one euro buys.
CREATE TABLE IF NOT EXISTS reference_cours (
  code_devise VARCHAR(3) NOT NULL,
  annee       INTEGER    NOT NULL,
  mois        INTEGER    NOT NULL,
  cours       DECIMAL(12,6)
)
DISTSTYLE ALL;

-- One row per setting.
CREATE TABLE IF NOT EXISTS reference_parametre (
  parametre   VARCHAR(64) NOT NULL,
  valeur      VARCHAR(64),
  description VARCHAR(256)
)
DISTSTYLE ALL;
