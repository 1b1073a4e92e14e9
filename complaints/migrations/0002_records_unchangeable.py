"""Rules the database keeps by itself; tests try to break each of them."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange

CASE = "complaints_complaint"
FOR_EVER = ("received_at", "reference", "association_id", "uid", "account", "is_anonymous", "code_hash")
IS_SUBJECT = (
    "EXISTS (SELECT 1 FROM complaints_complaintsubject s WHERE s.complaint_id = NEW.id "
    "AND s.membership_id = NEW.owner_id AND s.cleared_at IS NULL)"
)
HAS_IT = (
    "NEW.cleared_at IS NULL AND EXISTS (SELECT 1 FROM complaints_complaint c WHERE c.id = NEW.complaint_id "
    "AND c.owner_id = NEW.membership_id)"
)
NOT_CONFIRMED = (
    "NEW.closed_because = 'confirmed' AND NOT EXISTS (SELECT 1 FROM complaints_confirmation f "
    "WHERE f.complaint_id = NEW.id AND f.round = NEW.reopened_count)"
)
NOT_TRIED = (
    "NEW.closed_because = 'unreached' AND (SELECT count(*) FROM complaints_contactattempt a "
    "WHERE a.complaint_id = NEW.id AND a.round = NEW.reopened_count) < 3"
)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial")]

    operations = [
        RefuseChange(
            CASE,
            "for_ever",
            "day of receipt, number, words and code of a complaint are never changed",
            events=("UPDATE",),
            when=" OR ".join(f"NEW.{column} <> OLD.{column}" for column in FOR_EVER),
        ),
        RefuseChange(CASE, "kept", "a complaint is never deleted", events=("DELETE",)),
        RefuseChange(
            CASE,
            "not_its_subject",
            "a complaint is never owned by its subject",
            events=("UPDATE",),
            when=IS_SUBJECT,
        ),
        RefuseChange(
            CASE,
            "confirmed",
            "a complaint closes by a recorded confirmation",
            events=("INSERT", "UPDATE"),
            when=NOT_CONFIRMED,
        ),
        RefuseChange(
            CASE,
            "tried",
            "a complaint closes after three recorded attempts to reach",
            events=("INSERT", "UPDATE"),
            when=NOT_TRIED,
        ),
        RefuseChange(
            "complaints_complaintsubject",
            "not_owner",
            "the owner of a complaint is taken from it before being named its subject",
            events=("INSERT", "UPDATE"),
            when=HAS_IT,
        ),
        RefuseChange("complaints_message", "kept", "a message row is never changed"),
        RefuseChange("complaints_resolution", "kept", "a resolution row is never changed"),
        RefuseChange("complaints_reply", "kept", "a reply row is never changed"),
        RefuseChange("complaints_contactattempt", "kept", "a contactattempt row is never changed"),
        RefuseChange("complaints_confirmation", "kept", "a confirmation row is never changed"),
        RefuseChange("complaints_complaintevent", "kept", "a complaintevent row is never changed"),
        RefuseChange("complaints_complaintmoment", "kept", "a complaintmoment row is never changed"),
        RefuseChange("complaints_complaintpromise", "kept", "a complaintpromise row is never changed"),
        ProtectByAssociation("complaints_complaint"),
        ProtectByAssociation("complaints_complaintsubject"),
        ProtectByAssociation("complaints_message"),
        ProtectByAssociation("complaints_resolution"),
        ProtectByAssociation("complaints_reply"),
        ProtectByAssociation("complaints_contactattempt"),
        ProtectByAssociation("complaints_confirmation"),
        ProtectByAssociation("complaints_complaintevent"),
        ProtectByAssociation("complaints_complaintmoment"),
        ProtectByAssociation("complaints_complaintpromise"),
        ProtectByAssociation("complaints_contactofficer"),
        ProtectByAssociation("complaints_beneficiarycategory"),
        ProtectByAssociation("complaints_fieldofwork"),
    ]
