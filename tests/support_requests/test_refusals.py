"""Letters of a decision: the reason from the association's catalogue, what is granted, how to object (R6–R9)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.roles import Role
from core.errors import DomainError, NotPermitted
from correspondence.paper import paper
from requests.actions.refusals import add_reason, offer_reason
from requests.enums import Outcome, Status, UsualReason
from requests.models import RefusalReason
from requests.workflow import DECIDE

REASON = {"text_ar": "المسكن خارج النطاق", "text_en": "The home is outside the area", "clause_ar": "البند 3"}


@pytest.fixture
def admin(staff):
    return staff.member(Role.ADMINISTRATOR)


def letter_of(case) -> str:
    return paper(case.decision.letter, check_url="https://example.org/check/x/")


def test_every_association_begins_with_the_usual_reasons(twaim, qalam):
    for association in (twaim, qalam):
        assert {row.code for row in association.refusal_reasons.all()} == set(UsualReason)


def test_a_reason_of_its_own_is_named_in_the_decision_and_its_letter_with_the_clause(staff, admin):
    reason = add_reason(by=admin, **{**REASON, "clause_en": "Item 3"})
    case = staff.case(Status.AWAITING_DECISION)
    staff.do(DECIDE, case, outcome=Outcome.REFUSED, refusal_reason=reason.code, amount=None)
    case = staff.fresh(case)
    assert case.decision.refusal_reason == reason
    shown = letter_of(case)
    assert reason.text_ar in shown
    assert "استنادًا إلى: البند ٣" in shown
    assert f"«{case.policy_version.title_ar}»، الإصدار ١" in shown


@pytest.mark.parametrize("code", ["", "unknown", "taken-off"])
def test_a_refusal_needs_a_reason_that_is_offered(staff, admin, code):
    reason = staff.association.refusal_reasons.create(code="taken-off", text_ar="سبب", text_en="Reason")
    offer_reason(reason, by=admin, offered=False)
    case = staff.case(Status.AWAITING_DECISION)
    with pytest.raises(DomainError) as refusal:
        staff.do(DECIDE, case, outcome=Outcome.REFUSED, refusal_reason=code, amount=None)
    assert (refusal.value.code, refusal.value.field) == ("reason", "refusal_reason")
    offer_reason(reason, by=admin, offered=True)
    assert staff.do(DECIDE, case, outcome=Outcome.REFUSED, refusal_reason="taken-off", amount=None).refusal_reason


def test_a_reason_of_another_association_is_not_known(staff, elsewhere):
    add_reason(by=elsewhere.member(Role.ADMINISTRATOR), **REASON, clause_en="")
    case = staff.case(Status.AWAITING_DECISION)
    with pytest.raises(DomainError):
        staff.do(DECIDE, case, outcome=Outcome.REFUSED, refusal_reason="own-6", amount=None)


def test_the_letter_of_a_grant_says_how_much_how_it_is_delivered_and_what_to_bring(staff):
    case = staff.fresh(staff.case(Status.DECIDED))
    shown = letter_of(case)
    assert "٢٬٥٠٠٫٠٠" in shown
    assert case.decision.handover in shown
    assert "يُرجى إحضار:" in shown
    assert "السبب:" not in shown
    other = staff.case(Status.AWAITING_DECISION)
    staff.do(DECIDE, other, handover="بسند يصرف من المقر", to_bring="بطاقة العائلة", amount=Decimal(10))
    assert "بسند يصرف من المقر" in letter_of(staff.fresh(other))
    assert "بطاقة العائلة" in letter_of(staff.fresh(other))


def test_the_letter_says_within_how_many_days_where_and_by_which_channels_to_object(staff):
    shown = letter_of(staff.case(Status.DECIDED, outcome=Outcome.REFUSED))
    assert "خلال ١٥ يوم عمل" in shown
    assert "لجنة التظلمات" in shown
    assert "فاكس" in shown


def test_where_the_policy_version_has_no_objections_the_letter_names_the_complaint(staff):
    version = staff.association.policy_in_force()
    draft = staff.association.policy_versions.create(
        number=9, title_ar="أ", title_en="a", reviewing_body=version.reviewing_body
    )
    case = staff.case(Status.AWAITING_DECISION)
    type(case).objects.filter(pk=case.pk).update(policy_version=draft)
    staff.do(DECIDE, case)
    shown = letter_of(staff.fresh(case))
    assert "تتقدموا بشكوى" in shown
    assert "لكم الاعتراض" not in shown


def test_only_the_administrator_writes_the_catalogue(staff, admin):
    for other in (staff.desk, staff.chair, staff.member(Role.MANAGER)):
        with pytest.raises(NotPermitted):
            add_reason(by=other, **REASON)
    reason = add_reason(by=admin, **REASON)
    with pytest.raises(NotPermitted):
        offer_reason(reason, by=staff.chair, offered=False)
    with pytest.raises(DomainError):
        add_reason(by=admin, **REASON)


def test_the_last_reason_that_is_offered_stays(staff, admin):
    rows = list(staff.association.refusal_reasons.all())
    for reason in rows[1:]:
        offer_reason(reason, by=admin, offered=False)
    with pytest.raises(DomainError) as refusal:
        offer_reason(rows[0], by=admin, offered=False)
    assert refusal.value.code == "last"


@pytest.mark.parametrize("column", ["code", "text_ar", "text_en", "clause_ar", "clause_en"])
def test_the_words_of_a_reason_are_never_changed(staff, column):
    """Trigger of support_requests_refusalreason."""
    rows = RefusalReason.objects.filter(association=staff.association)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**{column: "other"})
    rows.update(position=1)  # the positive control


def test_the_catalogue_is_kept_on_its_page(staff, admin, client_of):
    client, address = client_of(admin), reverse("support_requests:refusal_reasons", args=[staff.association.slug])
    page = client.get(address)
    assert "Income is above the service" in page.content.decode()
    words = {**REASON, "clause_en": "", "token": page.context["form"]["token"].value()}
    assert client.post(address, words).status_code == 302
    client.post(address, words)
    assert staff.association.refusal_reasons.filter(text_ar=REASON["text_ar"]).count() == 1
    code = staff.association.refusal_reasons.get(text_ar=REASON["text_ar"]).code
    button = reverse("support_requests:offer_reason", args=[staff.association.slug, code])
    client.post(button, {"offered": "0"})
    assert "Not offered" in client.get(address).content.decode()
    assert client_of(staff.chair).get(address).status_code == 403


def test_another_association_sees_nothing_of_the_catalogue(staff, elsewhere, admin, client_of):
    add_reason(by=admin, **REASON)
    address = reverse("support_requests:refusal_reasons", args=[staff.association.slug])
    assert client_of(elsewhere.member(Role.ADMINISTRATOR)).get(address).status_code == 404
