"""Rules the database keeps by itself; tests try to break each of them."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0003_notices_outbox")]

    operations = [
        RefuseChange(
            "correspondence_notice",
            "frozen",
            "what a notice says and to whom is never changed",
            events=("UPDATE",),
            columns=(
                "association_id",
                "uid",
                "key",
                "event",
                "audience",
                "means",
                "language",
                "about",
                "recipient_sealed",
                "subject",
                "body_sealed",
                "created_at",
            ),
        ),
        RefuseChange("correspondence_notice", "kept", "a notice row is never removed", events=("DELETE",)),
        ProtectByAssociation("correspondence_notice"),
        ProtectByAssociation("correspondence_noticetext"),
    ]
