"""Cells as all readers can be compared by, and random ones to write.

A value becomes a pair of its kind and something that compares: ("number", 20.3), ("text", "Lyon"), ("boolean", True), ("moment", days and
milliseconds), ("span", milliseconds). A blank cell and one of blanks only is None.
"""
import datetime
import re

EPOCH = datetime.datetime(1899, 12, 30)
DAY_MS = 86_400_000
SPAN = re.compile(r"(\d+):(\d\d):(\d\d)(?:\.(\d{3}))?$")
MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: (\d+:\d\d:\d\d(?:\.\d{3})?))?$")


def _span_ms(text):
    hours, minutes, seconds, ms = SPAN.match(text).groups()
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(ms or 0)


def from_text(text):
    """What darties says in a string of JSON."""
    stripped = text.strip()
    if not stripped:
        return None
    if SPAN.match(stripped):
        return ("span", _span_ms(stripped))
    if match := MOMENT.match(stripped):
        try:
            day = datetime.datetime(*map(int, match.groups()[:3]))
        except ValueError:  # 1900-02-29, which Excel has
            return ("text", stripped)
        return ("moment", (day - EPOCH).days * DAY_MS + (_span_ms(match[4]) if match[4] else 0))
    return ("text", stripped)


def from_python(value):
    """What a reader or the writer has as a value of Python."""
    if value is None:
        return None
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, (int, float)):
        return ("number", float(value))
    if isinstance(value, datetime.timedelta):
        return ("span", round(value / datetime.timedelta(milliseconds=1)))
    if isinstance(value, datetime.time):
        return ("span", round(((value.hour * 60 + value.minute) * 60 + value.second) * 1000 + value.microsecond / 1000))
    if isinstance(value, datetime.datetime):
        return ("moment", round((value - EPOCH) / datetime.timedelta(milliseconds=1)))
    if isinstance(value, datetime.date):
        return from_python(datetime.datetime(value.year, value.month, value.day))
    return from_text(str(value))


def as_written(value):
    """What a writer leaves of a value: both write numbers with 16 digits."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return ("number", float(f"{value:.16G}"))
    return from_python(value)


def equal(a, b):
    """Moments and spans may differ by a millisecond: binary fractions of a day have no more."""
    if a is None or b is None or a[0] != b[0]:
        return a is None and b is None
    if a[0] in ("moment", "span"):
        return abs(a[1] - b[1]) <= 1
    return a[1] == b[1]


WORDS = ["Lyon", "Nancy", "Saint-Étienne", "Orléans", "東京", "😀", "Ville de l'Été", "a&b<c>\"d\"", "two\nlines", " padded ", "tab\there",
         "_x000D_", "_x41_", "007", "1 234,5", "20,3", "2021-13-45", "TRUE", "#N/A?", "x" * 300, "é" * 5000, "'quoted", "=", "-", "\u00a0nbsp"]
NUMBERS = [0, 1, -1, 7, 1234567, 2**53, -(2**53), 20.3, 0.1 + 0.2, 1 / 3, -0.000123, 1e-7, 1e15, 1e16, 1.5e20, 1e23, 3.1010119560823098e17,
           123456789012345678, 2.2250738585072014e-308, 9.99999999999999e307, 99999999999999.9, 0.57, 1e-5]


def random_cell(random):
    """A value that every writer can write."""
    kind = random.randrange(12)
    if kind < 2:
        return None
    if kind < 4:
        return random.choice(WORDS) + random.choice(["", "", " ", str(random.randrange(1000))])
    if kind == 4:
        return random.choice(NUMBERS)
    if kind == 5:
        return random.randrange(-10**9, 10**9)
    if kind == 6:
        return random.uniform(-1, 1) * 10 ** random.randrange(-12, 18)
    if kind == 7:
        return random.random() < 0.5
    if kind == 8:
        return datetime.date(1904, 1, 2) + datetime.timedelta(days=random.randrange(60000))
    if kind == 9:
        return datetime.datetime(1904, 1, 2) + datetime.timedelta(seconds=random.randrange(4 * 10**9), milliseconds=random.randrange(1000))
    if kind == 10:
        return datetime.time(random.randrange(24), random.randrange(60), random.randrange(60))
    return datetime.timedelta(seconds=random.randrange(10**7))


def random_table(random):
    rows, columns = random.randrange(1, 60), random.randrange(1, 30)
    return {(row, column): cell for row in range(1, rows + 1) for column in range(1, columns + 1)
            if (cell := random_cell(random)) is not None}
