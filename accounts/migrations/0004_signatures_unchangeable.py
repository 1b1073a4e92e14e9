"""Rules the database keeps by itself; tests try to break each of them."""

from django.db import migrations

from core.db_rules import RefuseChange


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_policy_signatures")]

    operations = [RefuseChange("accounts_policysignature", "kept", "a policysignature row is never changed")]
