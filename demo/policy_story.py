"""The policy at work in the office: who signed it, the documents at hand, a day the office was closed."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.actions import sign_policy
from accounts.models import Membership
from associations import actions
from associations.calendars import working_calendar
from associations.enums import OverrideKind
from associations.models import Association

from .story import clock_at

NOT_YET = ("member3", "member4", "followup2")  # so that who has not signed is a list
DATED_ON = date(2025, 1, 5)


def tell(association: Association, members: Mapping[str, Membership]) -> None:
    """By the verbs that people use, before the first request came in."""
    version, now = association.policy_in_force(), timezone.now()
    with clock_at(now - timedelta(days=88)):
        _close_for_a_day(association, by=members["admin"])
        for row in list(version.documents.all())[:-1]:  # one is still to be added
            actions.add_document(
                association,
                by=members["admin"],
                document=row.document,
                version_label="1",
                dated_on=DATED_ON,
                upload=_blank(),
            )
    if not version.asks_staff_signature:
        return
    for place, (account, member) in enumerate(members.items()):
        if account not in NOT_YET:
            with clock_at(now - timedelta(days=80 - place)):
                sign_policy(member, version, signed_name=member.user.name_ar)


def _close_for_a_day(association: Association, *, by: Membership) -> None:
    calendar, day = working_calendar(association), timezone.localdate() + timedelta(days=30)
    while not calendar.is_working(day):
        day += timedelta(days=1)
    actions.change_day(association, by=by, day=day, kind=OverrideKind.DAY_OFF, reason="صيانة مقر الجمعية")


def _blank() -> SimpleUploadedFile:
    """A page without words: the demo holds no document of anybody."""
    written = io.BytesIO()
    Image.new("RGB", (1240, 1754), "white").save(written, "PDF")
    return SimpleUploadedFile("document.pdf", written.getvalue())
