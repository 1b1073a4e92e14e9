"""The five policies as data: facts from the boards' documents, words of our own."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..actions import approve, bring_into_force
from ..clock_rules import DEFAULT_WARNINGS
from ..models import Association, ClockRules, FileRules, ObjectionRules, Office, PolicyVersion, ReferralRule

HERE = Path(__file__).parent
SLUGS = ("namudhaj", "qalam", "twaim", "hajar", "namaa")
DATE_PARTS = ("year", "month", "day")


def read(slug: str) -> dict[str, Any]:
    """The facts of one policy, as the file states them."""
    return tomllib.loads((HERE / f"{slug}.toml").read_text(encoding="utf-8"))


def first_texts() -> dict[str, dict[str, str]]:
    """What people agree to in a new association, by kind and language."""
    return tomllib.loads((HERE / "texts.toml").read_text(encoding="utf-8"))


def publish_first_texts(association: Association) -> None:
    """Version 1 of each text that the association has none of."""
    has, now = set(association.agreed_texts.values_list("kind", flat=True)), timezone.now()
    for kind, words in first_texts().items():
        if kind not in has:
            association.agreed_texts.create(
                kind=kind, number=1, text_ar=words["ar"], text_en=words["en"], changed_at=now, published_at=now
            )


def _columns(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts of a version as columns: partial dates spread, lists that are columns joined."""
    columns = dict(facts)
    for name, prefix in (("approved_hijri", "approved_hijri_"), ("approved_gregorian", "approved_")):
        for part, value in zip(DATE_PARTS, columns.pop(name, []), strict=False):
            columns[prefix + part] = value
    columns["survey_methods"] = ",".join(columns.get("survey_methods", []))
    return columns


def _clock(version: PolicyVersion, facts: dict[str, Any]) -> None:
    """How the clock may be used; where the file says nothing of warnings, the usual ones."""
    limits = {name: facts[name] for name in ("longest_pause", "longest_extension") if name in facts}
    ClockRules.objects.create(version=version, **limits)
    for position, reason in enumerate(facts.get("pause_reasons", [])):
        version.pause_reasons.create(reason=reason, position=position)
    for days_before, to in facts.get("warnings", DEFAULT_WARNINGS):
        version.warnings.create(days_before=days_before, to=to)


@transaction.atomic
def load(slug: str, *, from_on: date) -> tuple[PolicyVersion, bool]:
    """The association and its version in force; gives (version, whether it was made now). Twice does no harm."""
    facts = read(slug)
    association, _made = Association.objects.get_or_create(slug=slug, defaults=facts["association"])
    Office.objects.get_or_create(
        association=association, is_main=True, defaults={"name_ar": "المقر الرئيس", "name_en": "Main office"}
    )
    publish_first_texts(association)
    known = association.policy_versions.filter(number=facts["version"]["number"]).first()
    if known is not None:
        return known, False
    columns = _columns(facts["version"])
    channels, documents = columns.pop("channels"), columns.pop("documents")
    version = association.policy_versions.create(**columns)
    for position, channel in enumerate(channels):
        version.channels.create(channel=channel, position=position)
    for position, document in enumerate(documents):
        version.documents.create(document=document, position=position)
    for rule in facts["rules"]:
        version.response_rules.create(**rule)
    FileRules.objects.create(version=version, **facts.get("files", {}))
    _clock(version, facts.get("clock", {}))
    if "objections" in facts:
        ObjectionRules.objects.create(version=version, **facts["objections"])
    if "referring" in facts:
        ReferralRule.objects.create(version=version, **facts["referring"])
    version = approve(version)
    return bring_into_force(version, from_on=from_on), True
