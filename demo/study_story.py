"""The study at work: a question to the body the policy names, one that waits and one that came back (R4)."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.models import Membership
from associations.models import Association
from associations.referring import referring
from complaints.actions import refer as refer_inquiry
from complaints.enums import Kind
from complaints.enums import Status as Contact
from requests import actions
from requests.enums import Met, Outcome, Status

from .story import clock_at

QUESTION = "صك السكن باسم والد المستفيدة المتوفى، فهل يُكتفى به إثباتًا للسكن أم يُطلب صك حصر الورثة؟"
ANSWER = "يُكتفى بصك حصر الورثة مع إقرار الورثة بالسكن، ويُرفقان بالملف."
SECOND = "تعمل ابنة الأسرة بدوام جزئي، فهل يُحسب دخلها ضمن دخل الأسرة؟"


def tell(association: Association, members: dict[str, Membership], *_rest: Any) -> None:
    """Under a policy that names nobody to refer to, nothing is referred."""
    share_areas(association, members)
    give_one(association, members)
    refer_some(association, members)
    visit_some(association, members)
    ask_another(association, members)


def share_areas(association: Association, members: dict[str, Membership]) -> None:
    """The places people live in, shared between the two researchers."""
    cities = sorted({*association.beneficiaries.exclude(city="").values_list("city", flat=True)})
    half = (len(cities) + 1) // 2
    areas = {members["researcher"].pk: cities[:half], members["researcher2"].pk: cities[half:]}
    actions.name_areas(association, by=members["chair"], areas=areas)


def give_one(association: Association, members: dict[str, Membership]) -> None:
    """A study that went from one researcher to the other, with its reason."""
    case = association.support_requests.filter(status=Status.UNDER_STUDY).latest("pk")
    with clock_at(timezone.now() - timedelta(hours=5)):
        actions.assign(case, by=members["chair"], to=members["researcher2"], reason="لتوازن الحالات بين الباحثين.")


def refer_some(association: Association, members: dict[str, Membership]) -> None:
    version, now = association.policy_in_force(), timezone.now()
    if not version.referral:
        return
    answerer = members[referring(version).role]
    asker = members["desk"]
    rows = association.support_requests.filter(status__in=[Status.UNDER_STUDY, Status.AWAITING_STUDY]).order_by("pk")
    first, second = rows[0], rows[1]
    with clock_at(now - timedelta(days=1, hours=3)):
        actions.refer(first, by=asker, question=QUESTION)
    with clock_at(now - timedelta(hours=20)):
        actions.answer_referral(first, by=answerer, answer=ANSWER)
    with clock_at(now - timedelta(hours=2)):
        actions.refer(second, by=asker, question=SECOND)


def visit_some(association: Association, members: dict[str, Membership]) -> None:
    """One visit that was made, with two photos, and one that is to come."""
    now, researcher = timezone.now(), members["researcher"]
    mine = association.support_requests.filter(researcher=researcher.user)
    made = mine.filter(status=Status.AWAITING_DECISION).earliest("pk")
    day = timezone.localdate(now) - timedelta(days=1)
    with clock_at(now - timedelta(days=2)):
        actions.plan_visit(
            made,
            by=researcher,
            visitor=researcher,
            planned_on=day,
            address=address_of(made),
            note="حال السقف والعداد.",
        )
    with clock_at(now - timedelta(days=1)):
        actions.report_visit(
            made,
            by=researcher,
            number=1,
            visited_on=day,
            met=Met.PERSON,
            met_name=made.beneficiary.full_name,
            conclusion="الحاجة قائمة كما وُصفت، والأولوية لإصلاح السقف قبل موسم الأمطار.",
            rooms={
                "housing": "ملحق من غرفتين بلا عازل، وأثر الرطوبة ظاهر على السقف.",
                "household": "تسكن معها ابنتها وحفيدان.",
                "income": "لا دخل سوى المساعدة الشهرية، وفاتورتا كهرباء متأخرتان.",
            },
            photos=[picture("#8a6d3b"), picture("#5a6b73")],
        )
    coming = mine.filter(status=Status.UNDER_STUDY).earliest("pk")
    with clock_at(now - timedelta(hours=4)):
        actions.plan_visit(
            coming,
            by=researcher,
            visitor=researcher,
            planned_on=timezone.localdate(now) + timedelta(days=2),
            address=address_of(coming),
        )


def address_of(case: Any) -> str:
    person = case.beneficiary
    return "، ".join(part for part in (person.city, person.district, person.street) if part) or "المدينة"


def picture(colour: str) -> SimpleUploadedFile:
    """An invented photo: a wall with a window."""
    drawn = Image.new("RGB", (960, 720), colour)
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((340, 180, 620, 470), fill="#dfe7ea", outline="#3b3b3b", width=10)
    pen.line((480, 180, 480, 470), fill="#3b3b3b", width=8)
    pen.rectangle((0, 600, 960, 720), fill="#c9bda6")
    out = io.BytesIO()
    drawn.save(out, "JPEG")
    return SimpleUploadedFile("photo.jpg", out.getvalue(), "image/jpeg")


def ask_another(association: Association, members: dict[str, Membership]) -> None:
    """A second opinion beside the first, before the body."""
    now = timezone.now()
    case = association.support_requests.filter(status=Status.AWAITING_DECISION).latest("pk")
    with clock_at(now - timedelta(days=1)):
        actions.ask_opinion(
            case, by=members["chair"], of=members["researcher2"], question="هل يكفي المبلغ الموصى به لثلاثة أشهر؟"
        )
    with clock_at(now - timedelta(hours=7)):
        actions.give_opinion(
            case,
            by=members["researcher2"],
            number=1,
            text="يكفي إن صُرف على دفعات شهرية بعد سداد المتأخر.",
            outcome=Outcome.PARTLY_ACCEPTED,
            amount=case.amount_asked,
        )


def refer_an_inquiry(association: Association, members: dict[str, Membership]) -> None:
    """After the story of inquiries: one of them waits for a word of the body the policy names."""
    waiting = association.complaints.filter(kind=Kind.INQUIRY, status=Contact.RECEIVED).order_by("pk").last()
    if association.policy_in_force().referral and waiting is not None and waiting.owner is None:
        refer_inquiry(
            waiting, by=members["officer"], question="ورد هذا الاستفسار ولا نجد له جوابًا في الدليل، فبماذا نجيب؟"
        )
