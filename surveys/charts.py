"""How answers are spread, as one bar of SVG made here: mirrored for Arabic, named for screen readers, no inline style.

No words stand inside the picture: the table under it has them, each with the colour of its part.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.hijri import language

WIDTH, HEIGHT = 600, 40
LIGHT, DARK = (216, 236, 225), (14, 82, 51)  # from the first answer to the last
EDGE = "#0e5233"  # each part is outlined, so that no colour needs to be told from its neighbour's


def colours(count: int) -> list[str]:
    """As many steps from light to dark as there are answers."""
    steps = [step / max(count - 1, 1) for step in range(count)]
    return [
        "#" + "".join(f"{round(a + (b - a) * step):02x}" for a, b in zip(LIGHT, DARK, strict=True)) for step in steps
    ]


def bar(rows: Sequence[tuple[Any, int]], *, title: str, key: str) -> SafeString:
    """(words, count) as parts of one bar, the first at the reader's beginning; ``key`` is unique on the page."""
    total, done, parts = sum(count for _words, count in rows) or 1, 0, []
    for (_words, count), colour in zip(rows, colours(len(rows)), strict=True):
        begin, width = WIDTH * done / total, WIDTH * count / total
        if count:
            parts.append((round(WIDTH - begin - width if language() == "ar" else begin, 1), round(width, 1), colour))
        done += count
    return format_html(
        '<svg role="img" xmlns="http://www.w3.org/2000/svg" width="100%" height="{0}" '
        'viewBox="-1 -1 {1} {2}" preserveAspectRatio="none" aria-labelledby="{3}">'
        '<title id="{3}">{4}</title>{5}</svg>',
        *(HEIGHT, WIDTH + 2, HEIGHT + 2, f"chart-{key}", title),
        format_html_join(
            "",
            '<rect x="{}" y="0" width="{}" height="{}" fill="{}" stroke="{}"/>',
            ((begin, width, HEIGHT, colour, EDGE) for begin, width, colour in parts),
        ),
    )


def swatches(rows: Sequence[tuple[Any, int]]) -> list[tuple[SafeString, Any, int]]:
    """(colour's sample, words, count) for the table under the bar."""
    sample = (
        '<svg aria-hidden="true" width="16" height="16"><rect x="1" y="1" width="14" height="14" rx="3" fill="{}" '
        'stroke="{}"/></svg>'
    )
    drawn = (format_html(sample, colour, EDGE) for colour in colours(len(rows)))
    return [(swatch, words, count) for swatch, (words, count) in zip(drawn, rows, strict=True)]
