from html import unescape

from django.db import models
from django.utils.html import strip_tags

from .folding import fold


class FoldedField(models.TextField):
    """The folded form of other columns of the same row, kept whenever these are saved.

    Whoever saves some columns only (``update_fields``, ``update()``) has to name or fill this
    one too; ``manage.py reindex_search`` mends what was forgotten.

    Args:
        sources: names of the columns whose text is searched.
        html: names of further ones that hold HTML, of which the text is searched.
    """

    def __init__(self, sources=(), *, html=(), **options):
        self.sources, self.html = tuple(sources), tuple(html)
        # Old code, which does not know the column, can go on writing (db_default).
        options |= {"editable": False, "blank": True, "default": "", "db_default": ""}
        super().__init__(**options)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for option in ("editable", "blank", "default", "db_default"):
            kwargs.pop(option, None)
        kwargs["sources"] = list(self.sources)
        if self.html:
            kwargs["html"] = list(self.html)
        return name, path, args, kwargs

    def pre_save(self, model_instance, add):
        folded = self.folded(model_instance)
        setattr(model_instance, self.attname, folded)
        return folded

    def folded(self, row):
        """What has to stand here for the other columns of ``row``."""
        texts = [getattr(row, name) for name in self.sources]
        texts += [unescape(strip_tags(str(getattr(row, name)))) for name in self.html]
        return fold("\n".join(str(text) for text in texts if text))
