import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    """The year of a Konzept is one that a planning document can have."""

    dependencies = [("strategies", "0006_years_nobody_meant")]

    operations = [
        migrations.AlterField(
            model_name="konzept",
            name="year",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1900),
                    django.core.validators.MaxValueValidator(2100),
                ],
                verbose_name="Jahr",
            ),
        ),
        migrations.AddConstraint(
            model_name="konzept",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__gte", 1900), ("year__lte", 2100)),
                name="konzept_year_in_range",
                violation_error_message="Dieses Jahr ist nicht möglich.",
            ),
        ),
    ]
