"""Rules the database keeps by itself over documents of files; tests try to break each of them."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange

KIND_NEEDS_BASIS = (
    "EXISTS (SELECT 1 FROM beneficiaries_filedocumentkind k WHERE k.id = NEW.kind_id AND k.copy_needs_basis)"
)
KEEPS_NO_COPY = (
    "EXISTS (SELECT 1 FROM beneficiaries_filedocument d WHERE d.id = NEW.document_id "
    "AND (NOT d.is_copied OR d.removed_at IS NOT NULL))"
)


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0012_usual_documents")]

    operations = [
        RefuseChange(
            "beneficiaries_filedocument",
            "basis",
            "a copy of this kind is kept on a legal basis only",
            events=("INSERT",),
            when=f"NEW.is_copied AND NEW.copy_basis = '' AND {KIND_NEEDS_BASIS}",
        ),
        RefuseChange(
            "beneficiaries_filedocument",
            "kept",
            "the facts of a document are never changed; replace it by another",
            events=("UPDATE",),
            columns=(
                "association_id",
                "uid",
                "kind_id",
                "note",
                "issued_on",
                "valid_until",
                "sighted_on",
                "sighted_by_id",
                "is_copied",
                "copy_basis",
                "copy_reference",
                "replaces_id",
                "added_by_id",
                "added_at",
            ),
        ),
        RefuseChange(
            "beneficiaries_filedocument", "stays", "a document is removed, never deleted", events=("DELETE",)
        ),
        RefuseChange(
            "beneficiaries_filedocument",
            "removed",
            "a removed document stays removed",
            events=("UPDATE",),
            columns=("removed_by_id", "removed_at", "removed_because"),
            when="OLD.removed_at IS NOT NULL",
        ),
        RefuseChange("beneficiaries_documentcopy", "kept", "a documentcopy row is never changed"),
        RefuseChange(
            "beneficiaries_documentcopy",
            "promised",
            "a copy belongs to a document that keeps one",
            events=("INSERT",),
            when=KEEPS_NO_COPY,
        ),
        *(
            ProtectByAssociation(f"beneficiaries_{table}")
            for table in ("filedocumentkind", "filedocument", "documentcopy")
        ),
    ]
