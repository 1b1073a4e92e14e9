"""Form fields that take what people type (any digits, any spacing) and give back one stored form."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import date_words, identity
from .digits import to_ascii
from .errors import DomainError
from .hijri import Calendar, DualDate
from .widgets import DualDateWidget, TypedDate, as_dual_date

__all__ = [
    "AmountField",
    "DigitsCharField",
    "DualDate",
    "DualDateField",
    "IbanField",
    "MobileField",
    "NationalIdField",
]

_AMOUNT = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_CURRENCY = re.compile(r"\s*(?:ريالا?|ريال[اً]*\s*سعودي[اً]*|ر\.?\s*س\.?|SAR|SR)\s*$", re.IGNORECASE)


class DualDateField(forms.Field):
    """A day typed in either calendar; cleans to ``DualDate``, or None when empty and not required.

    ``allow_future=False`` refuses days after today in Riyadh; ``earliest`` is a date or a callable giving one.
    ``old_births=True`` lets Hijri days of 1300 to 1342 pass, whose ``gregorian`` is None; without it
    ``gregorian`` is always a date. ``calendar`` is the radio chosen, and the calendar of initial plain dates.
    """

    widget = DualDateWidget

    def __init__(
        self,
        *,
        allow_future: bool = True,
        earliest: datetime.date | Callable[[], datetime.date] | None = None,
        old_births: bool = False,
        calendar: Calendar = "hijri",
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault(
            "help_text", gettext_lazy("The month as a number or by its name: 15 9 1447, or 15 Ramadan 1447.")
        )
        kwargs.setdefault("error_messages", {"required": gettext_lazy("Enter the day, month and year.")})
        super().__init__(**kwargs)
        self.allow_future, self.earliest, self.old_births = allow_future, earliest, old_births
        self.calendar = calendar
        self.widget.calendar = calendar

    def to_python(self, value: Any) -> DualDate | None:
        if not isinstance(value, TypedDate):
            return as_dual_date(value, calendar=self.calendar)
        if value.is_empty:
            return None
        try:
            return value.read(old_births=self.old_births)
        except DomainError as error:
            raise ValidationError(str(error.message), code=error.code) from error

    def validate(self, value: DualDate | None) -> None:
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        if not self.allow_future and value.gregorian and value.gregorian > today:
            raise ValidationError(_("This day has not come yet. Check the date."), code="future")
        earliest = self.earliest() if callable(self.earliest) else self.earliest
        if earliest and (value.gregorian is None or value.gregorian < earliest):
            message = _("The date cannot be before %(day)s.")
            words = date_words.hijri_long if value.calendar == "hijri" else date_words.gregorian_long
            raise ValidationError(message % {"day": words(earliest)}, code="too_early")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            before, after = self.to_python(initial), self.to_python(data)
        except ValidationError:
            return True
        return (before.hijri if before else None) != (after.hijri if after else None)


class _CleanedField(forms.CharField):
    """A text field whose ``to_python`` gives the stored form, so an unchanged number counts as unchanged."""

    def read(self, text: str) -> str:
        raise NotImplementedError

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if not text:
            return ""
        try:
            return self.read(text)
        except DomainError as error:
            raise ValidationError(str(error.message), code=error.code) from error


def _numeric_attrs(**more: str) -> dict[str, str]:
    return {"dir": "ltr", "inputmode": "numeric", "autocomplete": "off", **more}


class NationalIdField(_CleanedField):
    """A citizen's or resident's ID; cleans to ten ASCII digits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs=_numeric_attrs(maxlength="25")))
        kwargs.setdefault("error_messages", {"required": gettext_lazy("Enter the ID number.")})
        super().__init__(**kwargs)

    def read(self, text: str) -> str:
        return identity.clean_national_id(text)


class IbanField(_CleanedField):
    """A Saudi bank account; cleans to ``SA`` and 22 digits."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"dir": "ltr", "autocomplete": "off", "maxlength": "40"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs.setdefault("error_messages", {"required": gettext_lazy("Enter the IBAN.")})
        super().__init__(**kwargs)

    def read(self, text: str) -> str:
        return identity.clean_iban(text)


class MobileField(_CleanedField):
    """A Saudi mobile number; cleans to ``+9665XXXXXXXX`` and shows a stored one as ``05XXXXXXXX``.

    ``own=True`` where people enter their own number, so that the browser may fill it in.
    """

    def __init__(self, *, own: bool = False, **kwargs: Any) -> None:
        attrs = _numeric_attrs(maxlength="25", inputmode="tel", autocomplete="tel" if own else "off")
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs.setdefault("error_messages", {"required": gettext_lazy("Enter the mobile number.")})
        super().__init__(**kwargs)

    def read(self, text: str) -> str:
        return identity.clean_mobile(text)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) and re.fullmatch(r"\+9665[0-9]{8}", value):
            return f"0{value.removeprefix('+966')}"
        return value


class DigitsCharField(_CleanedField):
    """Text with its digits folded to ASCII (references, codes); ``digits_only`` also drops spaces and dashes."""

    def __init__(self, *, digits_only: bool = False, length: int | None = None, **kwargs: Any) -> None:
        attrs = _numeric_attrs() if digits_only else {"dir": "ltr", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)
        self.digits_only, self.length = digits_only, length

    def read(self, text: str) -> str:
        text = to_ascii(text)
        if self.digits_only:
            text = re.sub(r"[\s\u200e\u200f-]", "", text)
            if not re.fullmatch(r"[0-9]+", text):
                raise DomainError(_("Enter digits only."), code="not_digits")
        if self.length and len(text) != self.length:
            raise DomainError(
                _("Check the number of characters: %(count)s are needed.") % {"count": self.length}, code="length"
            )
        return text


class AmountField(forms.DecimalField):
    """Riyals with at most two decimal places; takes «١٬٢٥٠٫٥٠» and 1,250.50; never negative.

    ``positive=True`` refuses zero as well.
    """

    def __init__(self, *, positive: bool = False, max_digits: int = 12, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs=_numeric_attrs(inputmode="decimal", maxlength="30")))
        kwargs.setdefault("error_messages", {"required": gettext_lazy("Enter the amount.")})
        super().__init__(max_digits=max_digits, decimal_places=2, **kwargs)
        self.positive = positive

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs inherit int
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        text = re.sub(r"[\s\u200e\u200f]", "", _CURRENCY.sub("", to_ascii(value))).replace("،", ",")
        if not text:
            return None
        if re.fullmatch(r"[-−].*", text):
            raise ValidationError(_("Enter an amount of zero or more."), code="negative")
        if not _AMOUNT.fullmatch(text):
            raise ValidationError(_("Write the amount in digits, such as 1,250.50."), code="not_amount")
        return super().to_python(text.replace(",", ""))

    def validate(self, value: Decimal | None) -> None:
        if value is None:
            forms.Field.validate(self, value)
            return
        super().validate(value)
        if self.positive and value <= 0:
            raise ValidationError(_("Enter an amount greater than zero."), code="not_positive")
        if value < 0:
            raise ValidationError(_("Enter an amount of zero or more."), code="negative")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}  # min, max and step belong to number boxes, which refuse Arabic digits
