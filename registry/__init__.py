"""Registries: what apps above hand to an app below that asks for it, so no import runs upwards.

The app that asks owns a ``Registry`` and says beside it what an entry is; each app registers its
own in ``AppConfig.ready``. Entries come in the order of ``INSTALLED_APPS``, the lowest app first.
"""

from django.core.exceptions import ImproperlyConfigured


class Registry:
    """Entries by name; iterating yields the entries alone, in their order."""

    def __init__(self):
        self._placed = {}

    def register(self, name, entry, *, place=0):
        """Add ``entry`` under ``name``.

        Args:
            place: where it stands, the lowest first; of one place as registered.

        Raises:
            ImproperlyConfigured: something else is registered under this name.
        """
        _place, known = self._placed.setdefault(name, (place, entry))
        if known is not entry:
            raise ImproperlyConfigured(f"{name!r} is registered twice: {known!r} and {entry!r}.")

    def items(self):
        """(name, entry) of each, in their order."""
        placed = sorted(self._placed.items(), key=lambda item: item[1][0])
        return [(name, entry) for name, (_place, entry) in placed]

    def get(self, name):
        """The entry of that name, or None."""
        return dict(self.items()).get(name)

    def __getitem__(self, name):
        return dict(self.items())[name]

    def __iter__(self):
        return iter([entry for _name, entry in self.items()])
