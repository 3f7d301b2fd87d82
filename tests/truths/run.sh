#!/usr/bin/env bash
# Runs both shipped projects on the real data and compares every number with the truths of their READMEs.
#
#   tests/truths/run.sh path/to/darties
#
# The data lies in ../shared/data beside the project, or in $DARTIES_SHARED/data. Without it this says so and exits 77 (skipped), or 1 when DARTIES_SKIP_FAILS is set.
# Each project runs in a copy of its folder: neither the repository nor a warehouse in it is touched.
set -euo pipefail

darties=$(realpath "${1:?usage: run.sh path/to/darties}")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
data=${DARTIES_SHARED:-$root/../shared}/data
if [ ! -d "$data/sparkify/log_data" ] || [ ! -f "$data/darties/2020_HISTO.xlsx" ]; then
  echo "SKIPPED: the real data is not there: $data (set DARTIES_SHARED to the folder that holds data/). No truth was checked." >&2
  [ -n "${DARTIES_SKIP_FAILS:-}" ] && exit 1
  exit 77
fi
data=$(realpath "$data")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export NO_COLOR=1 HOME=$work XDG_CONFIG_HOME=$work/config

truths=0
lies=0

# same WHAT EXPECTED FOUND
same() {
  truths=$((truths + 1))
  [ "$2" = "$3" ] && return
  lies=$((lies + 1))
  printf 'FALSE: %s\n  expected: %s\n  found:    %s\n' "$1" "${2//$'\n'/ \/ }" "${3//$'\n'/ \/ }" >&2
}

# Runs darties in the project copy; its log is shown only when it fails.
in_project() {
  local log=$work/log
  if ! "$darties" -C "$work/$project" "$@" 2>"$log"; then
    printf 'FAILED: darties %s\n' "$*" >&2
    tail -n 60 "$log" >&2
    exit 1
  fi
}
rows() { in_project sql -o csv -c "$1" | tail -n +2; }
# What is found goes into a variable first: a command that fails then ends the script, instead of looking like no rows.
# truth EXPECTED QUERY: rows as CSV, without heading.
truth() {
  local found
  found=$(rows "$2")
  same "$2" "$1" "$found"
}
count() { truth "$2" "SELECT COUNT(*) FROM $1"; }
# answer EXPECTED QUERY [name=value]...: the rows of a named query.
answer() {
  local expected=$1 found
  shift
  found=$(in_project query "$@" -o csv | tail -n +2)
  same "query $*" "$expected" "$found"
}
# offends EXPECTED CHECK: how many rows break a check.
offends() {
  local found
  found=$(in_project sql -o csv -f "$work/$project/4_checks/$2.sql" | tail -n +2 | wc -l)
  same "rows that break $2" "$1" "$found"
}
# picture TABLE...: the tables as text, rows in no order.
picture() {
  local table
  for table in "$@"; do
    echo "== $table"
    rows "SELECT * FROM $table" | sort
  done
}

take_project() {
  project=$1
  mkdir "$work/$project"
  cp -r "$root/projects/$project/"{darties.yml,pipelines,1_sources,2_staging,3_star,4_checks,5_queries} "$work/$project/"
}

sparkify() {
  take_project sparkify
  local run=(run sparkify --set lake.buckets.udacity-dend="$data/sparkify")
  in_project "${run[@]}" >/dev/null

  count staging_events 8056
  count staging_songs 71
  count songplays 6820
  truth 1 "SELECT COUNT(*) FROM songplays WHERE song_id IS NOT NULL AND artist_id IS NOT NULL"
  count users 96
  truth 96 "SELECT COUNT(DISTINCT user_id) FROM users"
  truth $'free,74\npaid,22' "SELECT level, COUNT(*) FROM users GROUP BY level ORDER BY level"
  count songs 71
  count artists 69
  count time 6813
  truth $'2018-11-01 21:01:46.796,2018-11-30 19:54:24.796' "SELECT MIN(start_time), MAX(start_time) FROM time"
  truth "" "SELECT start_time FROM time WHERE DATE_TRUNC('second', start_time) = start_time"
  truth 286 "SELECT COUNT(*) FROM staging_events WHERE user_id = ''"
  truth 1236 "SELECT COUNT(*) FROM staging_events WHERE artist IS NULL"
  truth 5917 "SELECT COUNT(*) FROM staging_events WHERE user_agent LIKE '\"%\"'"
  truth 'paid,6291' "SELECT level, COUNT(*) FROM staging_events WHERE level = 'paid' GROUP BY level"
  truth '1541105830796,1543607664796' "SELECT MIN(ts), MAX(ts) FROM staging_events"
  truth '15.85587,2594.87302' "SELECT MIN(length), MAX(length) FROM staging_events"
  truth 43 "SELECT COUNT(*) FROM songs WHERE year = 0"
  answer 'Setanta matins,Elena,15,Lily,Koch,paid' song_on_a_level
  answer '2018-11-21 21:56:47.796,Setanta matins,Elena,15,Lily,Koch,paid' plays_of_an_artist
  answer '' song_on_a_level first_name=Nobody
  local columns
  columns=$(in_project sql -o csv -c "SELECT * FROM songplays WHERE user_id = 0" | tr ',' ' ')
  same "columns of songplays" "songplay_id start_time user_id level song_id artist_id session_id location user_agent" "$columns"

  local tables=(users songs artists time staging_songs
    "(SELECT start_time, user_id, level, song_id, artist_id, session_id, location, user_agent FROM songplays) AS songplays")
  local before after
  before=$(picture "${tables[@]}")
  in_project "${run[@]}" >/dev/null
  after=$(picture "${tables[@]}")
  same "the tables of sparkify after a second run" "$before" "$after"
}

sums_of_year() {
  rows "SELECT famille_produit.famille_produit, SUM(vente_objectif), SUM(vente_reel), SUM(ca_objectif), SUM(ca_reel), SUM(marge_objectif),
      SUM(marge_reel), COUNT(*)
    FROM sales
    JOIN temps ON temps.id_temps = sales.id_temps
    JOIN famille_produit ON famille_produit.id_famille_produit = sales.id_famille_produit
    WHERE $1
    GROUP BY famille_produit.famille_produit
    ORDER BY famille_produit.famille_produit"
}

darties_initial() {
  take_project darties
  in_project run initial --set workbooks="$data/darties" >/dev/null

  local sums
  sums=$(sums_of_year 'temps.annee = 2020')
  same "sums of 2020, by sheet" \
    $'Fours,7003,7083,95188.30,97010.70,683.34,679.40,576\nHifi,15409,15308,85554.00,83794.80,863.32,861.40,576\nMagneto,29408,29090,86835.90,85208.20,825.43,807.10,576' \
    "$sums"
  sums=$(sums_of_year 'temps.annee = 2021')
  same "sums of 2021, by sheet" \
    $'Fours,14641,,72435.10,,480.54,,576\nHifi,24126,,120477.80,,426.58,,576\nMagneto,42361,,220427.90,,409.35,,576' \
    "$sums"
  count sales 3456
  same "the exported rows and their heading" 3457 "$(wc -l <"$work/darties/data/lake/export/sales_000")"
  same "the year's key in the lake" CA_Fours_2020_sales.json "$(basename "$work/darties/data/lake/CA_Fours/2020/"*)"
  truth $'2020,1728,48\n2021,1728,48' \
    "SELECT annee, COUNT(*), COUNT(DISTINCT id_magasin) FROM sales JOIN temps ON temps.id_temps = sales.id_temps GROUP BY annee ORDER BY annee"
  count ville 48
  count magasin 48
  count temps 24
  count utilisateur 54
  truth $'directeur_commercial,1\ndirecteur_regional,5\nresponsable_magasin,48' \
    "SELECT profil, COUNT(*) FROM utilisateur JOIN profil ON profil.id_profil = utilisateur.id_profil GROUP BY profil ORDER BY profil"
  truth $'Boulanger,13\nDarty,21\nLeroy_merlin,14' "SELECT brand, COUNT(*) FROM magasin GROUP BY brand ORDER BY brand"
  truth $'Nord_Est,9\nNord_Ouest,11\nRegion_parisienne,7\nSud_Est,12\nSud_Ouest,9' "SELECT region, COUNT(*) FROM magasin GROUP BY region ORDER BY region"
  truth $'Centre_Ville,32\nZAC,16' "SELECT location, COUNT(*) FROM magasin GROUP BY location ORDER BY location"
  truth '56546355' "SELECT SUM(population) FROM ville"
  truth '729,4331.8' "SELECT SUM(nb_cash_register), SUM(ads) FROM magasin"
  truth 77 "SELECT COUNT(*) FROM staging_v_fours WHERE annee = 2020 AND kind = 'R' AND value = 0"
  truth 576 "SELECT COUNT(*) FROM staging_ca_fours WHERE annee = 2021 AND kind = 'R' AND value IS NULL"
  truth 2304 "SELECT COUNT(*) FROM staging_mb_hifi"
  truth 0 "SELECT COUNT(*) FROM sales WHERE vente_reel IS NULL AND id_temps < 202100"
  truth 'E24,2020_HISTO.xlsx,CA_Hifi' \
    "SELECT cell, workbook, sheet FROM staging_ca_hifi WHERE ville = 'Lyon' AND annee = 2020 AND mois = 2 AND kind = 'R'"
  offends 0 rapprochement
  offends 0 sales_complet
  offends 0 objectifs_du_mois
  offends 166 ventes_bornes
  offends 167 ca_bornes
  offends 0 marge_bornes

  answer $'Paris_Nord,938.10,749.90,all actuals are known\nParis_Sud,1482.20,1362.60,all actuals are known\nTotal,2420.30,2112.50,all actuals are known' \
    chiffre_affaires_semestre famille=recorders annee=2020 semestre=1 ville=Paris
  answer 'Lyon,70,,no actual yet' unites_vendues_mois famille=Hifi annee=2021 mois=3 ville=Lyon
  answer 'Lyon,2.27,1.70,all actuals are known' marge_trimestre famille=Fours annee=2020 trimestre=2 departement=Rhône
  answer '' unites_vendues_mois annee=1999
}

darties_star=(sales ville temps famille_produit magasin enseigne profil utilisateur devise cours parametre)
darties_staging=(staging_v_fours staging_v_hifi staging_v_magneto staging_ca_fours staging_ca_hifi staging_ca_magneto
  staging_mb_fours staging_mb_hifi staging_mb_magneto)

darties_monthly() {
  echo 'a long password' | in_project users set-password direction
  local month=(run mensuel --set workbook="$data/darties/Janvier_2021.xlsx")
  in_project "${month[@]}" >/dev/null
  same "the stray cell is reported" 1 "$(grep -c "CA_Magneto, cell H24: '&'" "$work/log")"
  same "the month's key in the lake" CA_Fours_2021_01_sales.json "$(basename "$work/darties/data/lake/CA_Fours/2021/"*_01_*)"

  truth 'Fours,1098,5696.40,36.79,144
Hifi,1975,10884.10,36.17,144
Magneto,3752,17322.20,28.02,143' \
    "SELECT famille_produit.famille_produit, SUM(vente_reel), SUM(ca_reel), SUM(marge_reel), COUNT(vente_reel) + COUNT(ca_reel) + COUNT(marge_reel)
     FROM sales JOIN famille_produit ON famille_produit.id_famille_produit = sales.id_famille_produit
     WHERE id_temps = 202101 GROUP BY famille_produit.famille_produit ORDER BY famille_produit.famille_produit"
  truth ',96.30,0.26' "SELECT vente_reel, ca_reel, marge_reel FROM sales JOIN magasin ON magasin.id_magasin = sales.id_magasin
     WHERE city = 'Carcassonne' AND id_temps = 202101 AND id_famille_produit = 3"
  local sums
  sums=$(sums_of_year 'temps.annee = 2021')
  same "objectives of the budget after January" \
    $'Fours,14641,1098,72435.10,5696.40,480.54,36.79,576\nHifi,24126,1975,120477.80,10884.10,426.58,36.17,576\nMagneto,42361,3752,220427.90,17322.20,409.35,28.02,576' \
    "$sums"
  truth 'CA_Fours,4989.60,5696.40
CA_Hifi,10155.90,10884.10
CA_Magneto,17100.90,17322.20
MB_Fours,42.74,36.79
MB_Hifi,26.56,36.17
MB_Magneto,17.58,28.02
V_Fours,1005.00,1098.00
V_Hifi,1905.00,1975.00
V_Magneto,3591.00,3752.00' \
    "SELECT sheet, SUM(CASE WHEN kind = 'O' THEN value END), SUM(CASE WHEN kind = 'R' THEN value END)
     FROM cellules WHERE workbook = 'Janvier_2021.xlsx' GROUP BY sheet ORDER BY sheet"
  offends 428 objectifs_du_mois
  offends 1 reels_manquants
  offends 0 rapprochement
  local cell
  cell=$(in_project trace sales ville=Lyon annee=2021 mois=1 famille=Magneto indicateur=CA kind=R -o csv | tail -n +2 | cut -d, -f8-10)
  same "the cell behind a figure" 'Janvier_2021.xlsx,CA_Magneto,C24' "$cell"

  local before after
  before=$(picture "${darties_star[@]}" "${darties_staging[@]}")
  in_project "${month[@]}" >/dev/null
  after=$(picture "${darties_star[@]}" "${darties_staging[@]}")
  same "all tables after the same month again" "$before" "$after"
  in_project run initial --set workbooks="$data/darties" >/dev/null
  after=$(picture "${darties_star[@]}" "${darties_staging[@]}")
  same "all tables after initial again" "$before" "$after"

  in_project generate darties --seed 7 --out "$work/corrected" >/dev/null
  in_project run mensuel --set workbook="$work/corrected/Janvier_2021.xlsx" >/dev/null
  offends 0 rapprochement
  truth 't' "SELECT SUM(ca_reel) <> 33902.7 FROM sales WHERE id_temps = 202101"
  in_project "${month[@]}" >/dev/null
  after=$(picture "${darties_star[@]}" "${darties_staging[@]}")
  same "all tables after a corrected workbook of the month, and the first one again" "$before" "$after"

  truth 'direction,$argon2id$' "SELECT login, SUBSTRING(password_hash, 1, 10) FROM utilisateur_secret"
}

sparkify
darties_initial
darties_monthly

if [ "$lies" -gt 0 ]; then
  echo "$lies of $truths truths do not hold" >&2
  exit 1
fi
echo "$truths truths hold on the real data"
