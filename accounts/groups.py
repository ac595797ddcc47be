"""The staff groups and exactly the permissions each needs.

A group says *what* somebody may do; a ``strategies.Zustaendigkeit`` says *for
which Konzept*. Both are needed (deny by default).
"""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from registry import Registry

REDAKTION = "Redaktion"
MODERATION = "Moderation"
AUSWERTUNG = "Auswertung"
FACHAMT = "Fachamt"

# Label of an app → {group: codenames of the permissions it needs there}, registered by the app.
PERMISSIONS = Registry()


def sync_groups(app_config, **kwargs):
    """Create the groups and give them their permissions (receiver of ``post_migrate``).

    Runs after each app that has registered ``PERMISSIONS``; never takes away what
    an administrator added by hand.
    """
    for name, codenames in (PERMISSIONS.get(app_config.label) or {}).items():
        group, _created = Group.objects.get_or_create(name=name)
        wanted = Permission.objects.filter(
            Q(codename__in=codenames), content_type__app_label=app_config.label
        )
        group.permissions.add(*wanted)
