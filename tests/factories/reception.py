"""Two officers at one counter, and visitors who came to them by the real verbs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from accounts.roles import Role
from associations.models import Association
from reception import actions
from reception.enums import VisitStatus
from reception.models import HelpRequest, Visit
from reception.workflow import FINISH, KNOW, LEAVE, PUT_BACK, SERVE, TAKE_OVER
from tests.factories.support_requests import Staff

NAME = "سارة القرني"
# the events that lead a visitor who just came to a status
WAYS: dict[str, tuple[str, ...]] = {
    VisitStatus.WAITING: (),
    VisitStatus.BEING_SERVED: (SERVE,),
    VisitStatus.SERVED: (SERVE, FINISH),
    VisitStatus.LEFT: (LEAVE,),
}


class AtCounter(Staff):
    """The desk, a second officer beside it, and the people of a request."""

    def __init__(self, association: Association) -> None:
        super().__init__(association)
        self.second = self.member(Role.DESK)
        self.visitors: dict[str, Callable[..., Any]] = {
            SERVE: actions.serve,
            TAKE_OVER: lambda visit, by: actions.take_over(visit, by=self.second if by == self.desk else by),
            PUT_BACK: actions.put_back,
            KNOW: lambda visit, by: actions.attach(visit, by=by, beneficiary=self.person()),
            FINISH: actions.finish,
            LEAVE: actions.leave,
        }

    def comes(self, **facts: Any) -> Visit:
        """Somebody came in person, with a name alone unless the facts name a file."""
        who = {} if "beneficiary" in facts else {"person_name": NAME}
        told = {"by": self.desk, "purpose": "inquiry", "channel": "interview", **who, **facts}
        return actions.arrive(self.association, **told)

    def visit(self, status: str, **facts: Any) -> Visit:
        """A visit in ``status``."""
        visit = self.comes(**facts)
        for event in WAYS[status]:
            self.does_at_counter(event, visit)
        return self.again(visit)

    def does_at_counter(self, event: str, visit: Visit, *, by: Any = None) -> Any:
        return self.visitors[event](self.again(visit), by=by or self.desk)

    def again(self, visit: Visit) -> Visit:
        return self.association.visits.for_pages().get(pk=visit.pk)


HELP = {
    "for_whom": "self",
    "person_name": "حصة العنزي",
    "mobile": "+966501239876",
    "city": "الهفوف",
    "need": "انقطع التيار ولا نقدر على الفاتورة.",
}


def a_row_of_help(association: Association, **facts: Any) -> HelpRequest:
    """A help request that waits, written past the verb: also under a policy without this channel."""
    row = association.help_requests.first()
    if row is None or facts:
        now, count = timezone.now(), association.help_requests.count()
        told = {name: value for name, value in HELP.items() if name != "mobile"}
        told["reference"] = f"HR-1448-{count + 1:06d}"
        row = HelpRequest(
            association=association,
            policy_version=association.policy_in_force(),
            received_at=now,
            status_since=now,
            code_hash=f"{count + 1:032d}",
            **{**told, **facts},
        )
        row.mobile = HELP["mobile"]
        row.save()
    return row
