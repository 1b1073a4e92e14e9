"""More grounds on which a member takes no part; no column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proceedings", "0003_events_whole"),
    ]

    operations = [
        migrations.AlterField(
            model_name="recusal",
            name="ground",
            field=models.CharField(
                choices=[
                    ("researcher", "Studied the request"),
                    ("same_person", "Is the applicant"),
                    ("household", "Lives in the applicant's household"),
                    ("guardian", "Acts for the applicant"),
                    ("opinion", "Gave a second opinion"),
                    ("stepped", "Stepped aside from the study"),
                    ("subject", "The complaint is about them"),
                    ("kinship", "Kinship"),
                    ("same_name", "The same family name"),
                    ("same_place", "The same family name and place"),
                    ("employer", "The same employer"),
                    ("work", "Works with or for the person"),
                    ("interest", "Has an interest in the outcome"),
                    ("declared", "Declared by the member, without more"),
                ],
                max_length=12,
                verbose_name="ground",
            ),
        ),
    ]
