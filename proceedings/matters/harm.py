"""Harm that somebody says the association caused: the committee approves its investigation, or finds no basis (M2)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from associations.enums import BodyKind
from committees.enums import Choice
from complaints.actions.compensation.basis import approve_as_voted, latest_minutes, reject_as_voted
from complaints.compensation_workflow import CompensationStatus
from complaints.hidden import hidden_from
from complaints.models import CommitteeApproval, CompensationCase, InvestigationMinutes, MinutesMember
from core.errors import DomainError
from core.forms import SentOnce

from ..enums import Basis, Ground, MatterKind
from ..models import Motion
from .base import Matter


class BasisForm(SentOnce):
    """What the committee finds on the harm."""

    outcome = forms.ChoiceField(label=gettext_lazy("Decision"), choices=Basis.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=gettext_lazy("Reasons"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )


class HarmMatter(Matter):
    kind = MatterKind.HARM
    form_class = BasisForm
    is_open_only = True  # the approval of each member by name (M2)

    @classmethod
    def waiting(cls, committee: Any) -> Any:
        """Cases whose investigation has minutes to approve, the oldest first; of the follow-up committee alone."""
        rows = CompensationCase.objects.filter(association=committee.association_id)
        if committee.kind != BodyKind.FOLLOW_UP:
            return rows.none()
        minutes = InvestigationMinutes.objects.filter(case=OuterRef("pk")).order_by("-number")
        approved = CommitteeApproval.objects.filter(minutes=OuterRef("minutes"), membership=OuterRef("membership"))
        lacking = MinutesMember.objects.filter(~Exists(approved), minutes=OuterRef("latest"))
        rows = rows.filter(status=CompensationStatus.OPENED).annotate(latest=Subquery(minutes.values("pk")[:1]))
        rows = rows.filter(Exists(lacking))
        return rows.select_related("beneficiary").prefetch_related("complaint__subjects__membership").order_by("pk")

    @classmethod
    def hidden_from(cls, member: Any) -> Q:
        return hidden_from(member)

    @classmethod
    def named(cls, row: Any) -> dict[str, Any]:
        return {"compensation_case": row, "reference": row.reference}

    @property
    def row(self) -> CompensationCase:
        found = self.item.compensation_case
        assert found is not None  # a constraint of its kind
        return found

    @property
    def title(self) -> str:
        return _("Compensation for harm: %(kind)s") % {"kind": self.row.get_harm_kind_display()}

    @property
    def person(self) -> str:
        return self.row.person_name

    @property
    def file(self) -> Any:
        return self.row.beneficiary

    @property
    def account(self) -> str:
        return self.row.extent

    @property
    def url_name(self) -> str:
        return "compensation:detail"

    @property
    def waits(self) -> bool:
        return self.row.status == CompensationStatus.OPENED

    def tied(self) -> dict[int, Ground]:
        if self.row.complaint is None:
            return {}
        about = [one for one in self.row.complaint.subjects.all() if one.cleared_at is None and one.membership]
        return {one.membership.user_id: Ground.SUBJECT for one in about if one.membership}

    def initial(self) -> dict[str, Any]:
        return {"outcome": Basis.APPROVED}

    def terms(self, **given: Any) -> dict[str, Any]:
        if given["outcome"] not in Basis.values:
            raise DomainError(_("Choose what is put to the vote."), code="outcome", field="outcome")
        return {"outcome": given["outcome"], "reasons": given["reasons"].strip()}

    def take_effect(self, motion: Motion, *, by: Any) -> Any:
        """Each named member who voted for the minutes has approved them; or the case ends without a basis."""
        if motion.outcome == Basis.NO_BASIS:
            return reject_as_voted(self.row, by=by, reason=motion.reasons)
        minutes = latest_minutes(self.row)
        if minutes is None or minutes.at > motion.moved_at:
            raise DomainError(
                _("New minutes of the investigation were written since: put them to the vote anew."), code="rewritten"
            )
        votes = motion.votes.filter(choice=Choice.FOR).select_related("seat__membership__user")
        return approve_as_voted(self.row, members=[vote.seat.membership for vote in votes], by=by)
