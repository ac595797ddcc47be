from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.wording import readable

from ..markdown import render


class Accessible(models.Model):
    """What helps people who do not read the official German text: all of it optional.

    It explains and replaces nothing; comments are about the Fassung. So it has no
    versions and can be mended while a phase is open.
    """

    easy_text = models.TextField(
        _("Text in Leichter Sprache"),
        blank=True,
        help_text=_("Markdown, jeder Satz auf einer eigenen Zeile. Erscheint sofort."),
        validators=[readable],
    )
    title_en = models.CharField(
        _("Titel auf Englisch"), max_length=500, blank=True, validators=[readable]
    )
    summary_en = models.TextField(
        _("Zusammenfassung auf Englisch"), blank=True, validators=[readable]
    )

    class Meta:
        abstract = True

    @property
    def easy_html(self):
        return render(self.easy_text, prefix="leicht")
