"""A person to tell, and notices to them."""

from __future__ import annotations

from collections.abc import Mapping

from associations.models import Association
from correspondence.models import Means, Notice
from correspondence.notices.actions import Person, notify
from correspondence.notices.events import NoticeEvent

MOBILE = "+966501234521"
EMAIL = "munira.alshammari@example.test"
NAME = "منيرة بنت فهد الشمري"
REFERENCE = "R-1448-000123"
BY_SMS = Person(Means.SMS, mobile=MOBILE)
BY_EMAIL = Person(Means.EMAIL, mobile=MOBILE, email=EMAIL)
BY_PHONE = Person(Means.PHONE, mobile=MOBILE)


def told(
    association: Association,
    to: Person = BY_SMS,
    *,
    event: str = NoticeEvent.DELIVERY_READY,
    key: str = "told",
    values: Mapping[str, str] | None = None,
    about: str = REFERENCE,
) -> Notice:
    """The person is told that a delivery is ready, or what else is named."""
    given = {"reference": REFERENCE} if values is None else values
    return notify(association, to=to, event=event, key=key, values=given, about=about)
