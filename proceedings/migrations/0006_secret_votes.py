"""Secret votes: how many of each choice, and no choice with the vote of a seat; a motion that was taken back."""

from django.db import migrations, models

OUTCOMES = [
    ("carried", "Carried"),
    ("lost", "Lost"),
    ("tied", "Tied"),
    ("no_quorum", "No quorum"),
    ("withdrawn", "Taken back"),
]
CHOICES = [("for", "For"), ("against", "Against"), ("abstain", "Abstains")]


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0005_matters")]

    operations = [
        *(
            migrations.AddField(model_name="motion", name=name, field=models.PositiveSmallIntegerField(null=True))
            for name in ("secret_for", "secret_against", "secret_abstaining")
        ),
        migrations.AlterField(
            model_name="motion",
            name="result",
            field=models.CharField(blank=True, choices=OUTCOMES, max_length=10, verbose_name="result"),
        ),
        migrations.AlterField(
            model_name="vote",
            name="choice",
            field=models.CharField(blank=True, choices=CHOICES, max_length=8, verbose_name="vote"),
        ),
    ]
