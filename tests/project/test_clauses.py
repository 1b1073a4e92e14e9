"""docs/clauses.md names every clause, and only files that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "clauses.md").read_text(encoding="utf-8")
COUNTS = {"P": 5, "R": 15, "B": 8, "K": 7, "M": 4, "S": 7}


def test_every_clause_has_its_row_once():
    expected = [f"{letter}{number}" for letter, count in COUNTS.items() for number in range(1, count + 1)]
    rows = re.findall(r"^\| ([A-Z]\d*) \|", TEXT, re.MULTILINE)
    assert sorted(rows) == sorted([*expected, "C", "D"])


def test_every_file_named_beside_a_clause_exists():
    named = re.findall(r"`([\w./-]+/[\w./-]*)`", TEXT)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []
