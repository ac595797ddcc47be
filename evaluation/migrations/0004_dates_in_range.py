import datetime

from django.db import migrations, models

import municipality.dates


class Migration(migrations.Migration):
    """A deadline is a day that somebody can mean."""

    dependencies = [("evaluation", "0003_dates_nobody_meant")]

    operations = [
        migrations.AlterField(
            model_name="anliegen",
            name="deadline",
            field=models.DateField(
                blank=True,
                null=True,
                validators=[
                    municipality.dates.DayRange(
                        datetime.date(2000, 1, 1), datetime.date(2199, 12, 31)
                    )
                ],
                verbose_name="Frist",
            ),
        ),
        migrations.AddConstraint(
            model_name="anliegen",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deadline__gte", datetime.date(2000, 1, 1)),
                    ("deadline__lt", datetime.date(2200, 1, 1)),
                ),
                name="anliegen_deadline_in_range",
                violation_error_message="Dieses Datum ist nicht möglich.",
            ),
        ),
    ]
