"""A mobile counts once its owner confirmed it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0013_unconfirmed_mobiles_dropped")]

    operations = [
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mobile__isnull", True), ("mobile_confirmed_at__isnull", True)),
                    models.Q(("mobile__isnull", False), ("mobile_confirmed_at__isnull", False)),
                    _connector="OR",
                ),
                name="user_mobile_is_confirmed",
                violation_error_message="A mobile counts once its owner confirmed it with a code.",
            ),
        ),
    ]
