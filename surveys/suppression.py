"""Nothing about fewer than five answers is shown, nor can it be had by subtraction (B8: to correct, not to punish).

The counts of a year stand in a table: a row for each part (service, office, way) and one for all together, a column
for each month and one for the year. Each row and each column is a sum that a reader can subtract in. So where a sum
would give a hidden figure away, its smallest shown figure is hidden as well, until no sum gives anything away.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

SMALLEST_GROUP = 5
ALL = "all together"
Part = Hashable
Cell = tuple[Part, int]
Counts = Mapping[Part, Sequence[int]]


def protect(tables: Mapping[str, Counts], total: Sequence[int]) -> dict[str, set[Cell]]:
    """Hidden cells of each table by its name, with ``(ALL, column)`` for what is hidden of the total in all of them.

    ``total`` and every part have the same columns; the last is the sum of those before.
    """
    forced: set[Cell] = set()
    while True:
        hidden = {name: _hidden({**parts, ALL: total}, forced) for name, parts in tables.items()}
        grown = forced.union(*({cell for cell in cells if cell[0] == ALL} for cells in hidden.values()))
        if grown == forced:
            return hidden
        forced = grown


def _hidden(counts: Counts, forced: set[Cell]) -> set[Cell]:
    sums = _sums(counts)
    hidden = {
        (part, column)
        for part, row in counts.items()
        for column, count in enumerate(row)
        if 0 < count < SMALLEST_GROUP
    } | forced
    while more := _given_away(counts, sums, hidden):
        hidden |= more
    return hidden


def _sums(counts: Counts) -> list[tuple[list[Cell], Cell]]:
    """Each sum of the table as its members and what they make together; empty cells give nothing away."""
    last = len(counts[ALL]) - 1
    parts = [part for part in counts if part != ALL]
    rows = [([(part, column) for column in range(last)], (part, last)) for part in counts]
    columns = [([(part, column) for part in parts], (ALL, column)) for column in range(last + 1)] if parts else []
    return [([cell for cell in members if _count(counts, cell)], whole) for members, whole in rows + columns]


def _given_away(counts: Counts, sums: Iterable[tuple[list[Cell], Cell]], hidden: set[Cell]) -> set[Cell]:
    """The next cell to hide, alone in a set; empty when no sum gives a hidden cell away."""
    for members, whole in sums:
        lost = [cell for cell in members if cell in hidden]
        shown = sorted(
            (cell for cell in members if cell not in hidden), key=lambda cell: (_count(counts, cell), cell[1])
        )
        if whole in hidden:
            if members and not lost:
                return {shown[0]}
        elif lost and (len(lost) == 1 or sum(_count(counts, cell) for cell in lost) < SMALLEST_GROUP):
            return {shown[0]} if shown else {whole}
    return set()


def _count(counts: Counts, cell: Cell) -> int:
    return counts[cell[0]][cell[1]]
