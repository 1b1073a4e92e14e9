"""Reports of visits and second opinions stay as they were given; their words go with the person's name."""

from django.db import migrations

from core.db_rules import EmptiedOnly, ProtectByAssociation, RefuseChange

OPINION, VISIT, REPORT, PHOTO = (
    f"support_requests_{name}" for name in ("secondopinion", "fieldvisit", "visitreport", "visitphoto")
)
GIVEN = "OLD.given_at IS NOT NULL"
KEPT = {
    OPINION: "a second opinion is never changed",
    VISIT: "the plan of a visit is never changed",
    REPORT: "a report of a visit is never changed",
    PHOTO: "a photo of a visit is never changed",
}
OF_REQUEST = ("id", "association_id", "support_request_id")
FACTS = {
    OPINION: (*OF_REQUEST, "number", "asked_of_id", "asked_by_id", "asked_at", "due_on"),
    VISIT: (*OF_REQUEST, "uid", "number", "visitor_id", "planned_on", "planned_by_id", "planned_at"),
    REPORT: ("id", "association_id", "visit_id", "uid", "visited_on", "met", "by_id", "at"),
}


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0025_field_visits_and_opinions")]

    operations = [
        *(RefuseChange(table, "stays", KEPT[table], events=("DELETE",)) for table in (OPINION, VISIT, REPORT)),
        *(
            RefuseChange(table, "facts", KEPT[table], events=("UPDATE",), columns=columns)
            for table, columns in FACTS.items()
        ),
        RefuseChange(PHOTO, "kept", KEPT[PHOTO]),
        RefuseChange(
            OPINION, "given", KEPT[OPINION], events=("UPDATE",), columns=("outcome", "amount", "given_at"), when=GIVEN
        ),
        RefuseChange(
            OPINION,
            "said",
            KEPT[OPINION],
            events=("UPDATE",),
            columns=("text",),
            when=f"{GIVEN} AND NEW.text NOT IN ('', '—')",
        ),
        RefuseChange(
            VISIT, "over", KEPT[VISIT], events=("UPDATE",), columns=("standing",), when="OLD.standing <> 'planned'"
        ),
        EmptiedOnly(OPINION, "words", KEPT[OPINION], texts=("question",)),
        EmptiedOnly(VISIT, "words", KEPT[VISIT], texts=("address", "note")),
        EmptiedOnly(
            REPORT,
            "words",
            KEPT[REPORT],
            texts=("met_name", "housing", "household", "income", "education", "conclusion"),
            sealed=("health_sealed",),
        ),
        *(ProtectByAssociation(table) for table in (OPINION, VISIT, REPORT, PHOTO)),
    ]
