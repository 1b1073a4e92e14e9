"""Invented four-part names, as common as such names are: a few for very many, many for a few."""

from __future__ import annotations

import random
from typing import NamedTuple


def _listed(text: str) -> list[str]:
    return text.split()


MEN = _listed(
    "محمد أحمد عبدالله خالد فهد عبدالرحمن سعد علي ناصر سلطان إبراهيم صالح عبدالعزيز فيصل تركي يوسف عمر سالم حمد "
    "ماجد بندر سعود مشعل نايف مساعد عادل حسن حسين ياسر طارق بدر راشد مبارك يحيى عيسى موسى هاني وليد زياد أنس مؤيد "
    "رائد حمود دخيل مفرح جابر شايع معيض حامد صلاح_الدين نور_الدين عبد_الإله عبداللطيف عبدالكريم عبدالمحسن عبدالرزاق "
    "ثامر عقيل زكريا هيثم لؤي رضا علاء ضياء بهاء_الدين هبة_الله أيمن إياد إسماعيل إسحاق إلياس مصطفى مرتضى طه"
)
WOMEN = _listed(
    "نورة فاطمة سارة مريم عائشة هيا حصة منيرة موضي لطيفة أمل هند ريم نوف العنود جواهر الهنوف أسماء خديجة زينب آمنة "
    "رقية هدى منى سلمى ليلى هناء وفاء دعاء شيماء بدرية مها غادة عبير ندى شهد رغد لمى جود غلا وضحى شيخة طرفة مضاوي "
    "البندري الجوهرة أروى بشرى ذكرى يسرى إيمان إسراء آلاء أم_كلثوم أمة_الله حليمة صفية جميلة"
)
FAMILIES = _listed(
    "القحطاني العتيبي الغامدي الحربي الدوسري الشهري الزهراني المطيري الشمري العنزي السبيعي البقمي الأحمدي العمري "
    "القرني الأسمري الثبيتي السلمي الرشيدي الجهني البلوي الخالدي الهاجري العجمي المري الأحسائي الملحم النعيم باوزير "
    "باعشن الفيفي الحازمي المالكي الثقفي الأنصاري الصالح المحمد العبدالله الإبراهيم الفوزان السويلم التويجري الربيعة "
    "آل_سعيد آل_ملحم آل_مبارك أبو_زيد أبو_بكر الهلال المؤمن الرفاعي النجار الحداد"
)
ELSEWHERE = _listed("الحسن المصري اليماني السوداني الحلبي خان حسين إدريس الشامي الصنعاني")


def _weights(count: int) -> list[float]:
    """Zipf's, flattened: the first of a list stands for about every eighth person."""
    total, running = 0.0, []
    for place in range(count):
        total += 1 / (place + 3) ** 0.9
        running.append(total)
    return running


_RUNNING = {names: _weights(len(names)) for names in map(tuple, (MEN, WOMEN, FAMILIES, ELSEWHERE))}


class FourPart(NamedTuple):
    first: str
    father: str
    grandfather: str
    family: str

    def in_full(self, link: str = "") -> str:
        """As a card shows it, with «بن» or «بنت» where ``link`` says so."""
        parts = [self.first, *([link] if link else []), self.father, self.grandfather, self.family]
        return " ".join(parts)

    def child(self, first: str) -> FourPart:
        return FourPart(first, self.first, self.father, self.family)


def pick(chance: random.Random, names: list[str]) -> str:
    return chance.choices(names, cum_weights=_RUNNING[tuple(names)])[0].replace("_", " ")


def somebody(chance: random.Random, *, woman: bool, saudi: bool = True) -> FourPart:
    return FourPart(
        pick(chance, WOMEN if woman else MEN),
        pick(chance, MEN),
        pick(chance, MEN),
        pick(chance, FAMILIES if saudi else ELSEWHERE),
    )


SPELT_OTHERWISE = (("ة", "ه"), ("أ", "ا"), ("إ", "ا"), ("ى", "ي"), ("عبدال", "عبد ال"), ("ئ", "ي"))


def misspelt(name: str) -> str:
    """As another desk might have written the same name."""
    for letters, others in SPELT_OTHERWISE:
        name = name.replace(letters, others)
    return name
