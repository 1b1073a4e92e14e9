"""Every usual spelling of a name leads to the same search tokens (UX: search finds a person first try).

The promise: for two spellings ``a`` and ``b`` of one name, ``set(query_tokens(a)) <= tokens(b)``.
Finding too many people is a nuisance; not finding the person at the counter is a failure.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import lru_cache

from .digits import to_ascii

# After the hamzas: Persian and Urdu keyboards' forms of ي, ك and ه, then letters that Arabic writes as its nearest.
_FOLD = str.maketrans("أإآٱىئؤةیکھہےپچڤگژٹڈڑں", "ااااييوهيكههيبجفكزتدرن", "ـ")
_WORD = re.compile(r"[^\W_]+")
_TITLE = re.compile(r"(?<!\w)\w\.")  # «د. سعد» and «أ.د. سعد»
_CONNECTORS = frozenset({"بن", "ابن", "بنت", "ابنه", "ابنت", "بنه", "ال", "al", "el", "bin", "bint", "bent", "ibn"})
_PREFIXES = frozenset({"ابو", "ابا", "ابي", "ام", "ذو", "با"})
_SUFFIXES = ("الدين", "الله", "الاسلام", "الحق")
# Written with and without their alif, as in the Quran; with the article as well, behind عبد.
_ALIF = {
    "رحمان": "رحمن", "الرحمان": "الرحمن", "اسحق": "اسحاق", "اسمعيل": "اسماعيل", "ابرهيم": "ابراهيم",
    "هرون": "هارون", "سليمن": "سليمان", "عثمن": "عثمان", "معويه": "معاويه", "يس": "ياسين",
}  # fmt: skip
_LATIN_SERVANTS = ("abdul", "abdel", "abdal", "abdur", "abd")


def fold(text: str) -> str:
    """One spelling for letters people mix up; tashkeel, tatweel and invisible characters are dropped."""
    composed = unicodedata.normalize("NFKC", text).translate(_FOLD)
    kept = "".join(c for c in composed if unicodedata.category(c) not in ("Mn", "Cf"))
    return re.sub(r"\s+", " ", to_ascii(kept)).strip().lower()


def four_parts(name: str) -> tuple[str, str, str, str]:
    """The name as first, father's, grandfather's and family name, as well as it can be told from one line.

    بن and بنت are left out, عبد stays with what follows, ال with its family; the words between go to the grandfather.
    """
    words: list[str] = []
    joins = False
    for word in re.sub(r"\s+", " ", name).strip().split(" "):
        if fold(word) in ("بن", "ابن", "بنت", "bin", "bint", "ibn") and words:
            continue
        if joins:
            words[-1] += f" {word}"
        else:
            words.append(word)
        joins = fold(word) in ("عبد", "ال", "ابو", "ابا", "ام", "al", "el")
    if len(words) < 2:
        return (name.strip(), "", "", "")
    first, *middle, family = words
    return (first, middle[0] if middle else "", " ".join(middle[1:]), family)


def canonical_words(text: str) -> list[str]:
    """The words of a name in order, in the one form under which every spelling of them meets."""
    return _canonical(_words(text))


def _canonical(words: list[str]) -> list[str]:
    wanted = [w for w in words if w not in _CONNECTORS] or words
    joined = _joined_kunya(_joined_compounds(wanted))
    return [_without_article(word.replace("اا", "ا")) for word in joined]  # عطا الله as عطالله


def query_tokens(text: str) -> list[str]:
    """The tokens a person must have for this search text: in order, each once, in canonical form."""
    return list(dict.fromkeys(canonical_words(text)))


def pairs(name: str) -> set[tuple[str, str]]:
    """Every two words that may be asked for together: the promise of ``tokens``, kept for two at a time."""
    askable = {word for word in tokens(name) - _CONNECTORS if query_tokens(word) == [word]}
    return set(itertools.combinations(sorted(askable), 2))


def closeness(words: list[str], name: list[str]) -> int:
    """How well typed words fit a name that has them all, both canonical: the less, the closer.

    0: the whole name; 1: its beginning; 2: in its order from the first name to the last; 3: in its order from the
    first name on; 4: in its order; 5: in another.
    """
    if words == name:
        return 0
    if words == name[: len(words)]:
        return 1
    rest = iter(name)
    if not all(word in rest for word in words):
        return 5
    if words[:1] != name[:1]:
        return 4
    return 2 if words[-1] == name[-1] else 3


def tokens(name: str) -> set[str]:
    """All tokens under which a stored name is found: words, joined and apart forms, with and without ال."""
    words = _words(name)
    found = {raw for raw in _WORD.findall(fold(name)) if len(_parted(raw)) > 1}  # found while it is being typed
    found |= {*words, *_joined_compounds(words), *_canonical(words)}
    found.update(f"ال{following}" for word, following in itertools.pairwise(words) if word == "ال")
    found.update(f"{word}{following}" for word, following in itertools.pairwise(words) if word in ("al", "el"))
    for word in list(found):
        found.update(_apart(word))
    found.update(query_token for part in list(found) for query_token in _canonical_of_part(part))
    return found


@lru_cache(maxsize=4096)
def _canonical_of_part(part: str) -> tuple[str, ...]:
    """Parts of names come again and again; folding one is most of the cost."""
    return tuple(query_tokens(part))


def _words(text: str) -> list[str]:
    # A lone hamza comes and goes in writing (هناء، هنا), and so do the second ya of يحيى and the second waw of داوود.
    bare = (word.replace("ء", "") for word in _WORD.findall(fold(_TITLE.sub(" ", text))))
    words = (re.sub(r"يي$", "ي", word.replace("وو", "و").replace("اا", "ا")) for word in bare)
    return [part for word in words if word for part in _parted(_ALIF.get(word, word))]


def _parted(word: str) -> list[str]:
    """محمد is often written in one with the name after it: محمدعلي."""
    return ["محمد", word[4:]] if word.startswith("محمد") and len(word) > 6 else [word]


def _joined_compounds(words: list[str]) -> list[str]:
    """عبد X and X الدين / الله become one word in one form, whichever way they were typed."""
    joined: list[str] = []
    waiting = False  # the last word kept is a bare عبد
    for word in words:
        if waiting:
            joined[-1] = _servant_of(word)
        elif word in (*_SUFFIXES, "دين") and joined and not joined[-1].startswith("عبد"):
            joined[-1] += "الدين" if word == "دين" else word
        elif word.startswith(("عبدال", "عبدلل")) and len(word) > 5:
            joined.append(_servant_of(word[3:]))
        elif word.startswith(_LATIN_SERVANTS[:-1]) and len(word) > 7:
            joined.append("abd" + word[5:])
        else:
            joined.append(word)
        waiting = word in ("عبد", *_LATIN_SERVANTS) and not waiting
    return joined


def _servant_of(name: str) -> str:
    if name.isascii():
        return "abd" + (name[2:] if name.startswith(("al", "el")) and len(name) > 4 else name)
    name = _ALIF.get(name, name)
    if name in ("الله", "لله"):
        return "عبدالله"
    return "عبد" + (name[2:] if name.startswith("ال") and len(name) > 3 else name)


def _joined_kunya(words: list[str]) -> list[str]:
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in _PREFIXES:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _apart(word: str) -> set[str]:
    """The parts of a word written in one: عبدالله gives عبد and الله, ابوبكر gives ابو and بكر."""
    if word.startswith("عبد") and len(word) > 5:
        return {"عبد", word[3:], "ال" + word[3:].removeprefix("ال")}
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + 2:
            return {word.removesuffix(suffix), suffix}
    if word.startswith(("ابو", "ابا")) and len(word) > 5:
        return {word[:3], word[3:]}
    if word.startswith("ذو") and len(word) > 5:
        return {"ذو", word[2:]}
    return set()


def _without_article(word: str) -> str:
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    if word.startswith(("al", "el")) and word.isascii() and len(word) > 5:
        return word[2:]
    return word
