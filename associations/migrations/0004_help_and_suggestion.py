"""Technical help and suggestions are kinds of case of their own (K2, K7)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("associations", "0003_documents_at_hand")]

    operations = [
        migrations.AlterField(
            model_name="responserule",
            name="case_kind",
            field=models.CharField(
                choices=[
                    ("request", "Support request"),
                    ("inquiry", "Inquiry"),
                    ("complaint", "Complaint"),
                    ("help", "Technical help"),
                    ("suggestion", "Suggestion"),
                ],
                max_length=12,
                verbose_name="kind of case",
            ),
        ),
    ]
