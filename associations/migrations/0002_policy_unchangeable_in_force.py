"""Rules the database keeps by itself; tests try to break each of them."""

from django.db import migrations

from core.db_rules import RefuseChange

KEPT = (
    "association_id",
    "number",
    "title_ar",
    "title_en",
    "approval_meeting_ar",
    "approval_meeting_en",
    "approved_hijri_year",
    "approved_hijri_month",
    "approved_hijri_day",
    "approved_year",
    "approved_month",
    "approved_day",
    "in_force_from",
    "reviewing_body",
    "reviewing_body_name_ar",
    "reviewing_body_name_en",
    "referral",
    "referral_name_ar",
    "referral_name_en",
    "asks_agreed_means",
    "needs_declaration",
    "needs_case_study",
    "declaration_ar",
    "declaration_en",
    "follow_up_body_ar",
    "follow_up_body_en",
    "has_contact_officers",
    "compensates_harm",
    "asks_staff_signature",
    "survey_methods",
)
UNCHANGEABLE = "a policy version in force cannot be changed"
OLD_IS_KEPT = "OLD.status IN ('in_force', 'superseded')"


def parent(row: str) -> str:
    """The row's version is, or was, in force."""
    return (
        "EXISTS (SELECT 1 FROM associations_policyversion v "
        f"WHERE v.id = {row}.version_id AND v.status IN ('in_force', 'superseded'))"
    )


def of_version(table: str) -> list[RefuseChange]:
    """Rows of a version share its fate: none is added, changed or removed once it is in force."""
    return [
        RefuseChange(table, "kept", UNCHANGEABLE, when=parent("OLD")),
        RefuseChange(table, "closed", UNCHANGEABLE, events=("INSERT", "UPDATE"), when=parent("NEW")),
    ]


class Migration(migrations.Migration):
    dependencies = [("associations", "0001_initial")]

    operations = [
        RefuseChange(
            "associations_policyversion", "kept", UNCHANGEABLE, events=("UPDATE",), columns=KEPT, when=OLD_IS_KEPT
        ),
        RefuseChange("associations_policyversion", "stays", UNCHANGEABLE, events=("DELETE",), when=OLD_IS_KEPT),
        RefuseChange(
            "associations_policyversion",
            "leaves",
            "a policy version in force can only be superseded",
            events=("UPDATE",),
            columns=("status",),
            when="(OLD.status = 'in_force' AND NEW.status NOT IN ('in_force', 'superseded')) "
            "OR (OLD.status = 'superseded' AND NEW.status <> 'superseded')",
        ),
        *of_version("associations_responserule"),
        *of_version("associations_policychannel"),
        *of_version("associations_policydocument"),
    ]
