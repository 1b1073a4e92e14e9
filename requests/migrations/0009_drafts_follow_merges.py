"""A draft that was sent goes along when its person's files are merged, and changes in nothing else."""

from django.db import migrations

from beneficiaries.merge_rule import follows
from core.db_rules import LiftRefusal, RefuseChange

DRAFT, SENT = "support_requests_requestdraft", "OLD.sent_as_id IS NOT NULL"
KEPT = "a draft that was sent is never changed"
COLUMNS = (
    "id",
    "association_id",
    "uid",
    "service_id",
    "accepted_version_id",
    "accepted_at",
    "need",
    "amount_asked",
    "changed_at",
    "sent_as_id",
)


class Migration(migrations.Migration):
    dependencies = [
        ("support_requests", "0008_documents_of_the_file"),
        ("beneficiaries", "0015_duplicates_walled"),
    ]

    operations = [
        LiftRefusal(RefuseChange(DRAFT, "sent", KEPT, when=SENT)),
        RefuseChange(DRAFT, "as_sent", KEPT, columns=COLUMNS, when=SENT),
        follows(DRAFT),
    ]
