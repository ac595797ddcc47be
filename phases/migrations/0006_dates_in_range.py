import datetime

import django.core.validators
from django.db import migrations, models

import municipality.dates


class Migration(migrations.Migration):
    """The times of a phase are ones that somebody can mean; so is a bound that nobody types."""

    dependencies = [("phases", "0005_dates_nobody_meant")]

    operations = [
        migrations.AlterField(
            model_name="kommentierphase",
            name="announced_ends_at",
            field=models.DateTimeField(
                editable=False,
                null=True,
                validators=[
                    municipality.dates.DayRange(
                        datetime.date(2000, 1, 1), datetime.date(2199, 12, 31)
                    )
                ],
                verbose_name="zuerst angekündigtes Ende",
            ),
        ),
        migrations.AlterField(
            model_name="kommentierphase",
            name="ends_at",
            field=models.DateTimeField(
                help_text="Das Ende eines Tages ist 0:00 Uhr des nächsten.",
                validators=[
                    municipality.dates.DayRange(
                        datetime.date(2000, 1, 1), datetime.date(2199, 12, 31)
                    )
                ],
                verbose_name="Ende",
            ),
        ),
        migrations.AlterField(
            model_name="kommentierphase",
            name="hold_many",
            field=models.PositiveSmallIntegerField(
                default=5,
                help_text="0: nie.",
                validators=[django.core.validators.MaxValueValidator(1000)],
                verbose_name="ab so vielen Kommentaren in zehn Minuten zurückhalten",
            ),
        ),
        migrations.AlterField(
            model_name="kommentierphase",
            name="starts_at",
            field=models.DateTimeField(
                validators=[
                    municipality.dates.DayRange(
                        datetime.date(2000, 1, 1), datetime.date(2199, 12, 31)
                    )
                ],
                verbose_name="Beginn",
            ),
        ),
        migrations.AlterField(
            model_name="phasenhinweis",
            name="moment",
            field=models.DateTimeField(
                validators=[
                    municipality.dates.DayRange(
                        datetime.date(2000, 1, 1), datetime.date(2199, 12, 31)
                    )
                ],
                verbose_name="Zeitpunkt",
            ),
        ),
        migrations.AddConstraint(
            model_name="kommentierphase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_at__gte", datetime.datetime(1999, 12, 31, 0, 0, tzinfo=datetime.UTC)),
                    ("starts_at__lt", datetime.datetime(2200, 1, 2, 0, 0, tzinfo=datetime.UTC)),
                ),
                name="kommentierphase_starts_in_range",
                violation_error_message="Dieses Datum ist nicht möglich.",
            ),
        ),
        migrations.AddConstraint(
            model_name="kommentierphase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_at__gte", datetime.datetime(1999, 12, 31, 0, 0, tzinfo=datetime.UTC)),
                    ("ends_at__lt", datetime.datetime(2200, 1, 2, 0, 0, tzinfo=datetime.UTC)),
                ),
                name="kommentierphase_ends_in_range",
                violation_error_message="Dieses Datum ist nicht möglich.",
            ),
        ),
        migrations.AddConstraint(
            model_name="kommentierphase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "announced_ends_at__gte",
                        datetime.datetime(1999, 12, 31, 0, 0, tzinfo=datetime.UTC),
                    ),
                    (
                        "announced_ends_at__lt",
                        datetime.datetime(2200, 1, 2, 0, 0, tzinfo=datetime.UTC),
                    ),
                ),
                name="kommentierphase_announced_in_range",
                violation_error_message="Dieses Datum ist nicht möglich.",
            ),
        ),
        migrations.AddConstraint(
            model_name="phasenhinweis",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("moment__gte", datetime.datetime(1999, 12, 31, 0, 0, tzinfo=datetime.UTC)),
                    ("moment__lt", datetime.datetime(2200, 1, 2, 0, 0, tzinfo=datetime.UTC)),
                ),
                name="phasenhinweis_moment_in_range",
                violation_error_message="Dieses Datum ist nicht möglich.",
            ),
        ),
    ]
