"""Every line and every case has its version; the service keeps its name alone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support_requests", "0016_first_terms_of_services")]

    operations = [
        migrations.RemoveField(model_name="checklistitem", name="service"),
        migrations.RemoveField(model_name="service", name="about_ar"),
        migrations.RemoveField(model_name="service", name="about_en"),
        migrations.AlterField(
            model_name="checklistitem",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="checklist_items",
                to="support_requests.serviceversion",
            ),
        ),
        migrations.AlterField(
            model_name="requestdraft",
            name="service_version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="support_requests.serviceversion"
            ),
        ),
        migrations.AlterField(
            model_name="supportrequest",
            name="service_version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="support_requests",
                to="support_requests.serviceversion",
            ),
        ),
        migrations.AddConstraint(
            model_name="checklistitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("months__isnull", True), ("months__range", (1, 120)), _connector="OR"),
                name="checklistitem_months_are_counted",
                violation_error_message="Write 1 to 120 months, or leave it empty.",
            ),
        ),
    ]
