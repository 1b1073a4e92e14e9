"""docs/workflows.md says what the tables of legal moves say: written from them, never by hand."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.module_loading import module_has_submodule

from ...workflow import Workflow

HEAD = """# Workflows

Written by `python manage.py write_workflows` from each room's `workflow.py`; a test fails when it is not fresh.
A status changes along these rows only. Who holds a permission is in `accounts/roles.py`.
"""


class Command(BaseCommand):
    """`manage.py write_workflows`."""

    help = "Writes docs/workflows.md from the tables of legal moves."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        target = Path(settings.ROOT) / "docs" / "workflows.md"
        target.write_text(document(), encoding="utf-8")
        self.stdout.write(f"{target.name}: {len(workflows())} workflows")


def workflows() -> list[Workflow]:
    """Every table that an installed room declares in its ``workflow.py``, by name."""
    rooms = [app for app in apps.get_app_configs() if module_has_submodule(app.module, "workflow")]
    modules = [import_module(f"{app.name}.workflow") for app in rooms]
    found = {flow.name: flow for module in modules for flow in vars(module).values() if isinstance(flow, Workflow)}
    return [found[name] for name in sorted(found)]


def document() -> str:
    """The whole page, in English whatever language is active."""
    with translation.override("en"):
        return "\n".join([HEAD, *(line for flow in workflows() for line in chapter(flow))])


def chapter(flow: Workflow) -> Iterator[str]:
    """One workflow: its table, then the same as a picture."""
    yield f"## {flow.name}\n"
    yield "| event | says | from | to | permission | reason |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for row in flow.rows.values():
        before = ", ".join(status for status in flow.statuses.values if status in row.sources)
        reason = "needed" if row.needs_reason else ""
        yield f"| `{row.event}` | {row.label} | {before} | {row.to or 'stays'} | {row.permission} | {reason} |"
    yield "\n```mermaid\nstateDiagram-v2"
    yield f"    [*] --> {next(iter(flow.statuses.values))}"
    moving = {status for row in flow.rows.values() for status in row.sources}
    for row in flow.rows.values():
        for status in flow.statuses.values:
            if status in row.sources:
                yield f"    {status} --> {row.to or status}: {row.event}"
    yield from (f"    {status} --> [*]" for status in flow.statuses.values if status not in moving)
    yield "```\n"
