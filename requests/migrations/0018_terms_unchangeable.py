"""The terms of a service are never changed once in force: the version, and each of its parts.

The table of drafts was remade (SQLite), so its rules are put back; a draft that was sent keeps its terms as well.
"""

from importlib import import_module

from django.db import migrations

from beneficiaries.merge_rule import follows
from core.db_rules import ProtectByAssociation, RefuseChange, RefuseNoLonger

_earlier = import_module("requests.migrations.0011_words_emptied_never_rewritten")
DRAFT, SENT, IS_SENT = _earlier.DRAFT, _earlier.SENT, _earlier.IS_SENT
FACTS_BEFORE = _earlier.FACTS_OF_DRAFT
FACTS = (*FACTS_BEFORE, "service_version_id")

VERSION = "support_requests_serviceversion"
UNCHANGEABLE = "terms of a service in force cannot be changed"
WAS_PUT_IN_FORCE = "OLD.in_force_from IS NOT NULL"
KEPT = (
    *("association_id", "service_id", "number", "about_ar", "about_en", "opens_on", "closes_on"),
    *("amount_rule", "amount", "ceiling", "gives_ar", "gives_en"),
    *("budget", "budget_period", "budget_from", "budget_until"),
    *("in_force_from", "put_in_force_by_id", "version", "changed_by_id", "changed_at"),
)


def in_force(row: str) -> str:
    """The row's version is, or was, in force."""
    return f"EXISTS (SELECT 1 FROM {VERSION} v WHERE v.id = {row}.version_id AND v.in_force_from IS NOT NULL)"


def of_version(table: str) -> list[RefuseChange]:
    """Rows of a version share its fate: none is added, changed or removed once it is in force."""
    return [
        RefuseChange(table, "kept", UNCHANGEABLE, when=in_force("OLD")),
        RefuseChange(table, "closed", UNCHANGEABLE, events=("INSERT", "UPDATE"), when=in_force("NEW")),
    ]


def of_draft(name: str, how: dict) -> tuple:
    """The two arguments of a rule on drafts that were sent."""
    return (DRAFT, name, IS_SENT), {"events": ("UPDATE",), "when": SENT, **how}


def put_back(before: tuple, now: tuple) -> list:
    """The rule as it was, taken away where it still stands, then as it is."""
    return [RefuseNoLonger(*before[0], **before[1]), RefuseChange(*now[0], **now[1])]


STAYS = of_draft("stays", {"events": ("DELETE",)})
WORDS = of_draft("words", {"columns": ("need",), "when": f"{SENT} AND (NEW.need <> '' OR OLD.need = '')"})
ALONG = follows(DRAFT)
FOLLOWS = (DRAFT, ALONG.name, ALONG.message), {"events": ALONG.events, "columns": ALONG.columns, "when": ALONG.when}


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0017_terms_stand_in_versions")]

    operations = [
        *put_back(of_draft("facts", {"columns": FACTS_BEFORE}), of_draft("facts", {"columns": FACTS})),
        *put_back(STAYS, STAYS),
        *put_back(WORDS, WORDS),
        *put_back(FOLLOWS, FOLLOWS),
        RefuseChange(VERSION, "kept", UNCHANGEABLE, events=("UPDATE",), columns=KEPT, when=WAS_PUT_IN_FORCE),
        RefuseChange(VERSION, "stays", UNCHANGEABLE, events=("DELETE",), when=WAS_PUT_IN_FORCE),
        RefuseChange(
            VERSION,
            "ends",
            "terms of a service end once",
            events=("UPDATE",),
            columns=("in_force_until",),
            when="OLD.in_force_until IS NOT NULL",
        ),
        *of_version("support_requests_checklistitem"),
        *of_version("support_requests_servedcategory"),
        ProtectByAssociation(VERSION),
    ]
