"""Input of bodies: a formation with its rules, a seat, the end of a term."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from associations.enums import BodyKind
from core.fields import DualDateField
from core.forms import SentOnce

from .enums import Majority, Position, TakesEffect, Way
from .models import MOST_MINUTES, Committee, Seat

COUNT = "count"
# name: (parts, whole, more than that)
SHARES: dict[str, tuple[int, int, bool]] = {
    "over_half": (1, 2, True),
    "half": (1, 2, False),
    "two_thirds": (2, 3, False),
    "all": (1, 1, False),
}
QUORUMS = [
    ("over_half", gettext_lazy("More than half of the members entitled on the item")),
    ("half", gettext_lazy("Half of the members entitled on the item")),
    ("two_thirds", gettext_lazy("Two thirds of the members entitled on the item")),
    ("all", gettext_lazy("All members entitled on the item")),
    (COUNT, gettext_lazy("A number of members")),
]
FALLBACKS = (BodyKind.OBJECTIONS, BodyKind.MANAGEMENT, BodyKind.BOARD)
OF_A_VOTE = ("quorum", "majority", "takes_effect", "item_minutes")


class FormationForm(SentOnce):
    """A formation; what belongs to votes is asked only of a body that votes."""

    decision_number = forms.CharField(
        label=gettext_lazy("Number of the decision"), max_length=40, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    decided_on = DualDateField(label=gettext_lazy("Day of the decision"), allow_future=False)
    from_on = DualDateField(label=gettext_lazy("Holds from"))
    way = forms.ChoiceField(label=gettext_lazy("How it decides"), choices=Way.choices, widget=forms.RadioSelect)
    quorum = forms.ChoiceField(
        label=gettext_lazy("Who must be there"), choices=QUORUMS, widget=forms.RadioSelect, required=False
    )
    quorum_count = forms.IntegerField(
        label=gettext_lazy("How many members, where the quorum is a number"),
        min_value=1,
        max_value=99,
        required=False,
        localize=True,
    )
    majority = forms.ChoiceField(
        label=gettext_lazy("Majority"), choices=Majority.choices, widget=forms.RadioSelect, required=False
    )
    chair_casts = forms.BooleanField(label=gettext_lazy("The chair's vote decides a tie"), required=False)
    takes_effect = forms.ChoiceField(
        label=gettext_lazy("A decision takes effect"),
        choices=TakesEffect.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    fallback = forms.ChoiceField(
        label=gettext_lazy("Who decides where no quorum can be reached"),
        choices=[("", pgettext_lazy("body", "Nobody else")), *((kind.value, kind.label) for kind in FALLBACKS)],
        required=False,
    )

    circulation_days = forms.IntegerField(
        label=gettext_lazy("Working days for members to vote by circulation"),
        help_text=gettext_lazy("At most. Left empty, this body decides nothing by circulation."),
        min_value=1,
        max_value=30,
        required=False,
        localize=True,
    )

    item_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes for an item"),
        help_text=gettext_lazy("What the docket reckons with; the secretary may plan another time for an item."),
        min_value=1,
        max_value=MOST_MINUTES,
        required=False,
        localize=True,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("way") != Way.TOGETHER:
            return data
        for name in OF_A_VOTE:
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("A body that decides by vote needs this."))
        if data.get("quorum") == COUNT and not data.get("quorum_count") and "quorum_count" not in self.errors:
            self.add_error("quorum_count", _("Write how many members must be there."))
        return data

    def rules(self) -> dict[str, Any]:
        """As the columns of ``Formation``."""
        data = self.cleaned_data
        if data["way"] == Way.ALONE:
            return {"way": Way.ALONE}
        rules = {name: data[name] for name in ("way", "majority", "chair_casts", "takes_effect", "fallback")}
        rules |= {name: data[name] for name in ("circulation_days", "item_minutes")}
        if data["quorum"] == COUNT:
            return {**rules, "quorum_count": data["quorum_count"]}
        parts, whole, is_more = SHARES[data["quorum"]]
        return {**rules, "quorum_parts": parts, "quorum_whole": whole, "quorum_is_more": is_more}


class SeatForm(SentOnce):
    """Who sits in the body, in which position, for how long."""

    membership = forms.ChoiceField(label=pgettext_lazy("seat", "Who"))
    position = forms.ChoiceField(
        label=gettext_lazy("Position"), choices=Position.choices, widget=forms.RadioSelect, initial=Position.MEMBER
    )
    from_on = DualDateField(label=gettext_lazy("Term from"))
    until_on = DualDateField(
        label=gettext_lazy("Term until"),
        help_text=gettext_lazy("Left empty, the term has no last day yet."),
        required=False,
    )

    def __init__(self, *args: Any, people: Sequence[Any], committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        choices = [(key, f"{one.user.name} — {'، '.join(one.role_names)}") for key, one in self.people.items()]
        who: Any = self.fields["membership"]
        who.choices = [("", ""), *choices]
        unfitting = Position.CHAIR if committee.kind == BodyKind.DEPARTMENT else Position.HEAD
        where: Any = self.fields["position"]
        where.choices = [row for row in Position.choices if row[0] != unfitting]


class EndSeatForm(SentOnce):
    """Whose term ends, and with which day."""

    seat = forms.ChoiceField(label=gettext_lazy("Whose term ends"), widget=forms.RadioSelect)
    last_day = DualDateField(label=gettext_lazy("Last day of the term"))

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.pk): seat for seat in seats}
        whose: Any = self.fields["seat"]
        whose.choices = [
            (key, f"{seat.membership.user.name} — {seat.get_position_display()}") for key, seat in self.seats.items()
        ]
