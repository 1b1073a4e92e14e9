"""The main job from the first search to the closed case, as its people do it, with and without JavaScript."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.utils import timezone, translation
from stdnum import luhn

from associations.models import Association
from beneficiaries.models import Beneficiary
from core.date_words import gregorian_long, hijri_long
from core.digits import to_arabic
from core.identity import mask_id
from correspondence import pdf
from demo.families import families
from demo.story import Teller
from requests.enums import Outcome, Status, UsualReason
from requests.models import SupportRequest

from .pages import Visitor, label, said

NAME = "إبراهيم بن عبد الرحمن الأحسائي"
SPELT_OTHERWISE = "ابراهيم عبدالرحمن الاحسائى"
NEED = "تسرب من السقف، والمطلوب إصلاحه قبل الشتاء."
REASONS = "ثبتت الحاجة بالزيارة، والقرار بحسب ضوابط الخدمة."


@dataclass
class Case:
    """Where the journey stands: read afresh from the database each time."""

    slug: str
    number: str
    service: str
    outcome: str
    amount: str

    @property
    def row(self) -> SupportRequest:
        rows = SupportRequest.objects.select_related("beneficiary", "policy_version", "service")
        return rows.filter(association__slug=self.slug, beneficiary__number=self.number).latest("pk")

    @property
    def path(self) -> str:
        return f"/{self.slug}/requests/{self.row.reference}/"


def national_id(seed: str) -> str:
    body = f"1000{random.Random(seed).randrange(10**5):05d}"
    return body + luhn.calc_check_digit(body)


@pytest.mark.parametrize("javascript", [True, False], ids=["with javascript", "without javascript"])
@pytest.mark.parametrize("slug", ["twaim", "qalam"])
def test_a_visitor_who_was_never_here_gets_an_answer(visitors: Any, slug: str, javascript: bool) -> None:
    desk, researcher, chair = (visitors(javascript=javascript) for _ in range(3))
    case = Case(slug, "", "home-repair", Outcome.PARTLY_ACCEPTED, "4500")
    if slug == "qalam":
        case = Case(slug, "", "study-support", Outcome.REFUSED, "")

    desk.sign_in("desk", slug)
    case.number = registers(desk, slug, national_id(f"{slug}{javascript}"))
    opens(desk, case)
    goes_through_the_checklist(desk, case)
    signs_the_declaration(desk, case)
    takes_it_in(desk, case)
    reads_the_receipt(desk, case)

    researcher.sign_in("researcher", slug)
    studies(researcher, case)
    chair.sign_in("chair", slug)
    decides(chair, case)
    reads_the_letter(chair, case)

    answers(desk, case)
    if case.outcome != Outcome.REFUSED:
        delivers(desk, case)
    closes(desk, case)
    finds_the_person_again(desk, case)


def registers(desk: Visitor, slug: str, number: str) -> str:
    """Not found by the ID; the file is typed as it is said: Arabic digits, a Hijri birth, its month by name."""
    desk.type("q", to_arabic(number))
    desk.press(said("Search"))
    desk.sees(said("No file here has this ID."))
    assert number not in desk.page.url, "an ID never stands in an address"
    desk.is_accessible()

    desk.press(said("Register a new beneficiary"))
    assert desk.page.locator("[name=national_id]").input_value() == to_arabic(number), (
        "what was typed is not asked again"
    )
    desk.is_accessible()
    desk.press(said("Save the file"))
    desk.sees(said("Please check the following"), said("Enter the full name."))
    desk.type("full_name", NAME)
    desk.type_date("born", "hijri", "١٥", "رجب", "١٣٩٨")
    desk.type("mobile", "٠٥٠ ١٢٣ ٤٥٦٧")
    desk.choose("agreed_means", "sms")
    desk.press(said("Save the file"))
    desk.sees(NAME, said("The file is saved."))

    person = Beneficiary.objects.filter(association__slug=slug).latest("pk")
    assert (person.national_id, person.mobile) == (number, "+966501234567")
    assert (person.birth_hijri.year, person.birth_hijri.month, person.birth_hijri.day) == (1398, 7, 15)
    with translation.override("ar"):
        desk.sees(hijri_long(person.birth_hijri), gregorian_long(person.born_on), mask_id(number))
    assert number not in desk.page.content()
    return person.number


def opens(desk: Visitor, case: Case) -> None:
    """By one of the policy's channels: no other is offered."""
    desk.follow(said("New request"))
    desk.is_accessible()
    desk.page.locator("[name=accepted]").check()  # a person who was never here is told first
    desk.press(said("Go on to the request"))
    policy = Association.objects.get(slug=case.slug).policy_in_force()
    offered = desk.page.locator("[name=channel] option")
    values = [option.get_attribute("value") for option in offered.all()]
    assert values == list(policy.channels.values_list("channel", flat=True))
    desk.is_accessible()

    service = policy.association.services.get(code=case.service)
    desk.choose("service", str(service.pk))
    desk.choose("channel", "interview")
    desk.type("need", NEED)
    desk.type("amount_asked", "٦٬٠٠٠")
    desk.press(said("Save and go to the checklist"))
    assert desk.path == f"{case.path}checklist/"
    assert (case.row.status, case.row.amount_asked) == (Status.INCOMPLETE, 6000)


def goes_through_the_checklist(desk: Visitor, case: Case) -> None:
    desk.is_accessible()
    for entry in case.row.checklist.select_related("item"):
        desk.choose(f"state_{entry.pk}", "matched" if entry.item.is_mandatory else "not_needed")
        if entry.item.is_mandatory and entry.item.months:  # the date it bears, which is today's
            today = timezone.localdate()
            parts = str(today.day), str(today.month), str(today.year)
            desk.type_date(f"issued_{entry.pk}", "gregorian", *parts)
    desk.press(said("Save the findings"))
    assert desk.path == f"{case.path}declaration/"


def signs_the_declaration(desk: Visitor, case: Case) -> None:
    """In the person's own spelling of the name; another name is refused and everything typed is kept."""
    desk.is_accessible()
    desk.choose("method", "on_screen")
    desk.type("signed_name", "شخص آخر")
    desk.page.locator("[name=was_read]").check()
    desk.press(said("Record the signature"))
    desk.sees(said("The name differs from the file: “%(name)s”. Correct one of them.", name=NAME))
    assert desk.page.locator("[name=was_read]").is_checked()
    desk.type("signed_name", "ابراهيم بن عبد الرحمن الاحسائي")
    desk.press(said("Record the signature"))
    assert desk.path == case.path
    assert not desk.page.get_by_text(said("Something is missing")).count()


def takes_it_in(desk: Visitor, case: Case) -> None:
    """Twaim's promise begins only now; Qalam's earliest answer was known at receipt."""
    before = case.row
    assert before.due_on is None
    assert (before.answer_expected_from is not None) == (case.slug == "qalam")
    desk.click(desk.page.locator(".task-list a[href$='/complete/']"))
    desk.is_accessible()
    desk.press(said("Take in as complete"))

    after = case.row
    assert after.status == Status.AWAITING_STUDY
    if case.slug == "twaim":
        assert after.due_on > timezone.localdate()
        assert after.answer_expected_from is None
    else:
        assert after.due_on is None
        assert after.answer_expected_from == before.answer_expected_from


def reads_the_receipt(desk: Visitor, case: Case) -> None:
    """The promise in both calendars, and the paper as PDF."""
    row = case.row
    day: date = row.due_on or row.answer_expected_from
    desk.sees(NAME, "يصلكم الرد في موعد أقصاه" if row.due_on else "ولا تحدد السياسة يومًا أخيرًا للجواب.")
    with translation.override("ar"):
        desk.sees(to_arabic(hijri_long(day)), to_arabic(gregorian_long(day)))
    assert row.beneficiary.national_id not in desk.page.content()
    desk.is_accessible()


def studies(researcher: Visitor, case: Case) -> None:
    """The next case is one click from the researcher's first page."""
    researcher.count_anew()
    queue = researcher.page.locator("section", has_text=said("Waiting for the study"))
    researcher.click(queue.locator("table a").first)
    assert (researcher.clicks, researcher.path) == (1, case.path)
    researcher.is_accessible()

    researcher.follow(said("Start the study"))
    researcher.press(said("Start the study"))
    assert case.row.status == Status.UNDER_STUDY
    researcher.follow(said("Recommend"))
    researcher.is_accessible()
    researcher.type("findings", "زيارة المسكن ومقابلة الأسرة: الحاجة كما وُصفت.")
    researcher.choose("outcome", case.outcome)
    researcher.type("amount", case.amount)
    researcher.press(said("Put before the reviewing body"))
    assert case.row.status == Status.AWAITING_DECISION


def decides(chair: Visitor, case: Case) -> None:
    """On one page, in two clicks and at most two fields: what was recommended stands there already."""
    queue = chair.page.locator("section", has_text=said("Before the reviewing body"))
    chair.click(queue.locator("table a").first)
    assert chair.path == case.path
    chair.count_anew()
    chair.follow(said("Record the decision"))
    if case.outcome == Outcome.REFUSED:
        chair.choose("refusal_reason", UsualReason.INCOME)
    chair.type("reasons", REASONS)
    chair.press(said("Record the decision"))
    assert (chair.clicks, chair.pages) == (2, 2), "one page between the case and the case decided"
    assert chair.fields <= 2
    assert chair.path == case.path
    chair.sees(label(Outcome(case.outcome).label), REASONS)
    chair.is_accessible()

    decision = case.row.decision
    assert (decision.outcome, decision.amount) == (case.outcome, 4500 if case.amount else None)
    named = decision.refusal_reason.code if decision.refusal_reason else ""
    assert named == (UsualReason.INCOME if case.outcome == Outcome.REFUSED else "")
    assert case.row.status == Status.DECIDED


def reads_the_letter(chair: Visitor, case: Case) -> None:
    """The numbered letter is one click from the case, its PDF the second."""
    letter = case.row.decision.letter
    chair.count_anew()
    chair.click(chair.page.locator(f"main a[href$='/letters/{letter.year}/{letter.number}/']"))
    chair.sees(NAME, REASONS)
    if case.outcome == Outcome.REFUSED:
        chair.sees(case.row.decision.refusal_reason.text_ar)
    chair.is_accessible()
    link = chair.page.get_by_role("link", name="PDF", exact=True)
    assert link.get_attribute("href", timeout=1000).endswith("/pdf/")
    assert chair.clicks + 1 == 2


def answers(desk: Visitor, case: Case) -> None:
    """The agreed message is sent by the portal; told in another way needs its why."""
    desk.open(case.path)
    desk.follow(said("Record the answer as given"))
    desk.is_accessible()
    desk.choose("means", "phone")
    desk.press(said("Record the answer as given"))
    desk.sees(said("Another means than the agreed one was used: write why."))
    desk.type("note", "سألت بالهاتف عن طلبها فأُبلغت")
    desk.press(said("Record the answer as given"))
    row = case.row
    assert (row.status, row.answer.means) == (Status.ANSWERED, "phone")
    assert row.answered_at is not None


def delivers(desk: Visitor, case: Case) -> None:
    """What was granted is signed for; more than that is refused."""
    desk.follow(said("Record the delivery"))
    desk.is_accessible()
    desk.type("measure_1", "٥٠٠٠")
    desk.choose("method", "on_paper")
    desk.press(said("Record the delivery"))
    desk.sees(said("This is more than was granted: of this instalment %(left)s is left.") % {"left": "4,500.00"})
    desk.type("measure_1", "٤٥٠٠")
    desk.press(said("Record the delivery"))
    row = case.row
    delivery = row.deliveries.get()
    assert (row.status, delivery.amount, delivery.receiver_name) == (Status.DELIVERED, 4500, NAME)
    desk.open(case.path)


def closes(desk: Visitor, case: Case) -> None:
    desk.follow(said("Close"))
    desk.press(said("Close"))
    assert desk.path == case.path, "where the rating link is given"
    assert case.row.status == Status.CLOSED
    desk.sees(said("Nothing: this request has ended."))
    desk.is_accessible()


def finds_the_person_again(desk: Visitor, case: Case) -> None:
    """One field and one click from the first page, in another spelling."""
    desk.open(f"/{case.slug}/")
    desk.count_anew()
    desk.type("q", SPELT_OTHERWISE)
    desk.press(said("Search"))
    assert (desk.fields, desk.clicks, desk.pages) == (1, 1, 1)
    assert desk.page.locator(f"main a[href$='/beneficiaries/{case.number}/']").count() == 1


@pytest.mark.pdf
def test_the_numbered_letter_opens_as_a_pdf_in_two_clicks(visitors: Any, portal: Any) -> None:
    if not pdf.is_available():
        pytest.skip("PDF letters need pango, which is not installed")
    letter = a_decided_case(portal).decision.letter
    chair = visitors()
    chair.is_known_as("chair", "twaim")
    chair.open(f"/twaim/requests/{letter.about}/")
    chair.click(chair.page.locator(f"main a[href$='/letters/{letter.year}/{letter.number}/']"))
    link = chair.page.get_by_role("link", name="PDF", exact=True)
    answer = chair.context.request.get(f"{chair.portal.url}{link.get_attribute('href')}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")


def a_decided_case(portal: Any) -> SupportRequest:
    """One more request of Twaim that its committee has decided."""
    association = Association.objects.get(slug="twaim")
    members = {account: portal.member(account, "twaim") for account in ("desk", "researcher", "chair")}
    chance = random.Random("pdf")
    (person,) = families(association, by=members["desk"], count=1, chance=chance)
    return Teller(association, members, chance).tell(person, 0, "open complete study recommend decide")
