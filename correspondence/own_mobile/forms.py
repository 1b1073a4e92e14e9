"""Input of one's own mobile: the number, then its code; digits of any script."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.forms import code_field
from core.fields import MobileField
from core.forms import SentOnce


class OwnMobileForm(SentOnce):
    mobile = MobileField(
        label=_("Mobile number"), help_text=_("Such as 0501234567. We send it a code to confirm."), own=True
    )


class OwnCodeForm(SentOnce):
    code = code_field()
