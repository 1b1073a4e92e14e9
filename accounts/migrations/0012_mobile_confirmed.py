"""When a member confirmed the mobile."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_list_sheets_walled"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="mobile_confirmed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="mobile confirmed"),
        ),
        migrations.AlterField(
            model_name="signincode",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("sign_in", "sign in"),
                    ("sign", "sign a declaration"),
                    ("confirm", "confirm one's own mobile"),
                ],
                max_length=8,
            ),
        ),
    ]
