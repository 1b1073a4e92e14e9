"""Rules the database keeps by itself; tests try to break each of them."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange

SENT = "OLD.sent_as_id IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0003_online")]

    operations = [
        RefuseChange("support_requests_requestpaper", "kept", "a paper that was sent is never changed"),
        RefuseChange("support_requests_requestdraft", "sent", "a draft that was sent is never changed", when=SENT),
        ProtectByAssociation("support_requests_requestdraft"),
        ProtectByAssociation("support_requests_draftpaper"),
        ProtectByAssociation("support_requests_requestpaper"),
    ]
