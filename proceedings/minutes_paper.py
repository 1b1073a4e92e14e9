"""Minutes as they print: the sections in Arabic, each item only for who takes part in it (R6–R9, P5).

One sheet for screen, browser's print and PDF; what a template reads is made here from sections, never from rows. A
draft and its sealed paper are the same words.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from committees.enums import Choice, Result
from core.digits import to_arabic
from correspondence import qr
from correspondence.amount_words import amount_in_words
from correspondence.paper import amount_figures, isolated, letter_day, prose
from correspondence.pdf import document_pdf
from requests.enums import MustBeMet

from .actions.signing import answers_of, name_of
from .enums import ItemStatus, MatterKind, SignedHow
from .models import Minutes, Seal
from .record import ATTENDANCE, HEAD, LANGUAGE, attended, sections_of
from .sealing import SHOWN

FINGERPRINT = 16  # hex digits shown, as on letters
CHOICES = {Choice.FOR.value: "مؤيد", Choice.AGAINST.value: "معارض", Choice.ABSTAIN.value: "ممتنع"}
HOW = {SignedHow.CODE: "وقّع برمز تحقق أُرسل إلى جواله", SignedHow.PAPER: "وقّع على النسخة الورقية"}


def fingerprint(seal: Seal) -> str:
    return seal.digest[:FINGERPRINT]


def contents(minutes: Minutes, seal: Seal | None) -> list[tuple[str, dict[str, Any] | None, int | None]]:
    """(key, content, item) of each section: as sealed, or as the record says now. None where it was emptied."""
    if seal is None:
        return [(one.key, one.content, one.item.pk if one.item else None) for one in sections_of(minutes)]
    return [(row.key, None if row.emptied_on else json.loads(row.content), row.item_id) for row in seal.sections.all()]


def minutes_sheet(minutes: Minutes, *, seal: Seal | None, hidden: Collection[int], check_url: str = "") -> SafeString:
    """The whole paper as HTML; items of ``hidden`` (their keys) show only that the reader takes no part."""
    with translation.override(LANGUAGE):
        found = contents(minutes, seal)
        plain = {key: content for key, content, item in found if item is None}
        head: Any = plain[HEAD]
        return render_to_string(
            "proceedings/paper/minutes.html",
            {
                **_letterhead(minutes, seal, check_url),
                **_opening(head),
                "attendance": _attendance(plain[ATTENDANCE] or {}),
                "quorum": prose(head[SHOWN]["quorum"]),
                "needed": to_arabic(str(head[SHOWN]["needed"])),
                "majority": prose(head[SHOWN]["majority"]),
                **{key: _free(plain, key) for key in ("introduction", "recommendations", "closing")},
                "items": _items(found, hidden),
                "signatures": _signatures(minutes, seal),
                "annexes": [] if seal is None else [_annex_line(one) for one in minutes.seals.all() if one.is_annex],
            },
        )


def annex_sheet(minutes: Minutes, seal: Seal, *, hidden: Collection[int], check_url: str) -> SafeString:
    """An annex to minutes: what is corrected and why."""
    with translation.override(LANGUAGE):
        _key, content, item = contents(minutes, seal)[0]
        said = content or {}
        return render_to_string(
            "proceedings/paper/annex.html",
            {
                **_letterhead(minutes, seal, check_url),
                "annex": to_arabic(str(seal.number)),
                "of": prose(minutes.reference),
                "is_hidden": item in hidden,
                "item": to_arabic(str(said["item"])) if said.get("item") else "",
                "text": prose(said.get("text", "")),
                "reason": prose(said.get("reason", "")),
                "is_emptied": content is None,
                "day": letter_day(timezone.localdate(seal.sealed_at).isoformat()),
                "by": seal.sealed_by.name_ar,
                "signatures": _signatures(minutes, seal),
            },
        )


def extract_sheet(minutes: Minutes, seal: Seal, *, item: int, check_url: str) -> SafeString:
    """One item's decision and reasons for the file of its case: no other item, and nobody's vote (8)."""
    with translation.override(LANGUAGE):
        found = contents(minutes, seal)
        head: Any = next(content for key, content, _item in found if key == HEAD)
        return render_to_string(
            "proceedings/paper/extract.html",
            {**_letterhead(minutes, seal, check_url), **_opening(head), "one": _items(found, ())[_place(found, item)]},
        )


def _place(found: list[Any], item: int) -> int:
    order = list(dict.fromkeys(one for _key, _content, one in found if one is not None))
    return order.index(item)


def sheet_pdf(sheet: SafeString, *, title: str, minutes: Minutes, kind: str) -> bytes:
    """A sheet as PDF/UA; raises ``PdfNotAvailable``."""
    with translation.override(LANGUAGE):
        context = {"sheet": sheet, "title": title, "association": minutes.association, "kind": kind}
        return document_pdf(render_to_string("proceedings/paper/document.html", context))


def _letterhead(minutes: Minutes, seal: Seal | None, check_url: str) -> dict[str, Any]:
    association, session = minutes.association, minutes.session
    number = name_of(seal) if seal else minutes.reference
    annexes = 0 if seal is None or seal.is_annex else sum(one.is_annex for one in minutes.seals.all())
    return {
        "association": association,
        "licence": isolated(to_arabic(association.licence_number)),
        "number": prose(number),
        "on": timezone.localdate(seal.sealed_at if seal and seal.is_annex else session.opened_at),
        "attachments": to_arabic(str(annexes)) if annexes else "لا يوجد",
        "is_draft": seal is None,
        "qr": qr.data_uri(check_url) if seal and check_url else "",
        "check_url": check_url,
        "fingerprint": fingerprint(seal) if seal else "",
        "session_number": prose(session.reference),
    }


def _opening(head: dict[str, Any]) -> dict[str, Any]:
    opened = _moment(head["opened_at"])
    return {
        "body": prose(head[SHOWN]["body"]),
        "formation": prose(head["formation"]),
        "formed_on": letter_day(head["formed_on"]),
        "place": prose(head["place"]),
        "day": letter_day(timezone.localdate(opened).isoformat()) if opened else None,
        "is_apart": head["due_at"] is not None,
        "opened": clock(head["opened_at"]),
        "ended": clock(head["ended_at"]),
    }


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def clock(text: str | None) -> str:
    """«٤:٣٠ مساءً»: the minute in Riyadh."""
    at = _moment(text)
    if at is None:
        return ""
    here = timezone.localtime(at)
    return to_arabic(f"{here.hour % 12 or 12}:{here.minute:02d}") + (" مساءً" if here.hour >= 12 else " صباحًا")


def _free(plain: dict[str, Any], key: str) -> SafeString:
    return prose((plain.get(key) or {}).get("text", ""))


def _attendance(content: dict[str, Any]) -> dict[str, Any]:
    present = [
        {**row[SHOWN], "times": [(clock(begun), clock(ended)) for begun, ended in row["times"]]}
        for row in content.get("present", [])
    ]
    return {"present": present, "absent": content.get(SHOWN, {}).get("absent", [])}


def _items(found: list[Any], hidden: Collection[int]) -> list[dict[str, Any]]:
    """Each item from its two sections; the second may have been emptied."""
    by_item: dict[int, list[dict[str, Any] | None]] = {}
    for _key, content, item in found:
        if item is not None:
            by_item.setdefault(item, []).append(content)
    return [_item(facts or {}, words, is_hidden=item in hidden) for item, (facts, words) in by_item.items()]


def _item(facts: dict[str, Any], words: dict[str, Any] | None, *, is_hidden: bool) -> dict[str, Any]:
    position = to_arabic(str(facts["position"]))
    if is_hidden:
        return {"position": position, "is_hidden": True}
    said = words or {}
    motions = [_motion(one, said, place) for place, one in enumerate(facts["motions"])]
    return {
        "position": position,
        "is_emptied": words is None,
        "title": prose(facts[SHOWN]["title"]),
        "person": prose(said.get(SHOWN, {}).get("person", "")),
        "case": prose(facts["case"]),
        "status": facts["status"],
        "is_harm": facts["kind"] == MatterKind.HARM,
        "status_words": facts[SHOWN]["status"],
        "recusals": [
            {**row[SHOWN], "words": prose(said.get("recusals", {}).get(str(row["seat"]), ""))}
            for row in facts["recusals"]
        ],
        "discussion": prose(said.get("discussion") or said.get("notes", "")),
        "deferred_because": prose(said.get("deferred_because", "")),
        "is_deferred": facts["status"] == ItemStatus.DEFERRED,
        "motions": motions,
        "decision": next((one for one in motions if one["is_carried"]), None),
    }


def _motion(facts: dict[str, Any], said: dict[str, Any], place: int) -> dict[str, Any]:
    amount = facts["amount"]
    counts = facts["counts"]
    return {
        "is_carried": facts["result"] == Result.CARRIED,
        "result": facts[SHOWN]["result"],
        "outcome": facts[SHOWN]["outcome"],
        "more": [prose(facts[SHOWN][name]) for name in ("new_outcome", "afterwards", "refusal") if facts[SHOWN][name]],
        "amount": amount_figures(amount) if amount else "",
        "amount_words": amount_in_words(amount) if amount else "",
        "at": clock(facts["closed_at"]),
        "room": [to_arabic(str(facts[name])) for name in ("present", "entitled", "needed")],
        "counts": [(CHOICES[name], to_arabic(str(counts[name]))) for name in CHOICES if name in counts],
        "is_secret": any(not row["choice"] for row in facts["votes"]),
        "votes": [{**row[SHOWN], "choice": CHOICES.get(row["choice"], "")} for row in facts["votes"]],
        "reasons": _nth(said, "reasons", place),
        "conditions": _conditions(facts, said, place),
        "dissents": [(name, prose(text)) for name, text in _listed(said, place)],
    }


def _conditions(facts: dict[str, Any], said: dict[str, Any], place: int) -> list[dict[str, Any]]:
    """Each with when it is to be met; its words may have been emptied."""
    rows = said.get("conditions", [])
    texts = rows[place] if place < len(rows) else []
    return [
        {
            "text": prose(texts[number] if number < len(texts) else ""),
            "before": needed == MustBeMet.BEFORE,
            "last_on": letter_day(last_on),
        }
        for number, (needed, last_on) in enumerate(facts.get("conditions", []))
    ]


def _nth(said: dict[str, Any], name: str, place: int) -> SafeString:
    rows = said.get(name, [])
    return prose(rows[place] if place < len(rows) else "")


def _listed(said: dict[str, Any], place: int) -> list[Any]:
    rows = said.get(SHOWN, {}).get("dissents", [])
    return list(rows[place]) if place < len(rows) else []


def _signatures(minutes: Minutes, seal: Seal | None) -> list[dict[str, Any]]:
    """Each who attended; an empty line for ink where nobody answered yet."""
    answers = answers_of(seal) if seal else {}
    rows = []
    for seat in attended(minutes.session):
        answer = answers.get(seat.pk)
        rows.append(
            {
                "name": seat.membership.user.name_ar,
                "position": str(seat.get_position_display()),
                "how": HOW.get(SignedHow(answer.how), "") if answer else "",
                "refused": prose(answer.words) if answer else "",
                "day": letter_day(timezone.localdate(answer.at).isoformat()) if answer else None,
                "at": clock(answer.at.isoformat()) if answer else "",
            }
        )
    return rows


def _annex_line(seal: Seal) -> str:
    return to_arabic(str(seal.number))
