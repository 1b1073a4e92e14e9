"""One beneficiary of each association who asks online: one request returned, one just sent, one still a draft."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from stdnum import luhn

from accounts import codes
from accounts.models import CodePurpose, Membership
from associations.models import Association
from beneficiaries.account import Applicant
from beneficiaries.actions import register
from beneficiaries.models import Beneficiary, ContactMeans
from beneficiaries.signing_in import tie
from core.hijri import DualDate
from requests import actions
from requests.enums import ItemState
from requests.models import Service, SupportRequest

from .story import clock_at

MOBILE = "+966500000001"  # shown on the demo's sign-in page
BODY = "199990001"
BORN = DualDate.of(date(1985, 3, 6), "gregorian")
NEEDS = (
    "انقطع دخل الأسرة منذ شهرين، ونحتاج ما يعين حتى يستقر الوضع.",
    "الطلب لأسرة من أربعة أفراد، والمستندات مرفقة.",
    "بدأت الطلب من الجوال، وبقي إرفاق المستندات.",
)


def tell(
    association: Association, members: Mapping[str, Membership], people: list[Beneficiary], chance: random.Random
) -> None:
    """Everything by the verbs that people use, at moments of the past."""
    now = timezone.now()
    with clock_at(now - timedelta(days=21)):
        applicant = _comes_online(association, members["desk"])
    services = list(association.services.all())
    first = _sends(applicant, services[0], NEEDS[0], at=now - timedelta(days=13))
    _returned(first, members, at=now - timedelta(days=6))
    _sends(applicant, services[-1], NEEDS[1], at=now - timedelta(hours=5), leave=1)
    with clock_at(now - timedelta(hours=2)):
        draft = actions.begin_draft(association, by=applicant, service=services[len(services) // 2])
        actions.write_draft(draft, by=applicant, need=NEEDS[2], amount_asked=None)


def _comes_online(association: Association, desk: Membership) -> Applicant:
    national_id = BODY + luhn.calc_check_digit(BODY)
    file = register(
        association,
        by=desk,
        full_name="هيا بنت سالم العتيبي",
        national_id=national_id,
        born=BORN,
        mobile=MOBILE,
        agreed_means=ContactMeans.SMS,
        city=association.city_ar,
    )
    index = codes.mobile_index(association, MOBILE)
    return Applicant(tie(association, mobile_index=index, national_id=file.national_id, born=BORN))


def _photo() -> SimpleUploadedFile:
    """A blank page as a phone would take it; the demo shows no paper of anybody."""
    written = io.BytesIO()
    Image.new("RGB", (1200, 1600), "#f4f1ea").save(written, "JPEG")
    return SimpleUploadedFile("photo.jpg", written.getvalue())


def _sends(applicant: Applicant, service: Service, need: str, *, at: datetime, leave: int = 0) -> SupportRequest:
    """A request with its papers, all but the last ``leave`` of them."""
    association = service.association
    with clock_at(at):
        draft = actions.begin_draft(association, by=applicant, service=service)
        draft = actions.write_draft(draft, by=applicant, need=need, amount_asked=None)
        items = [item for item in draft.service_version.checklist_items.all() if item.is_mandatory]
        for item in items[: len(items) - leave]:
            actions.add_draft_paper(draft, by=applicant, item=item, upload=_photo())
        row, plain = codes.issue(association, mobile=MOBILE, purpose=CodePurpose.SIGN, bound_to=draft.digest())
        return actions.submit_draft(draft, by=applicant, code_uid=str(row.uid), code=plain)


def _returned(case: SupportRequest, members: Mapping[str, Membership], *, at: datetime) -> None:
    """Taken in, studied, and returned for a newer paper."""
    with clock_at(at):
        entries = list(case.checklist.filter(item__is_mandatory=True).select_related("item"))
        found = {entry.pk: (ItemState.MATCHED.value, None) for entry in entries}
        dated = {entry.pk: DualDate.of(at.date() - timedelta(days=20)) for entry in entries if entry.item.months}
        actions.check_item(case, by=members["desk"], findings=found, dated=dated)
        actions.complete(case, by=members["desk"])
    with clock_at(at + timedelta(days=2)):
        actions.start_study(case, by=members["researcher"])
    with clock_at(at + timedelta(days=4)):
        paper = case.checklist.filter(item__is_mandatory=True).last()
        actions.return_for_completion(
            case, by=members["researcher"], reason="المستند غير واضح في الصورة.", papers=[paper.pk]
        )
