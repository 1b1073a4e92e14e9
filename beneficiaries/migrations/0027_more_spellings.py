"""Names with a spelling that is understood since are found by it too: their words are added to those they have."""

import re
from typing import Any

from django.db import migrations
from django.db.models import Q

from core.tenancy import across_associations

AT_ONCE = 1000
TOUCHED = re.compile(
    r"وو|رحمان|سحق|سمعيل|برهيم|هرون|سليمن|عثمن|معوي|يس|محمد\w{3}|[پچڤگژٹڈڑںے]"
    r"|\bبا |ذو|ابن[ةهت]|بنه|الحق|[اآأ]ء? ?ا|\w\.|abd",
    re.IGNORECASE,
)


def add_words(apps: Any, schema_editor: Any) -> None:
    from core.names import fold

    people = apps.get_model("beneficiaries", "Beneficiary").objects.filter(anonymised_at=None)
    with across_associations():
        targets: set[int] = set()
        for pk, survivor, name in people.values_list("pk", "merged_into", "full_name").iterator(chunk_size=AT_ONCE):
            if TOUCHED.search(name) or TOUCHED.search(fold(name)):
                targets.add(survivor or pk)
        ordered = sorted(targets)
        for start in range(0, len(ordered), AT_ONCE):
            _write(apps, people, ordered[start : start + AT_ONCE])


def _write(apps: Any, people: Any, targets: list[int]) -> None:
    from beneficiaries.models.finding import SearchToken as Today

    token = apps.get_model("beneficiaries", "SearchToken")
    rows = people.filter(Q(pk__in=targets) | Q(merged_into__in=targets))
    token.objects.bulk_create(
        (
            token(association_id=association, beneficiary_id=survivor or pk, token=word)
            for pk, survivor, association, name in rows.values_list("pk", "merged_into", "association", "full_name")
            for word in Today.words_of(name)
        ),
        batch_size=AT_ONCE,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0026_entered_rows_name_nobody")]

    operations = [migrations.RunPython(add_words, migrations.RunPython.noop)]
