from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from accounts.language import switch as switch_language
from comments import views as comment_views
from strategies.models import Baustein

from . import views

_KINDS = "|".join(Baustein.Kind.values)

urlpatterns = [
    path("", include("phases.urls")),
    # Before the Strategie: three parts and a kind belong to a Baustein.
    re_path(
        rf"^konzepte/(?P<konzept>[-\w]+)/(?P<strategie>[-\w]+)/(?P<kind>{_KINDS})/(?P<slug>[-\w]+)/$",
        comment_views.baustein,
        name="baustein",
    ),
    # Before the Strategien: „moderation“ is no Strategie of a Konzept.
    path("", include("comments.urls")),
    path("", include("evaluation.urls")),
    path("", include("strategies.urls")),
    path("auswertung/", include("evaluation.workplace.urls")),
    path("moderation/", include("comments.workplace.urls")),
    path("sprache/", switch_language, name="language"),
    path("konto/anmelden/", comment_views.sign_in, name="account_request_login_code"),
    path("konto/anmelden/code/", comment_views.confirm_code, name="account_confirm_login_code"),
    path("", include("mails.urls")),
    path("konto/", include("accounts.urls")),
    path("verwaltung/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("demo.urls")))

handler400 = "config.views.bad_request"
handler403 = "config.views.permission_denied"
handler404 = "config.views.not_found"
