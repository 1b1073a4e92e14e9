"""Makes the screen's two font files with every letter of the source; does nothing when they are there already.

IBM Plex Sans Arabic comes with 72 kB a weight, which would spend the whole budget of a first view. Its hinting and its
glyph names, which browsers do not need, and signs that no text of ours holds are left out (50 kB). That makes it a
Modified Version under the Open Font License, so it may not carry the reserved name: the files and the names inside
them say "Mithaq Sans".
"""

import logging
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

FAMILY = "MithaqSans"
SYMBOLS = (*range(0x2100, 0x2122), *range(0x2123, 0x2190), *range(0x2194, 0x2212), *range(0x2213, 0x2600))
WEIGHTS = ("Regular", "SemiBold")
HINTING = ("fpgm", "prep", "cvt ", "DSIG")
NAMES = {1, 3, 4, 6, 16, 25}  # family, unique, full, PostScript and typographic names; copyright and licence stay


class Command(BaseCommand):
    help = "Build static/fonts/*.woff2 from the installed font package."
    requires_system_checks: list[str] = []  # it runs before there is a database

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="Build again even when the files exist.")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.ROOT) / "static" / "fonts"
        missing = [weight for weight in WEIGHTS if options["force"] or not target(folder, weight).exists()]
        for weight in missing:
            size = build(folder, weight)
            self.stdout.write(f"{target(folder, weight).name}: {size:,} bytes")
        if not missing and options["verbosity"] > 1:
            self.stdout.write("Fonts are there already.")


def target(folder: Path, weight: str) -> Path:
    """Where the file of a weight belongs."""
    return folder / f"{FAMILY}-{weight}.woff2"


def leave_out_symbols(font: Any) -> None:
    """Boxes, blocks, arrows and signs of mathematics, which no text of ours holds; a browser has them elsewhere."""
    from fontTools.subset import Options, Subsetter

    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)  # it lists every glyph
    subsetter = Subsetter(Options(layout_features=["*"], name_IDs=["*"], name_languages=["*"], notdef_outline=True))
    subsetter.populate(unicodes=[code for code in font.getBestCmap() if code not in SYMBOLS])
    subsetter.subset(font)


def build(folder: Path, weight: str) -> int:
    """Writes one WOFF2 file and returns its size in bytes. The licence travels with the font, as it asks."""
    import fontpkg_ibm_plex_sans_arabic as package  # imported late: the usual run finds the files and needs neither
    from fontTools.ttLib import TTFont

    folder.mkdir(parents=True, exist_ok=True)
    font = TTFont(package.ROOT / "files" / f"IBMPlexSansArabic-{weight}.ttf", recalcTimestamp=False)
    for tag in HINTING:
        if tag in font:
            del font[tag]
    for glyph in font["glyf"].glyphs.values():
        glyph.removeHinting()
    leave_out_symbols(font)
    font["post"].formatType = 3.0
    for record in font["name"].names:
        if record.nameID in NAMES:
            joint = "-" if record.nameID in (6, 25) else " "
            record.string = joint.join(("MithaqSans" if joint == "-" else "Mithaq Sans", weight))
    font.flavor = "woff2"
    unfinished = target(folder, weight).with_suffix(".part")
    font.save(unfinished)
    unfinished.replace(target(folder, weight))  # in one step: a run cut short leaves no half file behind
    shutil.copyfile(package.ROOT / "LICENSE", folder / "LICENSE.txt")
    return target(folder, weight).stat().st_size
