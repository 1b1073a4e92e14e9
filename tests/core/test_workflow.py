"""A table of legal moves refuses what it does not list, and docs/workflows.md says the same as the tables."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import TextChoices

from core.errors import DomainError, TransitionNotAllowed
from core.management.commands.write_workflows import document, workflows
from core.workflow import Transition, Workflow, sources


class Light(TextChoices):
    RED = "red", "Red"
    GREEN = "green", "Green"


GO = Transition("go", "Go", "Went", sources(Light.RED), Light.GREEN, "drive")
STOP = Transition("stop", "Stop", "Stopped", sources(Light.GREEN), Light.RED, "drive", needs_reason=True)
BLINK = Transition("blink", "Blink", "Blinked", sources(*Light), None, "drive")
FLOW = Workflow("light", Light, [GO, STOP, BLINK])


def test_a_listed_move_gives_its_row():
    assert FLOW.check("go", Light.RED) is GO
    assert FLOW.check("stop", Light.GREEN, reason="A child") is STOP
    assert FLOW.check("blink", Light.RED) is BLINK


def test_a_move_from_another_status_is_refused_in_words():
    with pytest.raises(TransitionNotAllowed) as refusal:
        FLOW.check("go", Light.GREEN)
    assert "Go" in str(refusal.value.message)
    assert "Green" in str(refusal.value.message)


@pytest.mark.parametrize("reason", ["", " \n "])
def test_a_missing_reason_is_asked_for_beside_its_field(reason):
    with pytest.raises(DomainError) as refusal:
        FLOW.check("stop", Light.GREEN, reason=reason)
    assert refusal.value.field == "reason"


def test_the_moves_of_a_status_come_in_the_tables_order():
    assert FLOW.events_from(Light.RED) == [GO, BLINK]
    assert FLOW.events_from(Light.GREEN) == [STOP, BLINK]


@pytest.mark.parametrize("odd", [{"sources": sources("blue")}, {"to": "blue"}])
def test_a_table_that_names_an_unknown_status_does_not_load(odd):
    row = Transition(
        **{"event": "x", "label": "", "past": "", "sources": sources("red"), "to": "red", **odd}, permission=""
    )
    with pytest.raises(ValueError, match="blue"):
        Workflow("light", Light, [row])


def test_the_written_page_is_fresh():
    written = (Path(settings.ROOT) / "docs" / "workflows.md").read_text(encoding="utf-8")
    assert written == document(), "run: python manage.py write_workflows"


def test_every_table_of_the_rooms_is_on_the_page():
    assert {"policy_version", "support_request"} <= {flow.name for flow in workflows()}
    assert all(f"| `{event}` |" in document() for flow in workflows() for event in flow.rows)


def test_no_status_of_a_room_is_left_out_of_its_table():
    for flow in workflows():
        named = {status for row in flow.rows.values() for status in (*row.sources, row.to) if status}
        assert named == set(flow.statuses.values), flow.name
