"""What the desk saw and copied over the last year: what is valid, ends soon, has ended, was replaced or removed."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.models import Membership
from associations.models import Association
from beneficiaries.actions.documents import add_document, remove_document
from beneficiaries.enums import CopyBasis
from beneficiaries.models import Beneficiary

from .story import clock_at

# of each person in turn: kind, days ago it came, days from today until which an end is written on it, whether copied
BROUGHT: tuple[tuple[tuple[str, int, int | None, bool], ...], ...] = (
    (("الهوية الوطنية", 80, 900, False), ("سجل الأسرة", 80, None, False), ("تعريف بالراتب", 70, None, True)),
    (("الهوية الوطنية", 60, 20, False), ("عقد إيجار", 60, -12, True), ("مشهد الضمان الاجتماعي", 40, None, True)),
    (("الهوية الوطنية", 75, -30, False), ("سجل الأسرة", 75, None, False), ("تقرير طبي", 75, None, True)),
    (("الهوية الوطنية", 30, 1400, False), ("عقد إيجار", 30, 41, True), ("شهادة آيبان", 30, None, True)),
    (("الهوية الوطنية", 85, 300, False), ("صك إعالة", 85, None, True), ("شهادة قيد دراسي", 85, None, True)),
    (("جواز السفر", 50, 9, False), ("كشف حساب بنكي", 88, None, True)),
)
PEOPLE = 18


def tell(association: Association, members: Mapping[str, Membership], people: list[Beneficiary]) -> None:
    """Everything by the verbs that the desk uses, at moments of the past."""
    for place, person in enumerate(people[:PEOPLE]):
        for name, days_ago, until, is_copied in BROUGHT[place % len(BROUGHT)]:
            _brought(person, members["desk"], name, days_ago + place, until, is_copied)
    _replaced(people[1], members["desk"])
    _removed(people[2], members["desk"])


def _photo(shade: int) -> SimpleUploadedFile:
    """A blank page as a phone would take it; the demo shows no paper of anybody."""
    written = io.BytesIO()
    Image.new("L", (300, 400), 200 + shade % 50).save(written, "JPEG")
    return SimpleUploadedFile("photo.jpg", written.getvalue())


def _brought(person: Beneficiary, by: Membership, name: str, days_ago: int, until: int | None, is_copied: bool) -> Any:
    kind = person.association.document_kinds.get(name_ar=name)
    today: date = timezone.localdate()
    with clock_at(timezone.now() - timedelta(days=days_ago)):
        seen = timezone.localdate()
        return add_document(
            person,
            by=by,
            kind=kind,
            issued_on=seen - timedelta(days=3) if kind.months else None,
            valid_until=None if until is None else today + timedelta(days=until),
            sighted_on=seen,
            upload=_photo(days_ago) if is_copied else None,
        )


def _replaced(person: Beneficiary, by: Membership) -> None:
    """A salary certificate that ended, and the newer one of this month."""
    old = _brought(person, by, "تعريف بالراتب", 120, None, True)
    with clock_at(timezone.now() - timedelta(days=12)):
        day = timezone.localdate()
        add_document(person, by=by, kind=old.kind, issued_on=day, sighted_on=day, upload=_photo(12), replaces=old)


def _removed(person: Beneficiary, by: Membership) -> None:
    """A copy of an ID, kept by consent and taken out when the consent was."""
    kind = person.association.document_kinds.get(name_ar="هوية مقيم")
    with clock_at(timezone.now() - timedelta(days=20)):
        day = timezone.localdate()
        copy = add_document(
            person,
            by=by,
            kind=kind,
            valid_until=day + timedelta(days=200),
            sighted_on=day,
            upload=_photo(20),
            copy_basis=CopyBasis.CONSENT,
            copy_reference="إقرار خطي من المستفيد",
        )
    with clock_at(timezone.now() - timedelta(days=4)):
        remove_document(copy, by=by, reason="سحب المستفيد موافقته على حفظ الصورة")
