"""What each table of the shipped projects must hold, told by another engine from the same input, with SQL of its own.

    expected = sparkify(folder)      a connection of DuckDB's Python package with a view `want_<table>` for each table
    compare(connection, table, file) what differs between it and rows written as JSON lines; empty when nothing does
"""
import csv
import re

import duckdb

MONTHS = ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"]
FAMILIES = {"Fours": 1, "Hifi": 2, "Magneto": 3}

EVENTS = {"artist": "VARCHAR", "auth": "VARCHAR", "firstName": "VARCHAR", "gender": "VARCHAR", "itemInSession": "INTEGER",
          "lastName": "VARCHAR", "length": "DECIMAL(12,5)", "level": "VARCHAR", "location": "VARCHAR", "method": "VARCHAR",
          "page": "VARCHAR", "registration": "DOUBLE", "sessionId": "INTEGER", "song": "VARCHAR", "status": "INTEGER",
          "ts": "BIGINT", "userAgent": "VARCHAR", "userId": "VARCHAR"}
SONGS = {"num_songs": "INTEGER", "artist_id": "VARCHAR", "artist_latitude": "DECIMAL(9,5)", "artist_longitude": "DECIMAL(9,5)",
         "artist_location": "VARCHAR", "artist_name": "VARCHAR", "song_id": "VARCHAR", "title": "VARCHAR",
         "duration": "DECIMAL(12,5)", "year": "INTEGER"}

# Texts that differ in trailing blanks alone are the same text on Redshift.
SPARKIFY = {
    "staging_events": """
        SELECT artist, auth, firstName AS first_name, gender, itemInSession AS item_in_session, lastName AS last_name, length,
          level, location, method, page, registration, sessionId AS session_id, song, status, ts, userAgent AS user_agent,
          userId AS user_id
        FROM events""",
    "staging_songs": "SELECT * FROM song_files",
    "users": """
        SELECT userId::INTEGER AS user_id, arg_max(firstName, moment) AS first_name, arg_max(lastName, moment) AS last_name,
          arg_max(gender, moment) AS gender, arg_max(level, moment) AS level
        FROM (SELECT *, (ts, sessionId, itemInSession) AS moment FROM events WHERE page = 'NextSong')
        GROUP BY userId""",
    "songs": """
        SELECT DISTINCT ON (song_id) song_id, title, artist_id, year, duration FROM song_files
        ORDER BY song_id, year DESC, title""",
    "artists": """
        SELECT DISTINCT ON (artist_id) artist_id, artist_name AS name, artist_location AS location,
          artist_latitude AS latitude, artist_longitude AS longitude
        FROM song_files ORDER BY artist_id, year DESC, song_id""",
    "songplays": """
        SELECT epoch_ms(ts) AS start_time, userId::INTEGER AS user_id, level, song_id, artist_id, sessionId AS session_id,
          location, userAgent AS user_agent
        FROM events LEFT JOIN (
          SELECT rtrim(title) AS t, rtrim(artist_name) AS a, duration AS d, min(song_id) AS song_id,
            arg_min(artist_id, song_id) AS artist_id
          FROM song_files GROUP BY ALL) ON t = rtrim(song) AND a = rtrim(artist) AND d = length
        WHERE page = 'NextSong'""",
    "time": """
        SELECT start_time, hour(start_time) AS hour, day(start_time) AS day, weekofyear(start_time) AS week,
          month(start_time) AS month, year(start_time) AS year, dayofweek(start_time) AS weekday
        FROM (SELECT DISTINCT epoch_ms(ts) AS start_time FROM events WHERE page = 'NextSong')""",
}

DARTIES = {
    "temps": """
        SELECT DISTINCT annee * 100 + mois AS id_temps, annee, if(mois < 7, 1, 2) AS semestre, ceil(mois / 3)::INTEGER AS trimestre,
          mois, ['Janvier', 'Février', 'Mars', 'Avril', 'Mai', 'Juin', 'Juillet', 'Août', 'Septembre', 'Octobre', 'Novembre',
          'Décembre'][mois] AS lib_mois
        FROM cells""",
    # An objective is the annual workbook's; an actual is the monthly workbook's where there is one, blank or not.
    "sales": """
        SELECT city, annee, mois, famille,
          any_value(value) FILTER (what = 'V' AND kind = 'O')::INTEGER AS vente_objectif,
          any_value(value) FILTER (what = 'V' AND kind = 'R')::INTEGER AS vente_reel,
          any_value(value) FILTER (what = 'CA' AND kind = 'O') AS ca_objectif,
          any_value(value) FILTER (what = 'CA' AND kind = 'R') AS ca_reel,
          any_value(value) FILTER (what = 'MB' AND kind = 'O') AS marge_objectif,
          any_value(value) FILTER (what = 'MB' AND kind = 'R') AS marge_reel
        FROM (SELECT * FROM cells AS c WHERE monthly = (kind = 'R' AND EXISTS (
          FROM cells AS m WHERE m.monthly AND (m.annee, m.mois) = (c.annee, c.mois))))
        GROUP BY ALL""",
    "magasin": "SELECT DISTINCT city, brand, location, region, nb_cash_register, ads FROM stores",
}
# What is asked of darties instead of the whole table: its numbers are its own.
QUERIES = {
    "songplays": "SELECT start_time, user_id, level, song_id, artist_id, session_id, location, user_agent FROM songplays",
    "sales": """
        SELECT city, annee, mois, famille_produit AS famille, vente_objectif, vente_reel, ca_objectif, ca_reel, marge_objectif,
          marge_reel
        FROM sales JOIN magasin ON magasin.id_magasin = sales.id_magasin JOIN temps ON temps.id_temps = sales.id_temps
        JOIN famille_produit ON famille_produit.id_famille_produit = sales.id_famille_produit""",
    "magasin": "SELECT city, brand, location, region, nb_cash_register, ads FROM magasin",
}


def sparkify(folder):
    connection = duckdb.connect()
    for name, pattern, columns in [("events", "log_data/**/*.json", EVENTS), ("song_files", "song_data/**/*.json", SONGS)]:
        connection.execute(f"CREATE TABLE {name} AS FROM read_json('{folder}/{pattern}', format = 'newline_delimited', "
                           f"columns = {columns})")
    return _with_views(connection, SPARKIFY)


def darties(folder, books):
    from python_calamine import CalamineWorkbook  # the bench judges sparkify without it

    connection = duckdb.connect()
    connection.execute("CREATE TABLE cells (what VARCHAR, famille VARCHAR, city VARCHAR, annee INTEGER, mois INTEGER, kind VARCHAR, "
                       "value DECIMAL(12,2), monthly BOOLEAN)")
    connection.execute("CREATE TABLE stores (city VARCHAR, brand VARCHAR, location VARCHAR, region VARCHAR, "
                       "nb_cash_register INTEGER, ads DECIMAL(12,1))")
    with open(folder / "cells.csv", "w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        for book in books:
            rows.writerows(_cells(folder / book, CalamineWorkbook.from_path(str(folder / book))))
    connection.execute(f"COPY cells FROM '{folder}/cells.csv' (NULLSTR '')")
    last = CalamineWorkbook.from_path(str(folder / "2021_BUDGET.xlsx")).get_sheet_by_name("darties").to_python()
    at = [last[0].index(name) for name in ("Villes", "Enseignes", "Emplacemen", "REGION", "Nb_Caisses", "Publicité")]
    for row in last[1:]:
        if row[at[0]]:
            connection.execute("INSERT INTO stores VALUES (?, ?, ?, ?, ?, ?)", [row[i] for i in at])
    return _with_views(connection, DARTIES)


def _cells(book, opened):
    """The figures of a workbook: indicator, family, city, year, month, kind, value, whether the book is of one month."""
    annual = re.fullmatch(r"(\d+)_(?:HISTO|BUDGET)", book.stem)
    monthly = re.fullmatch(r"(\w+)_(\d+)", book.stem)
    for sheet in opened.sheet_names:
        what, _, family = sheet.partition("_")
        if family not in FAMILIES:
            continue
        rows = opened.get_sheet_by_name(sheet).to_python()
        heading = [str(name) for name in rows[0]]
        for row in rows[1:]:
            for name, value in zip(heading[1:], row[1:]):
                kind, _, month = name.partition("_")
                if not row[0] or kind not in ("O", "R"):
                    continue
                year = annual[1] if annual else monthly[2]
                number = _month(month) if annual else _month(monthly[1])
                yield [what, family, row[0], year, number, kind, _number(value), annual is None]


def _number(value):
    """A number, of a cell of numbers or of text; a blank cell and a stray sign are none."""
    try:
        return float(value)
    except ValueError:
        return ""


def _month(name):
    plain = name.lower().translate(str.maketrans("éèûô", "eeuo"))
    return 1 + next(i for i, month in enumerate(MONTHS) if month.startswith(plain) or plain.startswith(month))


def _with_views(connection, queries):
    for table, query in queries.items():
        connection.execute(f"CREATE TABLE want_{table} AS {query}")
    return connection


def compare(connection, table, file):
    columns = dict(row[:2] for row in connection.execute(f"DESCRIBE want_{table}").fetchall())
    connection.execute(f"CREATE OR REPLACE TEMP TABLE found AS FROM read_json('{file}', format = 'newline_delimited', "
                       f"columns = {columns})")
    found = []
    for what, first, second in [("missing", f"want_{table}", "found"), ("surplus", "found", f"want_{table}")]:
        rows = connection.execute(f"FROM {first} EXCEPT ALL FROM {second}").fetchmany(3)
        found += [f"{table}: {what}: {row}" for row in rows]
    return found
