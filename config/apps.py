from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.contrib.auth.apps import AuthConfig as DjangoAuthConfig
from django.utils.translation import gettext_lazy as _
from django_tasks_db.apps import TasksAppConfig


class AdminConfig(DjangoAdminConfig):
    default_site = "config.admin.AdminSite"


class AuthConfig(DjangoAuthConfig):
    verbose_name = _("Gruppen und ihre Rechte")


class TasksConfig(TasksAppConfig):
    verbose_name = _("Hintergrundaufgaben")
