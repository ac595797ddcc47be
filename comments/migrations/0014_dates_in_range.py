import datetime

from django.db import migrations, models

import municipality.dates


class Migration(migrations.Migration):
    """The day a contribution came, and the end of a block, are ones that somebody can mean."""

    dependencies = [("comments", "0013_dates_nobody_meant")]

    operations = [
        migrations.AlterField(
            model_name="kommentar",
            name="received_on",
            field=models.DateField(
                blank=True,
                null=True,
                validators=[
                    municipality.dates.DayRange(
                        datetime.date(2000, 1, 1), datetime.date(2199, 12, 31)
                    )
                ],
                verbose_name="eingegangen am",
            ),
        ),
        migrations.AlterField(
            model_name="moderationsentscheidung",
            name="until",
            field=models.DateTimeField(
                null=True,
                validators=[
                    municipality.dates.DayRange(
                        datetime.date(2000, 1, 1), datetime.date(2199, 12, 31)
                    )
                ],
                verbose_name="gilt bis",
            ),
        ),
        migrations.AlterField(
            model_name="sperre",
            name="until",
            field=models.DateTimeField(
                validators=[
                    municipality.dates.DayRange(
                        datetime.date(2000, 1, 1), datetime.date(2199, 12, 31)
                    )
                ],
                verbose_name="bis",
            ),
        ),
        migrations.AddConstraint(
            model_name="kommentar",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("received_on__gte", datetime.date(2000, 1, 1)),
                    ("received_on__lt", datetime.date(2200, 1, 1)),
                ),
                name="kommentar_received_in_range",
                violation_error_message="Dieses Datum ist nicht möglich.",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderationsentscheidung",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__gte", datetime.datetime(1999, 12, 31, 0, 0, tzinfo=datetime.UTC)),
                    ("until__lt", datetime.datetime(2200, 1, 2, 0, 0, tzinfo=datetime.UTC)),
                ),
                name="entscheidung_until_in_range",
                violation_error_message="Dieses Datum ist nicht möglich.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sperre",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__gte", datetime.datetime(1999, 12, 31, 0, 0, tzinfo=datetime.UTC)),
                    ("until__lt", datetime.datetime(2200, 1, 2, 0, 0, tzinfo=datetime.UTC)),
                ),
                name="sperre_until_in_range",
                violation_error_message="Dieses Datum ist nicht möglich.",
            ),
        ),
    ]
