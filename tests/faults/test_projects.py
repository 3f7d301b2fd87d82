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
