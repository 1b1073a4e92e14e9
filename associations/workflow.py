"""A policy version's way (P1): draft, approved by the board, in force, superseded. Never back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.workflow import Transition, Workflow, sources

from .enums import PolicyStatus

MANAGE_POLICY = "manage_policy"

POLICY_WORKFLOW = Workflow(
    "policy_version",
    PolicyStatus,
    [
        Transition(
            "approve",
            _("Record the board's approval"),
            _("Approved by the board"),
            sources(PolicyStatus.DRAFT),
            PolicyStatus.APPROVED,
            MANAGE_POLICY,
        ),
        Transition(
            "bring_into_force",
            _("Bring into force"),
            _("In force"),
            sources(PolicyStatus.APPROVED),
            PolicyStatus.IN_FORCE,
            MANAGE_POLICY,
        ),
        Transition(
            "supersede",
            _("Supersede"),
            _("Superseded"),
            sources(PolicyStatus.IN_FORCE),
            PolicyStatus.SUPERSEDED,
            MANAGE_POLICY,
        ),
    ],
)
