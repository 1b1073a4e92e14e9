"""Rules the database keeps by itself over imports; tests try to break each of them."""

from django.db import migrations

from core.db_rules import ProtectByAssociation, RefuseChange


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0009_imports")]

    operations = [
        RefuseChange(
            "beneficiaries_importrun",
            "stays",
            "an import that was started is never deleted",
            events=("DELETE",),
            when="OLD.started_at IS NOT NULL",
        ),
        RefuseChange(
            "beneficiaries_importrow",
            "stays",
            "a row that made or changed a file is never deleted",
            events=("DELETE",),
            when="OLD.file_number <> ''",
        ),
        RefuseChange(
            "beneficiaries_importrow",
            "file",
            "the file that a row made is never renamed",
            events=("UPDATE",),
            columns=("file_number", "run_id", "number"),
            when="OLD.file_number <> '' AND (NEW.file_number <> OLD.file_number "
            "OR NEW.run_id <> OLD.run_id OR NEW.number <> OLD.number)",
        ),
        ProtectByAssociation("beneficiaries_importrun"),
        ProtectByAssociation("beneficiaries_importrow"),
        ProtectByAssociation("beneficiaries_importmapping"),
    ]
