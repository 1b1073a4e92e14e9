"""PostgreSQL shows and takes sheets of the association named only."""

from django.db import migrations

from core.db_rules import ProtectByAssociation


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_list_sheets")]

    operations = [ProtectByAssociation("accounts_listsheet")]
