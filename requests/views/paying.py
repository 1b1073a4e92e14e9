"""Payment runs: the list, a new one, its page with its steps, its sheet, what the bank did, and the limits."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from accounts.list_pages import ListPage
from accounts.roles import Permission
from core.fields import DualDate
from core.forms import ReasonForm
from core.sheets import write_csv, write_xlsx
from core.views import ActionFormView, InAssociation, PageView
from correspondence.amount_words import amount_in_words

from ..actions import paying
from ..enums import ChangedRules, PaidBy, RowStatus, RunStatus
from ..forms.paying import DueForm, LimitsForm, RunForm, SettleForm
from ..lists_after import RUNS
from ..models import PaymentRun
from ..payment_papers import HEADINGS, rows_of_sheet
from ..payment_workflow import APPROVE, CANCEL, PAYMENT_WORKFLOW, SEND, SETTLE
from ..rules_shown import changes_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Payments(InAssociation):
    """For those who prepare or approve payments."""

    def check(self) -> None:
        self.require(Permission.SEE_PAYMENTS, _("Payments are not among your tasks."))

    def here(self, name: str, *args: Any) -> str:
        return reverse(f"payments:{name}", args=[self.association.slug, *args])


class RunList(ListPage):
    """The runs, newest first; all of them, or those that wait for this member's approval."""

    template_name = "support_requests/payments/list.html"
    listing = RUNS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_prepare = Permission.PREPARE_PAYMENTS in self.membership.permissions
        return super().get_context_data(may_prepare=may_prepare, **kwargs)


class NewRun(_Payments, ActionFormView):
    """What is due until a day, chosen into a run."""

    template_name = "support_requests/payments/new.html"
    form_class = RunForm
    success_message = _("The payment run is prepared. Somebody else approves it now.")

    def check(self) -> None:
        self.require(Permission.PREPARE_PAYMENTS, _("Preparing payments is not among your tasks."))

    @cached_property
    def asked(self) -> DueForm:
        today = {"way": PaidBy.ACCOUNT, "until_on": DualDate.of(timezone.localdate(), "hijri")}
        form = DueForm(self.request.GET if "way" in self.request.GET else None, initial=today)
        form.is_valid()
        return form

    def way(self) -> str:
        return str(self.asked.cleaned_data.get("way") or PaidBy.ACCOUNT) if self.asked.is_bound else PaidBy.ACCOUNT

    def until_on(self) -> date:
        given = self.asked.cleaned_data.get("until_on") if self.asked.is_bound else None
        return given.gregorian if given else timezone.localdate()

    @cached_property
    def found(self) -> list[Any]:
        rows = paying.payable(self.association, until=self.until_on()).visible_to(self.membership)
        found = list(rows.nearest_due_first()[: paying.MOST_ROWS])
        for row in found:
            row.can_go = self.way() == PaidBy.HAND or bool(paying.account_of(row.support_request.beneficiary))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        able = [row for row in self.found if row.can_go]
        return super().get_context_data(
            asked=self.asked,
            rows=able,
            without_account=[row for row in self.found if not row.can_go],
            most=paying.MOST_ROWS if len(self.found) == paying.MOST_ROWS else 0,
            total=sum(row.remaining for row in able),
            chosen=set(self.request.POST.getlist("instalments")) if self.request.method == "POST" else None,
            **kwargs,
        )

    def perform(self, form: RunForm) -> str:
        run = paying.prepare_run(
            self.association,
            by=self.membership,
            way=self.way(),
            until_on=self.until_on(),
            instalments=form.cleaned_data["instalments"],
        )
        return self.here("detail", run.reference)


class _OneRun(_Payments):
    run: PaymentRun

    def fetch(self) -> None:
        if self.association is None:
            raise Http404
        runs = self.association.payment_runs.visible_to(self.membership).for_pages()
        self.run = get_object_or_404(runs, reference=self.kwargs["reference"].upper())


class RunPage(_OneRun, PageView):
    """One run: its totals, who did what, its rows, and the next step."""

    template_name = "support_requests/payments/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run, held = self.run, self.membership.permissions
        steps = [
            (row.label, self.here(row.event, run.reference), row.event != CANCEL)
            for row in PAYMENT_WORKFLOW.events_from(run.status)
            if row.permission in held and not self._is_not_mine(row.event)
        ]
        return super().get_context_data(
            run=run,
            words=amount_in_words(run.total),
            rows=run.rows.select_related("instalment__support_request__beneficiary").order_by("pk"),
            steps=steps,
            own=run.status == RunStatus.DRAFTED and run.prepared_by_id == self.membership.user_id,
            may_take=run.by_account and run.status in (RunStatus.SENT, RunStatus.DONE) and bool(run.sent_count),
            **kwargs,
        )

    def _is_not_mine(self, event: str) -> bool:
        mine = self.membership.user_id
        if event == APPROVE:
            return mine in (self.run.prepared_by_id, self.run.approved_by_id)
        return event in (SEND, SETTLE) and not self.run.by_account


class _RunForm(_OneRun, ActionFormView):
    """A form that is one event of a run."""

    event = ""
    template_name = "support_requests/payments/confirm.html"

    def check(self) -> None:
        self.require(
            PAYMENT_WORKFLOW.rows[self.event].permission, _("This step of a payment is not among your tasks.")
        )

    def version(self) -> int:
        return self.run.version

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = PAYMENT_WORKFLOW.rows[self.event]
        return super().get_context_data(
            run=self.run,
            event=row,
            words=amount_in_words(self.run.total),
            is_possible=self.run.status in row.sources,
            **kwargs,
        )

    def expected(self, form: Any) -> dict[str, Any]:
        return {"by": self.membership, "expected_version": form.cleaned_data["version"]}

    def address(self) -> str:
        return self.here("detail", self.run.reference)


class Approve(_RunForm):
    event = APPROVE
    success_message = _("Your approval is recorded.")

    def perform(self, form: Any) -> str:
        paying.approve_run(self.run, **self.expected(form))
        return self.address()


class Send(_RunForm):
    event = SEND
    success_message = _("The run is ready for the bank: take its sheet and print its letter.")

    def perform(self, form: Any) -> str:
        paying.send_run(self.run, **self.expected(form))
        return self.address()


class Cancel(_RunForm):
    event = CANCEL
    form_class = ReasonForm
    success_message = _("The run is cancelled, and its payments are back in their plans.")

    def perform(self, form: Any) -> str:
        paying.cancel_run(self.run, reason=form.cleaned_data["reason"], **self.expected(form))
        return self.address()


class Settle(_RunForm):
    """What the bank did with each payment."""

    event = SETTLE
    form_class = SettleForm
    template_name = "support_requests/payments/settle.html"
    success_message = _("What the bank did is recorded.")

    def get_initial(self) -> dict[str, Any]:
        return {"paid_on": DualDate.of(timezone.localdate(), "hijri")}

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = self.run.rows.exclude(status__in=[RowStatus.HELD, RowStatus.DROPPED])
        found = list(rows.select_related("instalment__support_request__beneficiary").order_by("pk"))
        return {**super().get_form_kwargs(), "rows": found}

    def perform(self, form: SettleForm) -> str:
        paid_on = form.cleaned_data["paid_on"].gregorian
        paying.settle_run(self.run, paid_on=paid_on, returned=form.returned(), paid=form.paid(), **self.expected(form))
        return self.address()


class RunSheet(_OneRun, View):
    """The sheet for the bank, XLSX or CSV; taking it is written down as a look at each account (B4)."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse | StreamingHttpResponse:
        rows = list(rows_of_sheet(self.run)) if self.run.sent_count else []
        if not rows:
            raise Http404
        paying.take_sheet(self.run, by=self.membership)
        name = f"{self.run.reference}.{self.kwargs['form']}"
        if self.kwargs["form"] == "csv":
            response = StreamingHttpResponse(write_csv(HEADINGS, rows), content_type="text/csv; charset=utf-8")
        else:
            with write_xlsx(HEADINGS, rows, title=self.run.reference) as book:
                response = HttpResponse(book.read(), content_type=XLSX)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Cache-Control"] = "no-store"
        return response


class Limits(ActionFormView):
    """From which amount how many people approve; the association's own numbers."""

    template_name = "support_requests/payments/limits.html"
    form_class = LimitsForm
    success_message = _("The limits are saved. Runs prepared before keep theirs.")

    def check(self) -> None:
        self.require(Permission.SET_PAYMENT_LIMITS, _("The limits of payments are not among your tasks."))

    def get_form_kwargs(self) -> dict[str, Any]:
        limits = self.association.payment_limits.all()
        return {**super().get_form_kwargs(), "limits": list(limits)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(changes=changes_of(self.association, ChangedRules.LIMITS), **kwargs)

    def perform(self, form: LimitsForm) -> str:
        paying.set_limits(self.association, by=self.membership, limits=form.limits())
        return self.request.path
