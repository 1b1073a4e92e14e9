"""Rules the database keeps by itself; tests try to break each of them."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0001_initial")]

    operations = [
        RefuseChange("support_requests_declaration", "kept", "a declaration row is never changed"),
        RefuseChange("support_requests_recommendation", "kept", "a recommendation row is never changed"),
        RefuseChange("support_requests_decision", "kept", "a decision row is never changed"),
        RefuseChange("support_requests_answer", "kept", "a answer row is never changed"),
        RefuseChange("support_requests_delivery", "kept", "a delivery row is never changed"),
        RefuseChange("support_requests_requestevent", "kept", "a requestevent row is never changed"),
        RefuseChange("support_requests_requestmoment", "kept", "a requestmoment row is never changed"),
        RefuseChange("support_requests_requestpromise", "kept", "a requestpromise row is never changed"),
        ProtectByAssociation("support_requests_supportrequest"),
        ProtectByAssociation("support_requests_checklistentry"),
        ProtectByAssociation("support_requests_declaration"),
        ProtectByAssociation("support_requests_recommendation"),
        ProtectByAssociation("support_requests_decision"),
        ProtectByAssociation("support_requests_answer"),
        ProtectByAssociation("support_requests_delivery"),
        ProtectByAssociation("support_requests_requestevent"),
        ProtectByAssociation("support_requests_requestmoment"),
        ProtectByAssociation("support_requests_requestpromise"),
    ]
