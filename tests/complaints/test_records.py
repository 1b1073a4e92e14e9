"""Records of a complaint are never changed or removed: tried in SQL, past every verb."""

import pytest
from django.db import IntegrityError, connection, transaction

from complaints.enums import Status
from complaints.models import ComplaintSubject
from complaints.workflow import RECORD_ATTEMPT, WRITE

KEPT = {
    "complaints_message": "text",
    "complaints_resolution": "reasons",
    "complaints_reply": "note",
    "complaints_contactattempt": "note",
    "complaints_confirmation": "note",
    "complaints_complaintevent": "reason",
    "complaints_complaintmoment": "reason",
    "complaints_complaintpromise": "cause",
    "complaints_complaint": "account",
}


def told_in_full(people):
    """Cases with a row of every record."""
    case = people.case(Status.CLOSED)
    people.do(WRITE, people.case(Status.IN_HAND))
    people.do(RECORD_ATTEMPT, people.case(Status.ANSWERED))
    return case


@pytest.mark.parametrize(("table", "column"), KEPT.items())
def test_what_was_recorded_is_never_changed_or_removed(people, table, column):
    told_in_full(people)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] > 0, "there is a row to break"
    for statement in (f"UPDATE {table} SET {column} = {column} || 'x'", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_subject_is_never_named_while_they_own_the_case(people):
    """The trigger of ``complaints_complaintsubject``, tried past every verb."""
    case = people.case(Status.IN_HAND)
    with pytest.raises(IntegrityError), transaction.atomic():
        ComplaintSubject.objects.create(
            association=case.association, complaint=case, membership=case.owner, source="named"
        )
