"""The declarations that stood in policy versions become published texts of their association; the other kinds begin.

Backwards gives every version the declaration that was in force in its time.
"""

from datetime import datetime, time
from importlib import import_module

from django.db import migrations
from django.utils import timezone

from associations.presets import first_texts
from core.db_rules import RefuseNoLonger
from core.tenancy import across_associations

_earlier = import_module("associations.migrations.0002_policy_unchangeable_in_force")
WITH_DECLARATION = _earlier.KEPT
KEPT = tuple(column for column in WITH_DECLARATION if not column.startswith("declaration_"))
UNCHANGEABLE, OLD_IS_KEPT = _earlier.UNCHANGEABLE, _earlier.OLD_IS_KEPT
IN_FORCE_ONCE = ("in_force", "superseded")


def publish_declarations(apps, schema_editor):
    association_model = apps.get_model("associations", "Association")
    text_model = apps.get_model("associations", "AgreedText")
    for association in association_model.objects.all():
        known, number = ("", ""), 0
        for version in association.policy_versions.order_by("number"):
            words = (version.declaration_ar, version.declaration_en)
            if not words[0] or words == known:
                continue
            was_in_force = version.status in IN_FORCE_ONCE
            if not was_in_force and text_model.objects.filter(association=association, published_at=None).exists():
                continue  # of several drafts the first is kept
            known, number = words, number + 1
            text_model.objects.create(
                association=association,
                kind="declaration",
                number=number,
                text_ar=words[0],
                text_en=words[1],
                changed_at=version.created_at,
                published_at=_morning(version.in_force_from) if was_in_force else None,
            )
        _begin(association, text_model)


def _morning(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def _begin(association, text_model):
    """The first version of each kind of text that the association has nothing of."""
    has, now = set(text_model.objects.filter(association=association).values_list("kind", flat=True)), timezone.now()
    for kind, words in first_texts().items():
        if kind not in has:
            text_model.objects.create(
                association=association,
                kind=kind,
                number=1,
                text_ar=words["ar"],
                text_en=words["en"],
                changed_at=now,
                published_at=now,
            )


def put_back_into_versions(apps, schema_editor):
    text_model = apps.get_model("associations", "AgreedText")
    for version in apps.get_model("associations", "PolicyVersion").objects.all():
        texts = text_model.objects.filter(association_id=version.association_id, kind="declaration")
        before = texts.filter(published_at__lt=_morning(version.in_force_until)) if version.in_force_until else texts
        text = before.order_by("-number").first() or texts.order_by("number").first()
        if text is not None:
            version.declaration_ar, version.declaration_en = text.text_ar, text.text_en
            version.save(update_fields=["declaration_ar", "declaration_en"])


def over_all(step):
    """A step that sees the rows of every association."""

    def run(apps, schema_editor):
        with across_associations():
            step(apps, schema_editor)

    return run


class Migration(migrations.Migration):
    dependencies = [("associations", "0010_agreed_texts")]

    operations = [
        RefuseNoLonger(
            "associations_policyversion",
            "kept",
            UNCHANGEABLE,
            events=("UPDATE",),
            columns=WITH_DECLARATION,
            when=OLD_IS_KEPT,
        ),
        migrations.RunPython(over_all(publish_declarations), over_all(put_back_into_versions)),
    ]
