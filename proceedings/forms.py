"""Input of a session: when and where, who takes no part, a vote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from committees.enums import Choice
from committees.models import MOST_MINUTES, Seat
from core.digits import to_ascii
from core.fields import DualDateField
from core.forms import ReasonForm, SentOnce
from core.templatetags.ui import with_numbers

from .enums import Ground

_HOUR = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?")


def _one_line(label: Any, *, longest: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.TextInput(attrs={"dir": "auto"}), **kwargs)


class HourField(forms.Field):
    """An hour of the day in any digits: 16:30, ١٦:٣٠, 16.30 or 16; cleans to ``time``."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, time) or value in self.empty_values:
            return value or None
        found = _HOUR.fullmatch(to_ascii(str(value)).strip())
        if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise ValidationError(_("Write the hour as 16:30."), code="hour")
        return time(int(found[1]), int(found[2] or 0))


def _hour_field() -> HourField:
    return HourField(
        label=gettext_lazy("Hour"),
        help_text=gettext_lazy("By the 24-hour clock, such as 16:30."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write the hour as 16:30.")},
    )


class ConveneForm(SentOnce):
    """When and where."""

    day = DualDateField(label=gettext_lazy("Day"))
    hour = _hour_field()
    place = _one_line(gettext_lazy("Place"), longest=200)

    def planned_at(self) -> datetime:
        data = self.cleaned_data
        return timezone.make_aware(datetime.combine(data["day"].gregorian, data["hour"]))


class AttendanceForm(SentOnce):
    """Who came in or left at an hour that is noted later."""

    seat = forms.ChoiceField(label=gettext_lazy("Member"), widget=forms.RadioSelect)
    what = forms.ChoiceField(
        label=gettext_lazy("What happened"),
        choices=[("come_in", gettext_lazy("Came in")), ("leave", gettext_lazy("Left the room"))],
        widget=forms.RadioSelect,
    )
    hour = _hour_field()

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whose: Any = self.fields["seat"]
        whose.choices = [
            (str(seat.pk), f"{seat.membership.user.name} — {seat.get_position_display()}") for seat in seats
        ]

    def at(self, opened_at: datetime) -> datetime:
        """The last such hour since the session was opened, which may have been before midnight."""
        today = timezone.localdate()
        at = timezone.make_aware(datetime.combine(today, self.cleaned_data["hour"]))
        began = timezone.localdate(opened_at)
        return at - timedelta(days=1) if at > timezone.now() and began < today else at


class RescheduleForm(ConveneForm):
    """Another time or place, and why."""

    reason = _one_line(
        gettext_lazy("Reason"),
        longest=300,
        help_text=gettext_lazy("Members read it on the page of the session. Write nothing about a case."),
    )


class TimeForm(SentOnce):
    """How long an item is planned to take."""

    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes for this item"), min_value=1, max_value=MOST_MINUTES, localize=True
    )


class DeferForm(ReasonForm):
    """The question that is to be answered, and by whom."""

    ask_researcher = forms.BooleanField(
        label=gettext_lazy("Its researcher answers it first"),
        help_text=gettext_lazy("The request goes back to its study, and comes before the body again."),
        required=False,
    )


class RecuseForm(SentOnce):
    """Who takes no part in an item, and why."""

    seat = forms.ChoiceField(label=gettext_lazy("Member"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground"),
        choices=[(ground.value, ground.label) for ground in Ground if ground != Ground.DECLARED],
        widget=forms.RadioSelect,
    )
    words = _one_line(gettext_lazy("In words"), longest=300, required=False)

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.pk): seat for seat in seats}
        whose: Any = self.fields["seat"]
        whose.choices = [
            (key, f"{seat.membership.user.name} — {seat.get_position_display()}") for key, seat in self.seats.items()
        ]


class DeclareForm(SentOnce):
    """A member's own declaration; the ground may stay unsaid."""

    words = _one_line(gettext_lazy("Why, if you wish to say it"), longest=300, required=False)


class NotesForm(SentOnce):
    notes = forms.CharField(
        label=gettext_lazy("Notes of the discussion"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )


class ChooseForm(SentOnce):
    """Which of the matters that are ready are decided by circulation."""

    cases = forms.MultipleChoiceField(
        label=gettext_lazy("What is decided by circulation"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, ready: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cases: Any = self.fields["cases"]
        cases.choices = [(key, with_numbers(words)) for key, words in ready]


class CirculateForm(SentOnce):
    """For how many working days the members vote; ``most`` as the formation says."""

    days = forms.IntegerField(label=gettext_lazy("Working days to vote"), min_value=1, localize=True)

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].help_text = _("The formation allows up to %(days)s. The last day counts whole.") % {
            "days": most
        }


class TakeBackForm(ReasonForm):
    """Why a motion is no longer put; ``motion`` is the one that was shown."""

    motion = forms.UUIDField(widget=forms.HiddenInput)


class VoteForm(SentOnce):
    motion = forms.UUIDField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label=pgettext_lazy("vote", "Your vote"), choices=Choice.choices, widget=forms.RadioSelect
    )
    dissent = _one_line(gettext_lazy("Your dissent, if it shall stand in the minutes"), longest=1000, required=False)
