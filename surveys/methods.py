"""Which ways of measuring the policy in force allows: those it lists, and after service always (S1–S4, B8).

A policy without a list still has the after-service rating and the questionnaire by campaign; a field survey, a visit
or an interview needs its line in the policy.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from associations.enums import SurveyMethod
from associations.models import PolicyVersion
from core.errors import DomainError

from .enums import METHOD_OF, Kind


def listed(policy: PolicyVersion) -> list[SurveyMethod]:
    """The methods the policy lists, in its order."""
    return [SurveyMethod(name) for name in policy.survey_methods.split(",") if name]


def allowed(policy: PolicyVersion) -> list[Kind]:
    """The kinds of questionnaire this policy lets be used."""
    methods = {SurveyMethod.QUESTIONNAIRE, *listed(policy)}
    return [kind for kind in Kind if METHOD_OF[kind] in methods]


def refusal(policy: PolicyVersion, kind: Kind) -> str:
    """Why the policy does not have this kind, naming the policy; empty where it has it."""
    if kind in allowed(policy):
        return ""
    words = {"policy": policy.title, "number": policy.number, "kind": kind.label}
    if listed(policy):
        words["listed"] = _(", ").join(str(method.label) for method in listed(policy))
        return _("“%(policy)s”, version %(number)s, lists these ways: %(listed)s. “%(kind)s” is not one.") % words
    return (
        _("“%(policy)s”, version %(number)s, lists no ways of measuring satisfaction. “%(kind)s” needs one.") % words
    )


def check(policy: PolicyVersion, kind: Kind) -> None:
    """Raises ``DomainError`` citing the policy where it does not have this kind."""
    sentence = refusal(policy, kind)
    if sentence:
        raise DomainError(sentence, code="not_in_policy")
