"""Compensation (M1–M4): basis, offers, settlement, payment; what the verbs refuse, the database refuses too."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from associations.presets import SLUGS
from complaints.compensation_workflow import (
    ACCEPT,
    APPROVE_MINUTES,
    COMPENSATION_WORKFLOW,
    CORRECT_MINUTES,
    ESTABLISH_BASIS,
    ISSUE_SETTLEMENT,
    OFFER,
    PAY,
    RECORD_RULING,
    SIGN,
    WRITE_MINUTES,
    CompensationStatus,
)
from complaints.enums import Side
from complaints.models import (
    Acceptance,
    CommitteeApproval,
    CompensationCase,
    CompensationOffer,
    CompensationPayment,
    InvestigationMinutes,
)
from core.errors import DomainError, NotPermitted, StaleRecord, TransitionNotAllowed
from demo.story import clock_at
from tests.conftest import loaded
from tests.factories.compensation import AGREED, PARTS, WAYS, Committee

EVENTS, STATUSES = list(COMPENSATION_WORKFLOW.rows), list(CompensationStatus)
TOMORROW = timedelta(days=1)


@pytest.fixture
def committee(twaim) -> Committee:
    return Committee(twaim)


def raw_offer(case, side, **facts):
    """An offer written past the verbs."""
    today = timezone.localdate()
    number = case.offers.count() + 1
    told = {"amount": 5, "made_on": today, "valid_until": today, "at": timezone.now(), "number": number}
    by = case.opened_by.user
    return CompensationOffer(association=case.association, case=case, side=side, by=by, **{**told, **facts})


def raw_acceptance(case, side, **facts):
    told = {"accepted_on": timezone.localdate(), "at": timezone.now(), "offer": case.offers.order_by("number").last()}
    by = case.opened_by.user
    return Acceptance(association=case.association, case=case, side=side, by=by, **{**told, **facts})


def refused_by_the_database(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


class TestTheTable:
    def test_every_event_has_its_verb_and_every_status_is_reached(self, committee):
        assert set(committee.acts) == set(EVENTS)
        assert {status: committee.harmed(status).status for status in STATUSES} == {row: row for row in WAYS}

    @pytest.mark.parametrize("event", EVENTS)
    @pytest.mark.parametrize("status", STATUSES)
    def test_every_status_meets_every_event(self, committee, status, event):
        case = committee.harmed(status)
        row = COMPENSATION_WORKFLOW.rows[event]
        if status not in row.sources:
            with pytest.raises(TransitionNotAllowed):
                committee.act(event, case)
            assert committee.now(case).version == case.version
            return
        before = {
            CORRECT_MINUTES: [WRITE_MINUTES],
            APPROVE_MINUTES: [WRITE_MINUTES],
            ESTABLISH_BASIS: [RECORD_RULING],
            SIGN: [ISSUE_SETTLEMENT],
        }
        for step in before.get(event, []):
            committee.act(step, case)
        side = {"side": Side.BENEFICIARY} if event == OFFER and status == CompensationStatus.NEGOTIATING else {}
        committee.act(event, case, **side)
        after = committee.now(case)
        assert after.status == (row.to or status)
        assert after.events.order_by("-pk").first().event == event

    @pytest.mark.parametrize("event", EVENTS)
    def test_only_those_with_the_task_may_and_never_the_subject(self, committee, event):
        complaint = committee.receive()
        case = committee.open_case(complaint=complaint)
        others = [committee.member(role) for role in Role if role not in (Role.FOLLOW_UP, Role.MANAGER)]
        for other in [*others, Committee(loaded("qalam")).manager]:
            with pytest.raises(NotPermitted):
                committee.act(event, case, by=other)
        subject = committee.member(*Role)
        complaint.subjects.create(association=case.association, membership=subject, source="named")
        with pytest.raises(NotPermitted):
            committee.act(event, case, by=subject)

    def test_follow_up_members_do_not_offer_and_managers_do_not_approve(self, committee):
        with pytest.raises(NotPermitted):
            committee.act(OFFER, committee.harmed("basis"), by=committee.followup)
        with pytest.raises(NotPermitted):
            committee.act(APPROVE_MINUTES, committee.with_minutes(), by=committee.manager)

    def test_a_page_of_an_earlier_version_is_refused(self, committee):
        with pytest.raises(StaleRecord):
            committee.act(RECORD_RULING, committee.open_case(), expected_version=7)


class TestOpening:
    def test_it_has_its_number_and_the_person_of_its_complaint(self, committee):
        complaint = committee.named()
        case = committee.open_case(complaint=complaint, by=committee.manager)
        assert case.reference.startswith("M-14")
        assert case.complaint == complaint
        with pytest.raises(DomainError) as refusal:
            committee.open_case(complaint=complaint)
        assert refusal.value.code == "twice"

    def test_harm_of_tomorrow_is_refused(self, committee):
        with pytest.raises(DomainError) as refusal:
            committee.open_case(occurred_on=timezone.localdate() + TOMORROW)
        assert (refusal.value.code, refusal.value.field) == ("future", "occurred_on")

    @pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug != "twaim"])
    def test_where_the_policy_has_none_it_is_refused_with_the_policy_named(self, committee, slug):
        other = Committee(loaded(slug))
        with pytest.raises(NotPermitted) as refusal:
            other.open_case()
        assert other.association.policy_in_force().title in str(refusal.value.message)
        case = committee.open_case()
        case.pk, case.reference, case.association = None, "M-1400-000009", other.association
        case.uid, case.policy_version = "00000000-0000-4000-8000-000000000000", other.association.policy_in_force()
        case._state.adding = True
        refused_by_the_database(case)


class TestTheBasis:
    def test_minutes_are_enough_when_every_named_member_approved(self, committee):
        case = committee.with_minutes(committee.followup)
        with pytest.raises(DomainError) as refusal:
            committee.act(ESTABLISH_BASIS, case)
        assert refusal.value.code == "no_basis"
        with pytest.raises(IntegrityError), transaction.atomic():
            CompensationCase.objects.filter(pk=case.pk).update(status="basis")
        committee.act(APPROVE_MINUTES, case, by=committee.second)
        assert committee.act(ESTABLISH_BASIS, case).status == "basis"

    def test_a_ruling_is_enough_only_when_final(self, committee):
        case = committee.open_case()
        committee.act(RECORD_RULING, case, is_final=False)
        with pytest.raises(DomainError):
            committee.act(ESTABLISH_BASIS, case)
        with pytest.raises(IntegrityError), transaction.atomic():
            CompensationCase.objects.filter(pk=case.pk).update(status="negotiating")
        committee.act(RECORD_RULING, case)
        committee.act(ESTABLISH_BASIS, case)

    def test_a_ruling_or_minutes_of_tomorrow_are_refused(self, committee):
        case = committee.open_case()
        tomorrow = timezone.localdate() + TOMORROW
        for event in (RECORD_RULING, WRITE_MINUTES):
            with pytest.raises(DomainError) as refusal:
                committee.act(event, case, dated_on=tomorrow)
            assert refusal.value.field == "dated_on"
        ruling = committee.act(RECORD_RULING, case, is_final=False)
        ruling.pk, ruling._state.adding, ruling.dated_on = None, True, tomorrow
        refused_by_the_database(ruling)

    def test_one_member_is_too_few_and_others_are_not_named(self, committee):
        case = committee.open_case()
        for members in ([committee.followup], [committee.followup] * 2, [committee.followup, committee.manager]):
            with pytest.raises(DomainError) as refusal:
                committee.act(WRITE_MINUTES, case, members=members)
            assert refusal.value.field == "members"

    def test_whom_the_complaint_is_about_is_not_named(self, committee):
        case = committee.open_case(complaint=committee.receive(subjects=[committee.second]))
        with pytest.raises(DomainError):
            committee.act(WRITE_MINUTES, case)

    def test_somebody_not_named_does_not_approve_and_nobody_twice_or_for_another(self, committee):
        third = committee.member(Role.FOLLOW_UP)
        case = committee.with_minutes(committee.followup)
        for member, code in ((third, "not_named"), (committee.followup, "twice")):
            with pytest.raises(DomainError) as refusal:
                committee.act(APPROVE_MINUTES, case, by=member)
            assert refusal.value.code == code
        minutes = case.minutes.get()
        known = {"association": case.association, "minutes": minutes, "at": timezone.now()}
        for member, by in ((third, third), (committee.followup, committee.followup), (committee.second, third)):
            refused_by_the_database(CommitteeApproval(membership=member, by=by.user, **known))

    def test_approved_minutes_stay_and_new_ones_need_all_approvals_again(self, committee):
        case = committee.with_minutes()
        committee.act(CORRECT_MINUTES, case, harm="The chair was broken.")
        assert case.minutes.get().harm == "The chair was broken."
        committee.act(APPROVE_MINUTES, case)
        with pytest.raises(DomainError) as refusal:
            committee.act(CORRECT_MINUTES, case)
        assert refusal.value.code == "approved"
        with pytest.raises(IntegrityError), transaction.atomic():
            InvestigationMinutes.objects.update(harm="Nothing.")
        committee.act(APPROVE_MINUTES, case, by=committee.second)
        committee.act(WRITE_MINUTES, case)
        with pytest.raises(DomainError):
            committee.act(ESTABLISH_BASIS, case)
        with pytest.raises(IntegrityError), transaction.atomic():
            CompensationCase.objects.filter(pk=case.pk).update(status="basis")

    @pytest.mark.parametrize("part", [*PARTS])
    def test_minutes_without_one_of_their_parts_are_refused_by_the_database(self, committee, part):
        with pytest.raises(IntegrityError), transaction.atomic():
            committee.act(WRITE_MINUTES, committee.open_case(), **{part: ""})


class TestTheNegotiation:
    def test_the_other_side_answers(self, committee):
        case = committee.harmed("negotiating")
        for event, code in ((OFFER, "turn"), (ACCEPT, "turn")):
            with pytest.raises(DomainError) as refusal:
                committee.act(event, case, side=Side.ASSOCIATION)
            assert (refusal.value.code, refusal.value.field) == (code, "side")
        refused_by_the_database(raw_offer(case, Side.ASSOCIATION))
        refused_by_the_database(raw_offer(case, Side.BENEFICIARY, number=9))
        refused_by_the_database(raw_acceptance(case, Side.ASSOCIATION))
        committee.act(OFFER, case, side=Side.BENEFICIARY, amount=Decimal(2000))
        refused_by_the_database(raw_acceptance(case, Side.BENEFICIARY, offer=case.offers.get(number=1)))
        committee.act(ACCEPT, case, side=Side.ASSOCIATION)
        assert committee.now(case).acceptance.offer.amount == 2000

    def test_nothing_is_offered_before_a_basis_or_after_an_acceptance(self, committee):
        case = committee.open_case()
        refused_by_the_database(raw_offer(case, Side.ASSOCIATION))
        agreed = committee.harmed("agreed")
        refused_by_the_database(raw_offer(agreed, Side.BENEFICIARY))
        refused_by_the_database(raw_acceptance(agreed, Side.BENEFICIARY))

    def test_an_offer_that_has_ended_is_neither_made_nor_accepted(self, committee):
        case = committee.harmed("basis")
        yesterday = timezone.localdate() - TOMORROW
        with pytest.raises(DomainError) as refusal:
            committee.act(OFFER, case, valid_until=yesterday)
        assert (refusal.value.code, refusal.value.field) == ("expired", "valid_until")
        refused_by_the_database(raw_offer(case, Side.ASSOCIATION, valid_until=yesterday))
        committee.act(OFFER, case)
        with clock_at(timezone.now() + timedelta(days=8)):
            with pytest.raises(DomainError) as refusal:
                committee.act(ACCEPT, case)
            assert refusal.value.code == "expired"
            refused_by_the_database(raw_acceptance(case, Side.BENEFICIARY))
        with clock_at(timezone.now() + timedelta(days=7)):
            committee.act(ACCEPT, case)

    def test_an_offer_of_nothing_is_refused(self, committee):
        case = committee.harmed("basis")
        with pytest.raises(DomainError):
            committee.act(OFFER, case, amount=None, remedy=" ")
        refused_by_the_database(raw_offer(case, Side.ASSOCIATION, amount=None))
        committee.act(OFFER, case, amount=None, remedy="A new chair.")

    def test_rows_are_never_changed_or_deleted(self, committee):
        case = committee.harmed("closed")
        for row, change in (
            (case.offers, {"amount": 9}),
            (case.rulings, {"number": "9"}),
            (case.events, {"event": "x"}),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                row.update(**change)
            with pytest.raises(IntegrityError), transaction.atomic():
                row.all()._raw_delete(using="default")
        for status in ("opened", "basis"):
            CompensationCase.objects.filter(pk=case.pk).update(status=status)  # back is legal SQL; offers stay closed
        refused_by_the_database(raw_offer(committee.now(case), Side.BENEFICIARY))

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(moves=st.lists(st.tuples(st.sampled_from([OFFER, ACCEPT]), st.sampled_from(Side.values)), max_size=7))
    def test_whatever_is_tried_the_sides_take_turns_and_agree_once(self, committee, moves):
        case = committee.harmed("basis")
        for event, side in moves:
            try:
                with transaction.atomic():
                    committee.act(event, case, side=side)
            except (DomainError, IntegrityError):
                continue
        sides = list(case.offers.order_by("number").values_list("side", flat=True))
        assert all(one != other for one, other in pairwise(sides))
        accepted = list(Acceptance.objects.filter(case=case))
        assert len(accepted) <= 1
        assert all(row.offer.side != row.side and row.offer.number == len(sides) for row in accepted)


class TestSettlementAndPayment:
    def test_it_is_signed_by_both_and_only_after_it_was_issued(self, committee):
        case = committee.harmed("agreed")
        with pytest.raises(DomainError) as refusal:
            committee.act(SIGN, case)
        assert refusal.value.code == "no_settlement"
        with pytest.raises(IntegrityError), transaction.atomic():
            CompensationCase.objects.filter(pk=case.pk).update(status="settled")
        letter = committee.act(ISSUE_SETTLEMENT, case).letter
        assert (letter.facts["amount"], letter.about) == (str(AGREED), case.reference)
        with pytest.raises(DomainError):
            committee.act(ISSUE_SETTLEMENT, case)
        committee.act(SIGN, case)
        signed = {row.side: row.signed_name for row in committee.now(case).settlement.signatures.all()}
        assert signed == {Side.BENEFICIARY: "Nora", Side.ASSOCIATION: committee.manager.user.name_ar}

    @pytest.mark.parametrize(("amount", "code"), [(AGREED + 1, "above"), (AGREED - 1, "below")])
    def test_what_is_paid_is_what_was_agreed(self, committee, amount, code):
        case = committee.harmed("settled")
        with pytest.raises(DomainError) as refusal:
            committee.act(PAY, case, amount=amount)
        assert (refusal.value.code, refusal.value.field) == (code, "amount")
        today = timezone.localdate()
        known = {"paid_on": today, "recorded_on": today, "received_by": "Nora", "method": "cash", "at": timezone.now()}
        by = committee.manager.user
        refused_by_the_database(
            CompensationPayment(association=case.association, case=case, amount=amount, by=by, **known)
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            CompensationCase.objects.filter(pk=case.pk).update(status="paid")
        committee.act(PAY, case)

    def test_a_payment_of_tomorrow_or_to_nobody_is_refused(self, committee):
        case = committee.harmed("settled")
        today = timezone.localdate()
        wrong = ({"paid_on": today + TOMORROW}, {"paid_on": today - TOMORROW}, {"received_by": " "})
        for facts in wrong:
            with pytest.raises(DomainError) as refusal:
                committee.act(PAY, case, **facts)
            assert refusal.value.field == next(iter(facts))
