#!/usr/bin/env python3
"""Holds the rules of Redshift (docs/redshift_rules.yml) and the cases that prove them together.

    tests/redshift_rules.py check     fails when a rule has no proof, a case names no rule, or docs/redshift.md is stale
    tests/redshift_rules.py write     writes docs/redshift.md, and takes from the pending list what has a proof by now

A case proves the rules of its `rule` lines. A refusal is proved by a case with an `error` block that has its words; a rule
that is `not_here` needs none. tests/cases/redshift/pending.txt lists the rules still without proof.
"""
import collections
import difflib
import pathlib
import sys

try:
    import yaml
except ImportError:
    yaml = None

ROOT = pathlib.Path(__file__).resolve().parent.parent
RULES = ROOT / "docs" / "redshift_rules.yml"
PAGE = ROOT / "docs" / "redshift.md"
PENDING = ROOT / "tests" / "cases" / "redshift" / "pending.txt"
CASES = [ROOT / "tests" / "cases", ROOT / "tests" / "regress"]
BLOCKS = {"put", "put-escaped", "rows", "rows-of", "error", "notice"}


class Case:
    """The rules that a case file names, what its errors say, and whether it holds on PostgreSQL as well."""

    def __init__(self, path):
        self.path, self.rules, self.errors, self.postgres = path, [], [], False
        lines = iter(path.read_text().splitlines())
        for line in lines:
            verb, _, argument = line.partition(" ")
            if verb == "rule":
                self.rules += argument.split()
            elif verb == "also":
                self.postgres = True
            elif verb in BLOCKS:
                self.read_block(verb, argument, lines)
            elif verb == "sql" and not argument:
                skip_to("end", lines)

    def read_block(self, verb, argument, lines):
        if not argument:
            skip_to("is", lines)
        body = skip_to("end", lines)
        if verb == "error" and body:
            self.errors.append(body[0])


def skip_to(last, lines):
    body = []
    for line in lines:
        if line == last:
            break
        body.append(line)
    return body


def read_cases():
    return [Case(path) for folder in CASES for path in sorted(folder.rglob("*.test"))]


class Book:
    """The rules in order, the cases of each, and the list of those still without."""

    def __init__(self):
        text = yaml.load(RULES.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        self.introduction, self.sections = text["introduction"], text["sections"]
        self.rules = {rule["id"]: rule for section in self.sections for rule in section["rules"]}
        self.cases = collections.defaultdict(list)
        self.named = read_cases()
        for case in self.named:
            for rule in case.rules:
                self.cases[rule].append(case)
        self.pending = PENDING.read_text().split() if PENDING.exists() else []

    def is_proved(self, rule):
        cases = self.cases[rule["id"]]
        if "refused" in rule:
            return any(rule["refused"] in error for case in cases for error in case.errors)
        return bool(cases) or "not_here" in rule

    def verdict(self, rule):
        if "not_here" in rule:
            return "not here"
        if not self.is_proved(rule):
            return "open"
        return "refused" if "refused" in rule else "choice" if "choice" in rule else "holds"


def nearest_rule(book, name):
    """The rule that someone who wrote `name` had in mind: it speaks of the function, or is spelled nearly so."""
    word = name.split(".")[-1].upper()
    for rule in book.rules.values():
        if word in rule["rule"].replace(",", " ").replace("(", " ").split():
            return rule["id"]
    return next(iter(difflib.get_close_matches(name, book.rules, 1)), "see docs/redshift_rules.yml")


def faults_of(book):
    seen = collections.Counter(rule["id"] for section in book.sections for rule in section["rules"])
    for name, times in seen.items():
        if times > 1:
            yield f"docs/redshift_rules.yml: two rules named {name}"
    for case in book.named:
        for name in case.rules:
            if name not in book.rules:
                yield f"{case.path.relative_to(ROOT)}: no such rule: {name} (did you mean {nearest_rule(book, name)}?)"
    for rule in book.rules.values():
        if not book.is_proved(rule) and rule["id"] not in book.pending:
            wanted = f"no case has an error with its words: {rule['refused']}" if "refused" in rule else "no case proves it"
            yield f"{rule['id']}: {wanted}"


def stale_of(book):
    for name in book.pending:
        if name not in book.rules:
            yield f"{PENDING.relative_to(ROOT)}: no such rule: {name}"
        elif book.is_proved(book.rules[name]):
            yield f"{PENDING.relative_to(ROOT)}: has its proof by now: {name}"
    if not PAGE.exists() or PAGE.read_text() != page_of(book):
        yield "docs/redshift.md is stale: tests/redshift_rules.py write"


def link_of(case):
    return f"[{case.path.parent.name}/{case.path.stem}](../{case.path.relative_to(ROOT)})"


def row_of(book, rule):
    text = rule["rule"]
    if rule.get("sure", "documented") != "documented":
        text += f" *({rule['sure']})*"
    if "choice" in rule:
        text += f" **Here:** {rule['choice']}."
    if "refused" in rule:
        text += f" **Refused:** “{rule['refused']}”."
    if "not_here" in rule:
        text += f" **Not here:** {rule['not_here']}."
    cases = ", ".join(link_of(case) for case in book.cases[rule["id"]])
    return "| {} | {} | {} | {} |".format(*(cell.replace("|", "\\|") for cell in (
        f"`{rule['id']}`", text, cases, book.verdict(rule))))


def page_of(book):
    counts = collections.Counter(book.verdict(rule) for rule in book.rules.values())
    lines = ["<!-- written by tests/redshift_rules.py from docs/redshift_rules.yml and the cases; do not edit -->",
             "# What of Redshift holds here", "", book.introduction.rstrip(), "",
             "| verdict | rules |", "|---|---|"]
    lines += [f"| {verdict} | {number} |" for verdict, number in sorted(counts.items())]
    for section in book.sections:
        lines += ["", f"## {section['section']} {section['title']}", "", "| rule | what holds | case | verdict |",
                  "|---|---|---|---|"]
        lines += [row_of(book, rule) for rule in section["rules"]]
    return "\n".join(lines) + "\n"


def write(book):
    open_rules = [rule["id"] for rule in book.rules.values() if not book.is_proved(rule)]
    PENDING.write_text("".join(name + "\n" for name in open_rules))
    book.pending = open_rules
    PAGE.write_text(page_of(book))
    print(f"{len(book.rules)} rules, {len(open_rules)} without proof: docs/redshift.md")


def main():
    if yaml is None:
        print("SKIPPED: no python3-yaml; the rules were not compared with the cases.", file=sys.stderr)
        return 77
    book = Book()
    if sys.argv[1:] == ["write"]:
        write(book)
        return 0
    faults = [*faults_of(book), *stale_of(book)]
    print("\n".join(faults) or f"{len(book.rules)} rules, {len(book.pending)} pending, every other proved or refused")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
