"""What is measured and what came of it: the room's first page and the results of a period."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.list_pages import ListPage
from accounts.roles import Permission
from core.hijri import month_name
from core.views import PageView

from .. import charts, methods, permissions, results
from ..enums import ENTERED, METHOD_OF, Kind
from ..forms import PeriodForm
from ..lists import CAMPAIGNS
from ..periods import years_offered
from ..suppression import SMALLEST_GROUP

LATEST = 5


class Overview(PageView):
    """Each kind of questionnaire with what the policy says of it, and the latest campaigns. Four queries."""

    template_name = "surveys/overview.html"

    def check(self) -> None:
        permissions.check_reads(self.membership)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        policy = self.association.policy_in_force()
        versions = dict(self.association.surveys.in_use().values_list("kind", "number"))
        return super().get_context_data(
            policy=policy,
            kinds=[
                {
                    "kind": kind,
                    "is_entered": kind in ENTERED,
                    "method": METHOD_OF[kind].label,
                    "version": versions.get(kind, 1),
                    "refusal": methods.refusal(policy, kind),
                }
                for kind in Kind
            ],
            campaigns=self.association.survey_campaigns.all()[:LATEST],
            may_run=Permission.RUN_SURVEYS in self.membership.permissions,
            **kwargs,
        )


class Campaigns(ListPage):
    """All campaigns, the newest first; who answered is not shown."""

    template_name = "surveys/campaigns.html"
    listing = CAMPAIGNS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_run = Permission.RUN_SURVEYS in self.membership.permissions
        return super().get_context_data(may_run=may_run, **kwargs)


class ResultsPage(PageView):
    """Count, mean and distribution of a period; what is too small to show stands there as such, without a number."""

    template_name = "surveys/results.html"

    def check(self) -> None:
        permissions.check_reads(self.membership)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        period = PeriodForm(self.request.GET).period()
        found = results.overall(self.association, period)
        asked = results.by_question(self.association, period)
        return super().get_context_data(
            period=period,
            results=found,
            drawn=_drawn(found.total, "overall"),
            questions=[
                {"asked": one, "drawn": _drawn(one.figures, f"question-{place}")} for place, one in enumerate(asked)
            ],
            smallest=SMALLEST_GROUP,
            calendars=[self._calendar(name, label) for name, label in PeriodForm.base_fields["calendar"].choices],
            **kwargs,
        )

    def _calendar(self, name: Any, label: Any) -> dict[str, Any]:
        return {
            "name": name,
            "label": label,
            "years": years_offered(name, since=self.association.created_at.date()),
            "months": [(number, month_name(name, number)) for number in range(1, 13)],
        }


def _drawn(figures: results.Figures, key: str) -> dict[str, Any]:
    """The bar and the rows of its table; empty where nothing may be shown."""
    if figures.is_hidden:
        return {}
    title = _("%(label)s: how the answers are spread") % {"label": figures.label}
    rows = figures.distribution
    return {"bar": charts.bar(rows, title=title, key=key), "rows": charts.swatches(rows)}
