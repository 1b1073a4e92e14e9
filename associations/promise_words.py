"""The promise in one sentence, as the visitor hears it: by when, from when, or that nothing is promised."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.date_words import dual_long

from .clock import Derivation
from .enums import Bound, Starts


def promise_sentence(derivation: Derivation) -> str:
    """One sentence in the active language; never more than the policy says."""
    if derivation.due_on:
        return _("The answer comes no later than %(date)s.") % {"date": dual_long(derivation.due_on, weekday=True)}
    if derivation.answer_expected_from:
        return _("The answer can be expected from %(date)s, not before.") % {
            "date": dual_long(derivation.answer_expected_from, weekday=True)
        }
    if derivation.rule.bound == Bound.NONE:
        return _("The policy sets no period for the answer.")
    if derivation.starts_on is None and derivation.rule.starts == Starts.COMPLETENESS:
        return _("The period begins on the day the request is complete.")
    return _("The period stands still until what is missing arrives.")
