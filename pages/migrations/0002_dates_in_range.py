import datetime

from django.db import migrations, models

import municipality.dates


class Migration(migrations.Migration):
    """The day by which a report has to be answered is one that somebody can mean."""

    dependencies = [("pages", "0001_seiten")]

    operations = [
        migrations.AlterField(
            model_name="barrieremeldung",
            name="due_on",
            field=models.DateField(
                validators=[
                    municipality.dates.DayRange(
                        datetime.date(2000, 1, 1), datetime.date(2199, 12, 31)
                    )
                ],
                verbose_name="zu beantworten bis",
            ),
        ),
        migrations.AddConstraint(
            model_name="barrieremeldung",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_on__gte", datetime.date(2000, 1, 1)),
                    ("due_on__lt", datetime.date(2200, 1, 1)),
                ),
                name="barrieremeldung_due_in_range",
                violation_error_message="Dieses Datum ist nicht möglich.",
            ),
        ),
    ]
