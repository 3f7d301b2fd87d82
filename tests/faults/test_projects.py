"""Mistakes in a project: its YAML, its graph, its variables, its SQL files."""
import sqlite3

from harness import FaultTest


class Projects(FaultTest):
    def run_p(self, *words):
        return self.darties("run", "p", *words)

    def test_no_project_says_where_it_looked(self):
        (self.folder / "darties.yml").unlink()
        self.assert_refused(self.darties("dags"), 3, "darties.yml")

    def test_a_newer_project_format_is_refused(self):
        self.file("darties.yml", "name: faults\nformat_version: 99\n")
        self.assert_refused(self.darties("dags"), 2, "format_version", "99")

    def test_a_history_of_a_newer_darties_is_refused_and_left_alone(self):
        self.pipeline("tasks:\n  a: { command: ['true'] }\n")
        self.assert_fine(self.run_p())
        with sqlite3.connect(self.folder / ".darties/history.db") as history:
            history.execute("PRAGMA user_version = 99")
        self.assert_refused(self.run_p(), 2, "history.db", "99")

    def test_an_unknown_key_of_the_project_is_told_with_its_place(self):
        self.file("darties.yml", "name: faults\nformat_version: 1\nvariabels: { a: b }\n")
        self.assert_refused(self.darties("dags"), 2, "darties.yml:3:1", "variabels", "variables")

    def test_broken_yaml_is_told_with_its_place(self):
        self.pipeline("tasks:\n  a: { sql: [x.sql\n")
        self.assert_refused(self.run_p(), 2, "pipelines/p.yml:")

    def test_an_unknown_key_of_a_task_is_told_with_its_place(self):
        self.pipeline("tasks:\n  a: { command: ['true'], retris: 3 }\n")
        self.assert_refused(self.run_p(), 2, "pipelines/p.yml:3:27", "retris", "retries")

    def test_an_unknown_operator_is_told_with_the_nearest(self):
        self.pipeline("tasks:\n  a: { stag: { table: t } }\n")
        self.assert_refused(self.run_p(), 2, "pipelines/p.yml:3:", "stag", "stage")

    def test_an_unknown_parameter_of_an_operator_is_told(self):
        self.pipeline("tasks:\n  a: { stage: { tabel: t, from: s3://test/x } }\n")
        self.assert_refused(self.run_p(), 2, "pipelines/p.yml:3:", "tabel", "table")

    def test_a_cycle_names_its_tasks(self):
        self.pipeline("tasks:\n  a: { command: ['true'], after: c }\n  b: { command: ['true'], after: a }\n"
                      "  c: { command: ['true'], after: b }\n")
        answer = self.run_p()
        self.assert_refused(answer, 2, "pipelines/p.yml:")
        for task in ("a", "b", "c"):
            self.assertRegex(answer.err, rf"\b{task}\b")

    def test_an_unknown_task_is_told_with_the_nearest(self):
        self.pipeline("tasks:\n  stage_events: { command: ['true'] }\n  b: { command: ['true'], after: stage_event }\n")
        self.assert_refused(self.run_p(), 2, "pipelines/p.yml:4:", "stage_event", "stage_events")

    def test_an_unknown_selected_task_is_told(self):
        self.pipeline("tasks:\n  stage_events: { command: ['true'] }\n")
        self.assert_refused(self.run_p("--select", "stage_event"), 3, "stage_event", "stage_events")

    def test_an_unknown_variable_is_told_with_its_place(self):
        self.file("darties.yml", "name: faults\nformat_version: 1\nvariables: { bucket: s3://test }\n")
        self.pipeline("tasks:\n  a: { command: [echo, '{{ buckett }}'] }\n")
        self.assert_refused(self.run_p(), 2, "pipelines/p.yml:3:", "buckett", "bucket")

    def test_an_unknown_pipeline_is_told_with_the_nearest(self):
        self.pipeline("tasks:\n  a: { command: ['true'] }\n", name="sparkify")
        self.assert_refused(self.darties("run", "sparkfy"), 3, "sparkfy", "sparkify")

    def test_a_missing_sql_file_is_told_before_anything_runs(self):
        self.file("3_star/create_tables.sql", "CREATE TABLE t (a INT);\n")
        self.pipeline("tasks:\n  first: { command: [touch, ran] }\n  a: { sql: 3_star/create_table.sql, after: first }\n")
        self.assert_refused(self.run_p(), 3, "3_star/create_table.sql", "3_star/create_tables.sql")
        self.assertFalse((self.folder / "ran").exists())

    def test_an_sql_error_points_into_the_users_file(self):
        self.file("bad.sql", "-- A comment.\nCREATE TABLE t (a INT);\nSELECT a,\n       nam\nFROM t;\n")
        self.pipeline("tasks:\n  a: { sql: bad.sql }\n")
        self.assert_refused(self.run_p(), 1, "bad.sql:4:8", "nam")

    def test_a_syntax_error_points_into_the_users_file(self):
        self.file("bad.sql", "SELECT 1;\n\nSELEC 2;\n")
        self.assert_refused(self.darties("sql", "-f", "bad.sql"), 2, "bad.sql:3:1")

    def test_a_failed_task_keeps_what_waits_for_it_and_not_its_siblings(self):
        self.pipeline("tasks:\n  a: { command: ['false'] }\n  b: { command: [touch, b], after: a }\n"
                      "  c: { command: [touch, c] }\n")
        self.assert_refused(self.run_p(), 1, "--resume")
        self.assertFalse((self.folder / "b").exists())
        self.assertTrue((self.folder / "c").exists())

    def test_a_command_that_is_not_there_is_named(self):
        self.pipeline("tasks:\n  a: { command: [no_such_program_here] }\n")
        self.assert_refused(self.run_p(), 1, "no_such_program_here")

    def test_a_typo_in_a_command_is_answered_with_the_nearest(self):
        self.assert_refused(self.darties("rum", "p"), 2, "rum", "run")

    def test_an_unknown_option_is_answered_with_the_nearest(self):
        self.pipeline("tasks:\n  a: { command: ['true'] }\n")
        self.assert_refused(self.run_p("--slect", "a"), 2, "--slect", "--select")

    def test_sql_that_is_none_is_told_before_anything_runs(self):
        """In a script, in the query of a load, of an update and of a check."""
        self.file("make.sql", "CREATE TABLE t (a INT);\n")
        self.file("bad.sql", "-- check: no rows\n\nSELEC a FROM t\n")
        for task in ("sql: bad.sql", "load_fact: { table: t, query: bad.sql }", "check: bad.sql",
                     "update: { table: t, query: bad.sql, keys: a, columns: a }", "unload: { query: bad.sql, to: s3://test/x }"):
            self.pipeline(f"tasks:\n  first: {{ command: [touch, ran] }}\n  a: {{ {task}, after: first }}\n")
            for words in (["-n"], []):
                self.assert_refused(self.darties("run", "p", *words), 2, "bad.sql:3:1", "SELEC")
                self.assertFalse((self.folder / "ran").exists())
            self.assert_refused(self.darties("doctor"), 1, "bad.sql:3:1")

    def test_doctor_reads_the_questions(self):
        self.file("5_queries/trace/where.sql", "-- question: Where?\nSELECT a FORM t\n  WHERE b =\n")
        self.assert_refused(self.darties("doctor"), 1, "5_queries/trace/where.sql:")

    def test_a_query_that_does_not_fit_its_table_is_told_before_anything_runs(self):
        self.file("make.sql", "CREATE TABLE IF NOT EXISTS plane (tailnum VARCHAR(9), seats INT);\n")
        self.file("plane.sql", "SELECT 'N1' AS tailnum, 2 AS seats, 'jet' AS engine\n")
        self.pipeline("tasks:\n  first: { command: [touch, ran] }\n  make: { sql: make.sql, after: first }\n"
                      "  plane: { load_dimension: { table: plane, query: plane.sql }, after: make }\n")
        for words in (["-n"], []):
            self.assert_refused(self.darties("run", "p", *words), 2, "plane.sql:1:46", "engine", "plane takes 2 (tailnum, seats)",
                                "on_new_columns: add")
            self.assertFalse((self.folder / "ran").exists())
        # The table is there: what it is counts, not what the script says of a new one.
        self.file("plane.sql", "SELECT 2 AS seats, 'N1' AS tailnum\n")
        self.assert_fine(self.darties("run", "p"))
        self.assertEqual(self.value("SELECT tailnum || seats FROM plane"), "N12")
        (self.folder / "ran").unlink()
        self.file("make.sql", "CREATE TABLE IF NOT EXISTS plane (tailnum VARCHAR(9), seats INT, engine VARCHAR(9));\n")
        self.file("plane.sql", "SELECT 2 AS seats, 'N1' AS tailnum, 'jet' AS engine\n")
        self.assert_refused(self.run_p(), 2, "plane.sql:1:46", "plane has no column engine")
        self.assertFalse((self.folder / "ran").exists())
        self.assert_fine(self.sql("ALTER TABLE plane ADD COLUMN engine VARCHAR(9)"))
        self.assert_fine(self.run_p())

    def test_resume_names_a_done_task_that_was_changed(self):
        self.file("make.sql", "CREATE TABLE IF NOT EXISTS t (a INT);\n")
        self.pipeline("tasks:\n  make: { sql: make.sql }\n  say: { command: [echo, one] }\n"
                      "  gate: { command: [test, -e, open], after: [make, say] }\n")
        self.assertEqual(self.run_p().code, 1)
        unchanged = self.run_p("--resume")
        self.assertNotIn("note", unchanged.err, unchanged)
        self.file("make.sql", "CREATE TABLE IF NOT EXISTS t (a INT, b INT);\n")
        self.pipeline("tasks:\n  make: { sql: make.sql }\n  say: { command: [echo, two] }\n"
                      "  gate: { command: [test, -e, open], after: [make, say] }\n")
        answer = self.run_p("--resume")
        for task, line in (("make", 3), ("say", 4)):
            self.assertIn(f"pipelines/p.yml:{line}:3: task {task} was changed after it was done", answer.err, answer)
            self.assertIn(f"darties run p --select '{task}+'", answer.err, answer)

    def test_two_uploads_of_one_object_are_refused(self):
        self.file("in/a.csv", "1\n")
        self.file("in/b.csv", "2\n")
        self.pipeline("tasks:\n  up: { matrix: { n: [a, b] }, upload: { from: 'in/{{ n }}.csv', to: s3://test/reference } }\n")
        self.assert_refused(self.run_p(), 2, "pipelines/p.yml:3:", "s3://test/reference/", "s3://test/reference.csv")
        self.pipeline("tasks:\n  up: { matrix: { n: [a, b] }, upload: { from: 'in/{{ n }}.csv', to: s3://test/all.csv } }\n")
        self.assert_refused(self.run_p(), 2, "up[a] and up[b] both write s3://test/all.csv")
        self.assertFalse((self.folder / "lake").exists())
        self.pipeline("tasks:\n  up: { matrix: { n: [a, b] }, upload: { from: 'in/{{ n }}.csv', to: s3://test/reference/ } }\n")
        self.assert_fine(self.run_p())
        self.assertEqual((self.folder / "lake/reference/b.csv").read_text(), "2\n")
        self.file("lake/plain", "3\n")
        self.assert_refused(self.darties("upload", "in/a.csv", "s3://test/plain/a.csv"), 2, "lake/plain is an object", "can not hold both")
