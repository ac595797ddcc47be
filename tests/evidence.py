from django.db import connection

from municipality.append_only import unguarded


def rewrite(model, **fields):
    """Change evidence behind the application's back, as only a test may: to let time pass."""
    queryset = model.objects.all()
    with unguarded(connection):
        super(type(queryset), queryset).update(**fields)
