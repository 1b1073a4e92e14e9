"""Rules the database keeps by itself; tests try to break each of them."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange

TABLES = (
    "question",
    "questionoption",
    "survey",
    "surveyquestion",
    "campaign",
    "invitation",
    "invitationlink",
    "response",
    "answer",
)
USED = "a question in use is never changed"
PUBLISHED = "a questionnaire in use is never changed"
OVERALL = "the overall question is never changed or removed"


def in_use(question: str) -> str:
    """The question stands in a questionnaire that was published."""
    return (
        "EXISTS (SELECT 1 FROM surveys_surveyquestion p JOIN surveys_survey s ON s.id = p.survey_id "
        f"WHERE p.question_id = {question} AND s.published_at IS NOT NULL)"
    )


def published(row: str) -> str:
    """The row's questionnaire was published."""
    return f"EXISTS (SELECT 1 FROM surveys_survey s WHERE s.id = {row}.survey_id AND s.published_at IS NOT NULL)"


NO_OVERALL = (
    "NEW.published_at IS NOT NULL AND OLD.published_at IS NULL AND NOT EXISTS ("
    "SELECT 1 FROM surveys_surveyquestion p JOIN surveys_question q ON q.id = p.question_id "
    "WHERE p.survey_id = NEW.id AND q.is_overall)"
)
NOT_OF_THE_SURVEY = (
    "NOT EXISTS (SELECT 1 FROM surveys_response r JOIN surveys_surveyquestion p ON p.survey_id = r.survey_id "
    "WHERE r.id = NEW.response_id AND p.question_id = NEW.question_id AND r.association_id = NEW.association_id)"
)
OUTSIDE_THE_SCALE = (
    "NOT EXISTS (SELECT 1 FROM surveys_question q WHERE q.id = NEW.question_id AND ("
    "(q.scale = 'five' AND NEW.number BETWEEN 1 AND 5) OR (q.scale = 'zero_to_ten' AND NEW.number BETWEEN 0 AND 10) "
    "OR (q.scale = 'yes_no' AND NEW.number BETWEEN 0 AND 1) OR (q.scale = 'text' AND NEW.text <> '') "
    "OR (q.scale = 'choice' AND EXISTS (SELECT 1 FROM surveys_questionoption o "
    "WHERE o.id = NEW.option_id AND o.question_id = q.id))))"
)
ANOTHER_METHOD = (
    "NOT EXISTS (SELECT 1 FROM surveys_survey s WHERE s.id = NEW.survey_id AND s.published_at IS NOT NULL "
    "AND s.association_id = NEW.association_id AND NEW.method = "
    "CASE WHEN s.kind IN ('after_service', 'periodic') THEN 'questionnaire' ELSE s.kind END)"
)
ANOTHER_SURVEY = (
    "NEW.invitation_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM surveys_invitation i "
    "WHERE i.id = NEW.invitation_id AND i.survey_id = NEW.survey_id AND i.association_id = NEW.association_id)"
)


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]

    operations = [
        RefuseChange("surveys_question", "used", USED, when=in_use("OLD.id")),
        RefuseChange("surveys_question", "overall", OVERALL, when="OLD.is_overall"),
        RefuseChange("surveys_questionoption", "used", USED, when=in_use("OLD.question_id")),
        RefuseChange(
            "surveys_questionoption", "closed", USED, events=("INSERT", "UPDATE"), when=in_use("NEW.question_id")
        ),
        RefuseChange(
            "surveys_survey",
            "kept",
            PUBLISHED,
            events=("UPDATE",),
            columns=("association_id", "kind", "number", "link_days", "made_by_id", "published_at"),
            when="OLD.published_at IS NOT NULL",
        ),
        RefuseChange("surveys_survey", "stays", PUBLISHED, events=("DELETE",), when="OLD.published_at IS NOT NULL"),
        RefuseChange("surveys_survey", "ended", PUBLISHED, events=("UPDATE",), when="OLD.retired_at IS NOT NULL"),
        RefuseChange(
            "surveys_survey",
            "whole",
            "a questionnaire is published with the overall question",
            events=("UPDATE",),
            when=NO_OVERALL,
        ),
        RefuseChange(
            "surveys_survey",
            "drafted",
            "a questionnaire is published after its questions are chosen",
            events=("INSERT",),
            when="NEW.published_at IS NOT NULL",
        ),
        RefuseChange("surveys_surveyquestion", "kept", PUBLISHED, when=published("OLD")),
        RefuseChange(
            "surveys_surveyquestion", "closed", PUBLISHED, events=("INSERT", "UPDATE"), when=published("NEW")
        ),
        RefuseChange("surveys_invitation", "kept", "an invitation is never changed"),
        RefuseChange("surveys_invitationlink", "kept", "a link is never changed"),
        RefuseChange("surveys_response", "kept", "a response is never changed"),
        RefuseChange(
            "surveys_response",
            "method",
            "a response is of the method of its survey",
            events=("INSERT",),
            when=ANOTHER_METHOD,
        ),
        RefuseChange(
            "surveys_response",
            "invited",
            "a response is of the survey it was invited to",
            events=("INSERT",),
            when=ANOTHER_SURVEY,
        ),
        RefuseChange("surveys_answer", "kept", "an answer is never changed"),
        RefuseChange(
            "surveys_answer",
            "asked",
            "an answer is to a question of its survey",
            events=("INSERT",),
            when=NOT_OF_THE_SURVEY,
        ),
        RefuseChange(
            "surveys_answer", "fits", "an answer is within its scale", events=("INSERT",), when=OUTSIDE_THE_SCALE
        ),
        *(ProtectByAssociation(f"surveys_{table}") for table in TABLES),
    ]
