"""Urgent help by the real verbs: an officer the board named, help given, the word of the body."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from beneficiaries.actions import Signed
from requests import actions
from requests.actions.of_body import hand_urgent
from requests.enums import ReceivedBy, SignatureMethod
from requests.models import Delivery, SupportRequest, UrgentHelp, UrgentOfficer
from tests.factories.services import LONG_AGO

LONG_AGO_AT = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


class GivesUrgentHelp:
    """Part of ``Staff``: its ``urgent_officer`` gives, its ``chair`` heads the body."""

    association: Any
    urgent_officer: Membership
    chair: Membership

    def named(self, member: Membership, **facts: Any) -> UrgentOfficer:
        """A term of urgent help that began long ago, up to 1,000 riyals, also in kind."""
        given = {
            "highest": Decimal(1000),
            "allows_in_kind": True,
            "decision_number": "12/1448",
            "named_at": LONG_AGO_AT,
        }
        days = {"from_on": LONG_AGO, "until_on": datetime.date(2100, 1, 1), "decision_on": LONG_AGO}
        by = {"person": member.user, "named_by": self.chair.user, "association": self.association}
        return UrgentOfficer.objects.create(**{**given, **days, **by, **facts})

    def give_urgent(self, case: SupportRequest, **facts: Any) -> Any:
        """500 riyals, handed over to the person."""
        if not self.association.urgent_officers.filter(person=self.urgent_officer.user).exists():
            self.named(self.urgent_officer)
        signed = Signed(SignatureMethod.ON_PAPER, case.beneficiary.full_name)
        received = actions.Received(ReceivedBy.BENEFICIARY, signed)
        given = {"amount": Decimal(500), "reason": "Nothing to eat at home.", "has_no_tie": True}
        return actions.give_urgent(case, **{**given, "received": received, **facts})

    def reverse_urgent(self, case: SupportRequest, **facts: Any) -> Any:
        return actions.reverse_urgent(
            case, **{"reason": "The papers were not theirs.", "afterwards": "leave", **facts}
        )

    def hand_urgent(self, case: SupportRequest, **facts: Any) -> Any:
        return hand_urgent(case, **{"kind": "board", "reason": "No quorum can be reached.", **facts})

    def urgent_given_before(self, case: SupportRequest) -> None:
        """Urgent help of a request that was withdrawn since, written past its verb."""
        now, by, term = timezone.now(), self.urgent_officer.user, self.named(self.urgent_officer)
        whose = {"association": self.association, "support_request": case}
        facts = {"delivered_on": now.date(), "received_by": "beneficiary", "receiver_name": "x", "method": "on_paper"}
        delivery = Delivery.objects.create(**whose, **facts, what="Rent", amount=500, by=by, at=now)
        days = {"given_on": timezone.localdate(), "ratify_by": timezone.localdate(), "given_at": now, "given_by": by}
        given = {"officer": term, "amount": 500, "reason": "x", "delivery": delivery, "body": case.reviewing_body}
        UrgentHelp.objects.create(**whose, **days, **given)
