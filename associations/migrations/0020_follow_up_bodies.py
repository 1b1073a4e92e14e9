"""The follow-up and investigation committee is a kind of body."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0019_who_amends_unchangeable"),
    ]

    operations = [
        migrations.AlterField(
            model_name="policyversion",
            name="reviewing_body",
            field=models.CharField(
                choices=[
                    ("research_committee", "Research committee"),
                    ("competent_committee", "Competent committee"),
                    ("competent_body", "Competent body"),
                    ("department", "Department"),
                    ("not_named", "Reviewing body"),
                    ("follow_up", "Follow-up and investigation committee"),
                    ("objections", "Objections committee"),
                    ("management", "Management"),
                    ("board", "Board of directors"),
                ],
                max_length=24,
                verbose_name="reviewing body",
            ),
        ),
    ]
