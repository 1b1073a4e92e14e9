"""Amounts in Arabic words (tafqit), as a letter writes them beside the figures: 0 to 999,999,999.99 riyals.

Riyal is masculine, halala feminine. The last two digits rule the counted noun: one and two stand in the noun
itself, three to ten take the plural, eleven to ninety-nine the accusative, whole hundreds the genitive.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

HIGHEST = Decimal("999999999.99")


@dataclass(frozen=True)
class Noun:
    """A counted noun in the forms that numbers ask for."""

    one: str  # «ريال واحد», alone or after «و»
    two: str
    two_construct: str  # before another noun: «ألفا ريال»
    few: str  # after three to ten
    many: str  # after eleven to ninety-nine, with nothing counted behind it
    bare: str  # after hundreds, and wherever another noun follows
    feminine: bool = False


RIYAL = Noun("ريال واحد", "ريالان", "ريالا", "ريالات", "ريالًا", "ريال")
HALALA = Noun("هللة واحدة", "هللتان", "هللتا", "هللات", "هللةً", "هللة", feminine=True)
THOUSAND = Noun("ألف", "ألفان", "ألفا", "آلاف", "ألفًا", "ألف")
MILLION = Noun("مليون", "مليونان", "مليونا", "ملايين", "مليونًا", "مليون")

_MASCULINE = ("", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
_FEMININE = ("", "إحدى", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر")
_TENS = ("", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون")
_HUNDREDS = ("", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة")


def amount_in_words(amount: Decimal | int | str) -> str:
    """«ألف ومئتان وخمسون ريالًا وخمسون هللةً».

    Raises ValueError below 0, above ``HIGHEST``, or finer than a halala.
    """
    exact = Decimal(str(amount))
    if not exact.is_finite() or not 0 <= exact <= HIGHEST or exact != round(exact, 2):
        raise ValueError(f"not an amount that can be written in words: {amount}")
    riyals, halalas = divmod(int(exact * 100), 100)
    if not riyals and not halalas:
        return f"صفر {RIYAL.bare}"
    return " و".join(text for text in (_counted(riyals, RIYAL), _counted(halalas, HALALA)) if text)


def _counted(number: int, noun: Noun, *, followed: bool = False) -> str:
    """The number with its noun; ``followed`` where another noun is counted right behind («ألف ريال»)."""
    if number == 0:
        return ""
    rest = number % 100
    if rest not in (1, 2):
        return f"{_before_noun(number, noun)} {_form(rest, noun, followed)}"
    # «مئة ريال وريال واحد», «ألف ريال وريالان»: one and two are never a number before the noun
    last = noun.one if rest == 1 else noun.two_construct if followed else noun.two
    if number == rest:
        return last
    return f"{_before_noun(number - rest, noun)} {noun.bare} و{last}"


def _form(rest: int, noun: Noun, followed: bool) -> str:
    if rest == 0:
        return noun.bare
    if rest <= 10:
        return noun.few
    return noun.bare if followed else noun.many


def _before_noun(number: int, noun: Noun) -> str:
    """The words that stand before the noun; the last group is in construct where it touches the noun."""
    millions, thousands, units = number // 1_000_000, number // 1000 % 1000, number % 1000
    groups = [
        _counted(millions, MILLION, followed=not thousands and not units),
        _counted(thousands, THOUSAND, followed=not units),
        _below_thousand(units, noun),
    ]
    return " و".join(group for group in groups if group)


def _below_thousand(number: int, noun: Noun) -> str:
    hundreds, rest = divmod(number, 100)
    if hundreds == 2 and not rest:
        return "مئتا"
    return " و".join(word for word in (_HUNDREDS[hundreds], _below_hundred(rest, noun.feminine)) if word)


def _below_hundred(number: int, feminine: bool) -> str:
    ones = _FEMININE if feminine else _MASCULINE
    if number <= 10:
        return ones[number]
    ten, one = divmod(number, 10)
    if ten == 1:
        return _eleven_to_nineteen(one, ones, feminine)
    if not one:
        return _TENS[ten]
    return f"{'ثمانٍ' if feminine and one == 8 else ones[one]} و{_TENS[ten]}"


def _eleven_to_nineteen(one: int, ones: tuple[str, ...], feminine: bool) -> str:
    ten = "عشرة" if feminine else "عشر"
    first = {1: "إحدى" if feminine else "أحد", 2: "اثنتا" if feminine else "اثنا"}.get(one, ones[one])
    return f"{first} {ten}"
