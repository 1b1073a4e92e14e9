"""Answers, links and published questionnaires are never changed or removed: tried in SQL over a told story."""

import pytest
from django.db import IntegrityError, connection, transaction

from demo.management.commands.seed_demo import Command

# table, a column an attack would change, and which rows the rule is about
KEPT = (
    ("surveys_question", "text_ar", "id IN (SELECT question_id FROM surveys_answer)"),
    ("surveys_questionoption", "text_ar", "question_id IN (SELECT question_id FROM surveys_answer)"),
    ("surveys_survey", "number", "published_at IS NOT NULL"),
    (
        "surveys_surveyquestion",
        "position",
        "survey_id IN (SELECT id FROM surveys_survey WHERE published_at IS NOT NULL)",
    ),
    ("surveys_invitation", "survey_id", "1 = 1"),
    ("surveys_invitationlink", "key_hash", "1 = 1"),
    ("surveys_response", "method", "1 = 1"),
    ("surveys_answer", "question_id", "1 = 1"),
)


def test_what_people_answered_and_were_asked_stays_as_it_was(twaim):
    Command.fill(twaim)
    for table, column, rows in KEPT:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {rows}")
            there = cursor.fetchone()[0]
        if table != "surveys_questionoption":
            assert there, f"{table} has a row to break"
        for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
            if not there:
                continue
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"{statement} WHERE {rows}")
