"""A policy version holds no text any more: the text people sign has its own versions (see 0008)."""

from importlib import import_module

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange

_earlier = import_module("associations.migrations.0011_texts_of_policies")


class Migration(migrations.Migration):
    dependencies = [("associations", "0011_texts_of_policies")]

    operations = [
        migrations.RemoveField("policyversion", "declaration_ar"),
        migrations.RemoveField("policyversion", "declaration_en"),
        RefuseChange(
            "associations_policyversion",
            "kept",
            _earlier.UNCHANGEABLE,
            events=("UPDATE",),
            columns=_earlier.KEPT,
            when=_earlier.OLD_IS_KEPT,
        ),
        RefuseChange(
            "associations_agreedtext",
            "kept",
            "a published text is never changed",
            when="OLD.published_at IS NOT NULL",
        ),
        ProtectByAssociation("associations_agreedtext"),
    ]
