"""Rows in which the conditions of a decision are written: plain HTML, blank rows ignored, nothing typed lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError
from core.forms import HIDDEN, ReasonForm
from core.hijri import DualDate
from core.widgets import DualDateWidget, TypedDate

from ..enums import MustBeMet
from ..stipulating import LONGEST, MOST, Stipulated

FIRST = 2  # rows that stand open; the others unfold


class TypedRow(NamedTuple):
    """One row as it was sent, or as it is offered."""

    text: str = ""
    needed: str = MustBeMet.BEFORE
    last_on: Any = TypedDate()

    @property
    def is_blank(self) -> bool:
        return not self.text and (not isinstance(self.last_on, TypedDate) or self.last_on.is_empty)


class StipulationsWidget(forms.Widget):
    """Sends ``name_1_text``, ``name_1_needed`` and the boxes of ``name_1_day`` for each row."""

    template_name = "support_requests/widgets/stipulations.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.day = DualDateWidget()

    def id_for_label(self, id_: str) -> str:
        return ""  # the label is a legend

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[TypedRow]:
        return [
            TypedRow(
                HIDDEN.sub("", str(data.get(f"{name}_{number}_text") or "")).strip(),
                str(data.get(f"{name}_{number}_needed") or MustBeMet.BEFORE),
                self.day.value_from_datadict(data, files, f"{name}_{number}_day"),
            )
            for number in range(1, MOST + 1)
        ]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_1_text" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        identifier = widget["attrs"].get("id", f"id_{name}")
        given = [TypedRow(row.text, row.needed, row.last_on) for row in value or ()]
        given += [TypedRow()] * (MOST - len(given))
        rows = [self._row(f"{name}_{number}", f"{identifier}_{number}", row) for number, row in enumerate(given, 1)]
        shown = max([FIRST, *(number for number, row in enumerate(given, 1) if not row.is_blank)])
        invalid = widget["attrs"].get("aria-invalid") == "true"
        widget.update(id=identifier, rows=rows[:shown], more=rows[shown:], longest=LONGEST, invalid=invalid)
        return context

    def _row(self, name: str, identifier: str, row: TypedRow) -> dict[str, Any]:
        day = self.day.get_context(f"{name}_day", row.last_on, {"id": f"{identifier}_day"})["widget"]
        when = [{"value": one.value, "label": one.label, "checked": one == row.needed} for one in MustBeMet]
        has_day = not isinstance(row.last_on, TypedDate) and row.last_on is not None
        is_dated = has_day or (isinstance(row.last_on, TypedDate) and not row.last_on.is_empty)
        return {"name": name, "id": identifier, "text": row.text, "when": when, "day": day, "is_dated": is_dated}


class StipulationsField(forms.Field):
    """Cleans to a tuple of ``Stipulated``; each fault is said with the number of its row."""

    widget = StipulationsWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Conditions of the decision, if any"))
        kwargs.setdefault(
            "help_text",
            gettext_lazy("Only for what is granted. Empty rows are left out. The person reads them in the letter."),
        )
        super().__init__(required=False, **kwargs)

    def clean(self, value: Sequence[TypedRow] | None) -> tuple[Stipulated, ...]:
        rows, faults = [], []
        for number, row in enumerate(value or (), 1):
            if row.is_blank:
                continue
            try:
                rows.append(self._read(row))
            except DomainError as error:
                said = _("Condition %(number)s: %(fault)s") % {"number": number, "fault": error.message}
                faults.append(ValidationError(said, code=error.code))
        if faults:
            raise ValidationError(faults)
        return tuple(rows)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return any(not row.is_blank for row in data or ())

    @staticmethod
    def _read(row: TypedRow) -> Stipulated:
        if not row.text:
            raise DomainError(_("Write what is asked, or empty its day."), code="text")
        if len(row.text) > LONGEST:
            raise DomainError(_("At most 300 letters."), code="too_long")
        if row.needed not in MustBeMet.values:
            raise DomainError(_("Say whether the delivery waits for it."), code="needed")
        day: DualDate | None = None if row.last_on.is_empty else row.last_on.read()
        if day is not None and day.gregorian is not None and day.gregorian < timezone.localdate():
            raise DomainError(_("The last day of a condition is today or later."), code="past")
        return Stipulated(row.text, row.needed, day.gregorian if day else None)


class SeenForm(ReasonForm):
    """What was seen where a condition is met; it stays in the history."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("What you saw")
        self.fields["reason"].help_text = _("Such as a paper and its date, or what was found on a visit.")
