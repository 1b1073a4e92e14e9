"""What a policy version says, gathered for a page or a paper: nothing is added to what the board approved."""

from __future__ import annotations

from typing import Any

from .clock_words import rule_text
from .enums import CaseKind, SurveyMethod, TextKind
from .models import Association
from .objecting import objection_rules, within_days
from .promises import engine_rules, rule_row


def policy_facts(association: Association) -> dict[str, Any]:
    """The version in force with its rules in words; raises ``PolicyMissing``."""
    version = association.policy_in_force()
    rules = objection_rules(version)
    rows = {kind: rule_row(version, kind) for kind in CaseKind}
    return {
        "association": association,
        "version": version,
        "objecting": rules,
        "to_object": within_days(rules) if rules else "",
        "declaration": association.agreed_texts.in_force(TextKind.DECLARATION),
        "rules": [(kind.label, rule_text(engine_rules(row)[0]), row) for kind, row in rows.items()],
        "methods": [SurveyMethod(name).label for name in version.survey_methods.split(",") if name],
    }
