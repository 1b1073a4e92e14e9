"""No sum that a reader can form gives away a figure of fewer than five answers."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from surveys.suppression import ALL, SMALLEST_GROUP, protect

MONTHS = 4


def table(rows):
    """Parts with their year, and the total of each column."""
    parts = {f"part {number}": [*row, sum(row)] for number, row in enumerate(rows)}
    total = [sum(column) for column in zip(*parts.values(), strict=True)] if parts else [0] * (MONTHS + 1)
    return parts, total


def learned(parts, total, hidden):
    """What a reader reckons: every sum with one unknown gives it, again and again; and what is left of a sum."""
    counts = {**parts, ALL: total}
    last = len(total) - 1
    known = {(part, c): row[c] for part, row in counts.items() for c in range(last + 1) if (part, c) not in hidden}
    lines = [[(part, c) for c in range(last)] + [(part, last)] for part in counts]
    lines += [[(part, c) for part in parts] + [(ALL, c)] for c in range(last + 1)] if parts else []
    small = []
    grown = True
    while grown:
        grown = False
        for line in lines:
            *members, whole = line
            unknown = [cell for cell in line if cell not in known]
            if len(unknown) == 1:
                cell = unknown[0]
                others = [known[other] for other in members if other != cell]
                known[cell] = sum(others) if cell == whole else known[whole] - sum(others)
                grown = True
            elif whole in known and unknown:
                small.append(known[whole] - sum(known[cell] for cell in members if cell in known))
    return known, small


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(st.sampled_from([0, 0, 1, 2, 4, 5, 6, 9, 20]), min_size=MONTHS, max_size=MONTHS), max_size=4))
@example([[9, 0, 0, 0], [3, 0, 0, 0]])
@example([[5, 1, 5, 0]])
@example([[5, 5, 5, 5], [5, 5, 5, 1], [6, 6, 6, 6]])
def test_a_reader_with_every_shown_figure_learns_of_no_small_group(rows):
    parts, total = table(rows)
    hidden = protect({"service": parts}, total)["service"]
    known, sums = learned(parts, total, hidden)
    assert not [cell for cell, count in known.items() if 0 < count < SMALLEST_GROUP]
    assert not [count for count in sums if 0 < count < SMALLEST_GROUP]


def test_where_one_part_is_too_small_the_next_smallest_is_hidden_with_it():
    parts, total = table([[12, 0, 0, 0], [7, 0, 0, 0], [3, 0, 0, 0]])
    hidden = protect({"service": parts}, total)["service"]
    assert ("part 2", 0) in hidden
    assert ("part 1", 0) in hidden
    assert ("part 0", 0) not in hidden
    assert (ALL, 0) not in hidden


def test_a_month_too_small_hides_another_month_and_not_the_year():
    parts, total = table([[9, 2, 6, 0]])
    hidden = protect({"service": parts}, total)["service"]
    assert {(ALL, 1), (ALL, 2)} <= hidden
    assert not {(ALL, 0), (ALL, 4)} & hidden


def test_nothing_is_hidden_where_every_group_is_large_enough():
    parts, total = table([[5, 9, 0, 0], [7, 5, 0, 0]])
    assert protect({"service": parts}, total) == {"service": set()}


def test_a_total_hidden_for_one_table_is_hidden_in_all():
    one, total = table([[6, 4, 9, 0], [0, 1, 0, 0]])
    other, _same = table([[3, 5, 9, 0], [3, 0, 0, 0]])
    hidden = protect({"service": one, "office": other}, total)
    totals = {name: {cell for cell in cells if cell[0] == ALL} for name, cells in hidden.items()}
    assert totals["service"] == totals["office"]
