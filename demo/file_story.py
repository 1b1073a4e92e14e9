"""What people agreed to and what they say has changed: consents, reports in every state, files due to be confirmed."""

from __future__ import annotations

import base64
import io
import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.models import Membership
from associations import texts
from associations.enums import TextKind
from associations.models import Association
from beneficiaries import actions
from beneficiaries.account import Applicant
from beneficiaries.enums import ConsentPurpose, ConsentState, SignatureMethod
from beneficiaries.models import Beneficiary
from core.drawing import BEGINNING

from .story import clock_at

NEW_WORDS = "\nوعليّ تأكيد بيانات ملفي مرة كل عام."
MOVED = "انتقلنا إلى حي آخر قبل أسبوعين، وصار الإيجار أعلى."
WORKS = "بدأ العمل في محل قريب من البيت."


def tell(
    association: Association, members: Mapping[str, Membership], people: list[Beneficiary], chance: random.Random
) -> None:
    """Everything by the verbs that people use, at moments of the past."""
    now, desk, researcher = timezone.now(), members["desk"], members["researcher"]
    with clock_at(now - timedelta(days=60)):
        for person in people[:5]:
            _agrees(person, ConsentPurpose.SERVICE, desk)
    with clock_at(now - timedelta(days=50)):
        _agrees(people[0], ConsentPurpose.CONTACT, desk)
        _agrees(people[1], ConsentPurpose.PUBLICATION, desk)
        actions.say(people[2], by=desk, purpose=ConsentPurpose.PUBLICATION, state=ConsentState.REFUSED)
    with clock_at(now - timedelta(days=9)):
        actions.say(people[1], by=desk, purpose=ConsentPurpose.PUBLICATION, state=ConsentState.WITHDRAWN)
        actions.consent_letter(people[1], by=desk, purpose=ConsentPurpose.PUBLICATION)
    _changes(people, now, desk, researcher)
    _at_home(association, now)
    _due(people, now, desk)
    with clock_at(now - timedelta(days=4)):
        text = association.agreed_texts.in_force(TextKind.RESPONSIBILITIES)
        assert text is not None
        texts.write_draft(
            association,
            by=members["admin"],
            kind=TextKind.RESPONSIBILITIES,
            text_ar=text.text_ar + NEW_WORDS,
            text_en=text.text_en,
        )


def _drawn() -> str:
    """A wavy line, as a finger would draw it; nobody's signature."""
    picture = Image.new("RGB", (600, 200), "white")
    points = [(60 + 12 * step, 100 + (40 if step % 2 else -35) * (40 - step) // 40) for step in range(40)]
    ImageDraw.Draw(picture).line(points, fill="black", width=5, joint="curve")
    written = io.BytesIO()
    picture.save(written, "PNG")
    return BEGINNING + base64.b64encode(written.getvalue()).decode()


def _agrees(person: Beneficiary, purpose: str, desk: Membership) -> None:
    signed = actions.Signed(SignatureMethod.DRAWN, person.full_name, drawing=_drawn())
    actions.give_by_signing(person, by=desk, purpose=purpose, signed=signed)


def _changes(people: list[Beneficiary], now: Any, desk: Membership, researcher: Membership) -> None:
    """One taken, one not taken, two that wait; one of these meets a file that changed meanwhile."""
    with clock_at(now - timedelta(days=20)):
        taken = actions.report_change(people[13], by=desk, values={"marital": "widowed", "employment": "home"})
        wrong = actions.report_change(people[14], by=desk, values={"housing": "owned"})
        actions.report_change(people[15], by=desk, values={"city": "حي الروضة", "housing": "rented"}, words=MOVED)
    with clock_at(now - timedelta(days=18)):
        actions.apply_report(taken, by=researcher, take=["marital", "employment"])
        actions.refuse_report(wrong, by=researcher, reason="الصك المرفق باسم شخص آخر؛ نرجو إرسال ما يثبت الملكية.")
    with clock_at(now - timedelta(days=6)):
        other = actions.report_change(people[15], by=desk, values={"city": "حي النسيم"})
        actions.apply_report(other, by=researcher, take=["city"])


def _at_home(association: Association, now: Any) -> None:
    """The beneficiary who is online agrees, and reports a change that waits; the file is due."""
    account = association.online_accounts.select_related("user", "beneficiary", "association").first()
    if account is None:
        return
    applicant = Applicant(account)
    person = applicant.beneficiary
    with clock_at(now - timedelta(days=8)):
        actions.say(person, by=applicant, purpose=ConsentPurpose.SERVICE, state=ConsentState.GIVEN)
        actions.say(person, by=applicant, purpose=ConsentPurpose.CONTACT, state=ConsentState.GIVEN)
    with clock_at(now - timedelta(hours=20)):
        actions.report_change(person, by=applicant, values={"employment": "employed"}, words=WORKS)
    association.beneficiaries.filter(pk=person.pk).update(confirm_due_on=timezone.localdate(now))


def _due(people: list[Beneficiary], now: Any, desk: Membership) -> None:
    """Some files were registered long ago on paper: their year is over. One was confirmed since."""
    association = people[0].association
    for back, person in enumerate(people[6:12], 1):
        due = timezone.localdate(now) - timedelta(days=5 * back)
        association.beneficiaries.filter(pk=person.pk).update(confirm_due_on=due)
    with clock_at(now - timedelta(days=2)):
        actions.ask_for_confirmations(association, on=timezone.localdate(now) - timedelta(days=10))
    with clock_at(now - timedelta(days=1)):
        actions.confirm(people[11], by=desk)
