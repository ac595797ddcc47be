"""All settings, read from the environment (https://12factor.net/config).

``DJANGO_ENV`` says what the process is for:

=============  =================================================================
development    the default: SQLite, mail printed to the console, debug pages
demo           ``manage.py demo``: like production, but with SQLite and a mailbox
test           pytest
production     nothing has a default that could be wrong; what is missing is named
=============  =================================================================
"""

import sys
import tomllib
from pathlib import Path

import environ
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import to_language

from .databases import database
from .installation import installation

BASE_DIR = Path(__file__).resolve().parent.parent
# The project is no installed package that could be asked; pyproject.toml is the one place.
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "version"
]
env = environ.Env()

# The file that "manage.py setup" writes; what stands in the environment counts more.
ENV_FILE = env.str("ENV_FILE", "")
# What production cannot do without.
NEEDED = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL")
# Before that command, there is nothing yet, and nowhere to write; unless the environment has it.
SETTING_UP = (
    bool(ENV_FILE) and not Path(ENV_FILE).exists() and not all(env.str(name, "") for name in NEEDED)
)
if SETTING_UP and sys.argv[1:2] != ["setup"]:
    raise ImproperlyConfigured(f"ENV_FILE={ENV_FILE!r} does not exist: run manage.py setup.")
if ENV_FILE and Path(ENV_FILE).exists():
    env.read_env(ENV_FILE)

ENVIRONMENT = env.str("DJANGO_ENV", "test" if "pytest" in sys.modules else "development")
if ENVIRONMENT not in {"development", "demo", "test", "production"}:
    raise ImproperlyConfigured(
        f"DJANGO_ENV={ENVIRONMENT!r}: use development, demo, test or production."
    )
PRODUCTION = ENVIRONMENT == "production"
DEMO = ENVIRONMENT == "demo"
TEST = ENVIRONMENT == "test"

if (
    PRODUCTION
    and not SETTING_UP
    and (missing := [name for name in NEEDED if not env.str(name, "")])
):
    raise ImproperlyConfigured(
        "DJANGO_ENV=production needs these environment variables, which are missing: "
        + ", ".join(missing)
    )

# What the process keeps on disk: the SQLite database, uploads, the demo's mailbox.
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var" / ENVIRONMENT)))

DEBUG = env.bool("DEBUG", ENVIRONMENT == "development")
SECRET_KEY = env.str("SECRET_KEY", "development-only-never-in-production-" + "0" * 32)
# Former keys: what they signed or encrypted can still be read.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Name of the municipality, where the administration ("Auftritt der Kommune") says nothing else.
SITE_NAME = env.str("SITE_NAME", "Elbhagen")
SITE_CLAIM = env.str("SITE_CLAIM", "Mitreden bei der Stadtentwicklung")
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")

# While this is set, every page but the legal ones says that the platform will be back.
MAINTENANCE = env.bool("MAINTENANCE", False)

# Another place to sign in (docs/adr/0020-anmeldung-anderswo.md): all of it or nothing.
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", "")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", "")
OIDC_NAME = env.str("OIDC_NAME", "")
_oidc = [OIDC_SERVER_URL, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME]
if any(_oidc) and not all(_oidc):
    raise ImproperlyConfigured(
        "Signing in elsewhere needs OIDC_SERVER_URL, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and "
        "OIDC_NAME, or none of them."
    )
# The tests have it, with a provider of their own.
OIDC = all(_oidc) or TEST

# --- Applications -----------------------------------------------------------

INSTALLED_APPS = [
    "config.apps.AdminConfig",
    "config.apps.AuthConfig",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "django_htmx",
    "config.apps.TasksConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    # Also without a provider: who was linked to a former one can still unlink, and be deleted.
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "pagecache",
    "municipality",
    "mails",
    "accounts",
    "strategies",
    "pages",
    "phases",
    "comments",
    "evaluation",
    "teamwork",
    "progress",
    "search",
    "operations",
    "office",
    "website",
    *([] if PRODUCTION else ["demo"]),
]

MIDDLEWARE = [
    "operations.requests.RequestMiddleware",
    "config.headers.BodyMiddleware",
    "config.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.encoding.AcceptEncodingMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages, a third of their size. Against guessing secrets from sizes (BREACH) Django masks
    # its CSRF tokens and adds random bytes; no page carries another secret beside typed text.
    "config.compression.CompressionMiddleware",
    "pagecache.middleware.PageCacheMiddleware",
    "config.caching.CacheControlMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "config.maintenance.MaintenanceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.sign_in.staff_sessions.StaffSessionMiddleware",
    "accounts.sign_in.second_factor.StaffMiddleware",
    "accounts.sign_in.entering.EnteringMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "website.moved.MovedMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context_processors.site",
                "accounts.context_processors.duties",
            ],
            "builtins": [
                "municipality.templatetags.content",
                "municipality.templatetags.icons",
            ],
        },
    },
    # For what stands dozens of times on a page (docs/adr/0030-einfach-schnell.md).
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "comments.jinja.environment",
            "context_processors": ["comments.jinja.once_for_all_comments"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database, cache, tasks -------------------------------------------------

_url = env.str("DATABASE_URL", "") or f"sqlite:///{VAR_DIR / 'db.sqlite3'}"
DATABASES = {"default": database(_url, folder=VAR_DIR, test=TEST)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3" and not SETTING_UP:
    VAR_DIR.mkdir(parents=True, exist_ok=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Limits are counted in the cache, so all processes must share it: Redis by CACHE_URL, and
# where production names none, a table of the database (made by "migrate").
_cache = env.cache_url("CACHE_URL", "dbcache://cache" if PRODUCTION else "locmemcache://")
_kind = _cache["BACKEND"].rpartition(".")[2]
if _kind in {"RedisCache", "DatabaseCache"}:
    # The same, but a cache that is down breaks no page.
    _cache["BACKEND"] = f"caching.backends.{_kind}"
if _kind in {"DatabaseCache", "LocMemCache"}:
    # Django's default of 300 entries would forget most of what is counted.
    _cache["OPTIONS"] = {"MAX_ENTRIES": 50_000, **_cache.get("OPTIONS", {})}
# One Redis may serve several installations: each key begins with the one it belongs to.
INSTALLATION = installation(env.str("INSTALLATION", ""), DATABASES["default"], SECRET_KEY, SITE_URL)
_cache["KEY_PREFIX"] = ":".join(filter(None, [_cache.get("KEY_PREFIX"), INSTALLATION]))
# Pages are kept where every process hears of a change: in Redis, or in the memory of the only
# process there is. Elsewhere they are rendered each time (docs/adr/0014-seitencache.md).
PAGE_CACHE = env.bool("PAGE_CACHE", not TEST) and _kind in {"RedisCache", "LocMemCache"}
_pages = {**_cache, "KEY_PREFIX": f"{_cache['KEY_PREFIX']}:pages"}
if _kind == "RedisCache":
    _pages["BACKEND"] = "caching.backends.PlainRedisCache"
    _pages["OPTIONS"] = {"socket_timeout": 1, "socket_connect_timeout": 1}
elif _kind == "LocMemCache":
    _pages["LOCATION"] = "pages"
# Fragments of pages, found again by what they show: in the memory of each process.
_fragments = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "fragments",
    "TIMEOUT": 24 * 60 * 60,
    "OPTIONS": {"MAX_ENTRIES": 300},
}
CACHES = {"default": _cache, "pages": _pages, "fragments": _fragments}
# What is found is rendered all the same, and has to be what was kept.
FRAGMENTS_VERIFIED = TEST
# Tables of which no public page shows anything; writing to any other makes all pages old.
PAGE_CACHE_QUIET_TABLES = {
    "accounts_sicherheitsprotokoll",
    "accounts_sitzung",
    "comments_entwurf",
    "django_admin_log",
    "django_tasks_database_dbtaskresult",
    "mails_mail",
    "strategies_einlesung",
    "cache",
}

TASKS = {
    "default": {
        "BACKEND": (
            "django_tasks_db.DatabaseBackend"
            if PRODUCTION
            else "django.tasks.backends.immediate.ImmediateBackend"
        ),
    }
}

# --- Mail -------------------------------------------------------------------

_email = env.email_url("EMAIL_URL", "smtp://localhost:25" if PRODUCTION else "consolemail://")
MAILERS = {"default": {"BACKEND": _email["EMAIL_BACKEND"], "OPTIONS": {}}}
if "smtp" in _email["EMAIL_BACKEND"]:
    MAILERS["default"]["OPTIONS"] = {
        "host": _email["EMAIL_HOST"],
        "port": _email["EMAIL_PORT"],
        "username": _email["EMAIL_HOST_USER"],
        "password": _email["EMAIL_HOST_PASSWORD"],
        "use_tls": _email.get("EMAIL_USE_TLS", False),
        "use_ssl": _email.get("EMAIL_USE_SSL", False),
        "timeout": 10,
    }
if DEMO:
    MAILERS["default"] = {"BACKEND": "demo.mail.PostfachBackend", "OPTIONS": {}}
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "mitreden@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Signing in -------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.sign_in.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# There is no sign-up form; without a password here allauth's sign-in form has none either.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Whoever changes a password is told by mail, in case it was somebody else.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {
    "confirm_email_verification_code": "accounts.forms.AddressCodeForm",
    "login": "accounts.forms.PasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "accounts.forms.PasswordAgainForm",
}
# After so long, who signed in must show again who they are to change how they sign in.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
# Sessions of staff end after so long without a page (0: never), and after a day's work.
STAFF_SESSION_IDLE_MINUTES = env.int("STAFF_SESSION_IDLE_MINUTES", 0 if TEST else 120)
STAFF_SESSION_HOURS = env.int("STAFF_SESSION_HOURS", 12)
# Whoever works here gets on only with a second factor (docs/adr/0017-zweiter-faktor.md).
STAFF_MFA = env.bool("STAFF_MFA", PRODUCTION)
MFA_ADAPTER = "accounts.sign_in.second_factor.MFAAdapter"
MFA_FORMS = {
    "add_webauthn": "accounts.forms.AddPasskeyForm",
    "authenticate_webauthn": "accounts.forms.PasskeyForm",
    "reauthenticate_webauthn": "accounts.forms.PasskeyAgainForm",
    "activate_totp": "accounts.forms.AppForm",
    "authenticate": "accounts.forms.FactorForm",
    "reauthenticate": "accounts.forms.FactorAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODE_COUNT = 10
# On loopback there is no TLS; what a browser calls localhost is safe all the same.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
# A code may be half a minute late, or a clock wrong by as much; it does once all the same.
MFA_TOTP_TOLERANCE = 1

SOCIALACCOUNT_ADAPTER = "accounts.sign_in.oidc.SocialAccountAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid", "email"],
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC_NAME,
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_CLIENT_SECRET,
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ],
    }
}

# Number of our own proxies in front, each of which adds the address it sees to
# X-Forwarded-For. Asked by accounts.protection.limits and, through the adapter, by allauth.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 1 if PRODUCTION else 0)

# How often within how many seconds: per account, per e-mail address that gets a mail (from
# one network: „here“), and per network (accounts.protection.limits). allauth's own limits
# hold besides these.
_HOUR = 60 * 60
LIMITS = {
    "code": {"address_here": (8, _HOUR), "address": (40, _HOUR), "network": (60, _HOUR)},
    # What is written before signing in, and what is published.
    "draft": {"network": (60, _HOUR)},
    "comment": {"account": (10, 10 * 60), "network": (120, _HOUR)},
    "vote": {"account": (60, 10 * 60), "network": (600, _HOUR)},
    "report": {"account": (20, _HOUR), "address": (10, _HOUR), "network": (30, _HOUR)},
    "complaint": {"network": (20, _HOUR)},
    # Questions to offices by staff, and what offices answer by their link.
    "inquiry": {"account": (60, _HOUR)},
    "answer": {"network": (60, _HOUR)},
    # What somebody changes in their own account: mails with a code, tries to enter one.
    "account": {"account": (10, _HOUR)},
    # Codes typed, and wrong ones: who guessed so often gets one new code an hour, and each
    # code has its five tries (ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS) whatever others typed.
    "guess": {"address_session": (20, 24 * _HOUR)},
    "wrong_code": {"address_here": (20, 24 * _HOUR)},
    "code_after_wrong": {"address_here": (1, _HOUR)},
    "export": {"account": (10, _HOUR)},
    "barrier": {"address": (5, _HOUR), "network": (20, _HOUR)},
}
# Least time between the showing of a form that needs no account and its sending.
FORM_LEAST_SECONDS = env.int("FORM_LEAST_SECONDS", 0 if TEST else 3)

# --- Language and time ------------------------------------------------------

LANGUAGE_CODE = "de"
LOCALE_PATHS = [BASE_DIR / "locale"]
# German stands in the source; every other language is a compiled catalogue in locale/.
_folders = sorted(path.parts[-3] for path in LOCALE_PATHS[0].glob("*/LC_MESSAGES/django.mo"))
LANGUAGES = [
    (code, LANG_INFO[code]["name_local"])
    for code in dict.fromkeys([LANGUAGE_CODE, *map(to_language, _folders)])
]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

# --- Files ------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", str(BASE_DIR / "staticfiles"))
if not (PRODUCTION or SETTING_UP):
    # Files are found where they lie; the folder need not be filled, only be there.
    Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.str("MEDIA_ROOT", str(VAR_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
# In tests each visitor starts the platform anew, and would look through all files each time.
WHITENOISE_AUTOREFRESH = TEST

# Backups, and which accounts were deleted since ("manage.py backup"): all processes must see
# this folder, and a copy of it belongs on another machine.
BACKUP_DIR = Path(env.str("BACKUP_DIR", str(VAR_DIR / "sicherungen")))

# Largest document that can be imported, in bytes and pages, and what the process that reads it
# may take: seconds and bytes of memory.
DOCUMENT_LIMIT_BYTES = env.int("DOCUMENT_LIMIT_BYTES", 100 * 1024 * 1024)
DOCUMENT_LIMIT_PAGES = env.int("DOCUMENT_LIMIT_PAGES", 500)
DOCUMENT_LIMIT_SECONDS = env.int("DOCUMENT_LIMIT_SECONDS", 120)
DOCUMENT_LIMIT_MEMORY = env.int("DOCUMENT_LIMIT_MEMORY", 2 * 1024 * 1024 * 1024)
# LibreOffice, which reads old formats and drawings: a name on the PATH, or empty for none.
OFFICE_SUITE = env.str("OFFICE_SUITE", "soffice")
# Largest spreadsheet of contributions, in bytes.
TABLE_LIMIT_BYTES = env.int("TABLE_LIMIT_BYTES", 10 * 1024 * 1024)

# --- Open data --------------------------------------------------------------

# Under which licence the public downloads are offered (evaluation.licence).
OPEN_DATA_LICENCE = env.str("OPEN_DATA_LICENCE", "dl-de/by-2-0")
if OPEN_DATA_LICENCE not in {"dl-de/by-2-0", "dl-de/zero-2-0", "cc-by-4.0"}:
    raise ImproperlyConfigured(
        f"OPEN_DATA_LICENCE={OPEN_DATA_LICENCE!r}: use dl-de/by-2-0, dl-de/zero-2-0 or cc-by-4.0."
    )
# The number under which the municipality delivers to govdata.de, as a URI; may be empty.
OPEN_DATA_CONTRIBUTOR = env.str("OPEN_DATA_CONTRIBUTOR", "")

# --- Security ---------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
    # static/js/mitreden.js says what is let through (docs/adr/0021-haertung.md).
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["default"],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
SESSION_ENGINE = "accounts.sign_in.sessions"
# By which staff are known to have signed in with a browser before (accounts.sign_in.devices).
DEVICE_COOKIE_NAME = "geraet"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
# Kept in the cookie until shown: a message costs no query.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    # Whoever watches the process asks it directly, past the proxy that does TLS.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 365 * 24 * 3600)
    # Installed at the town's own name, either would bind all its other servers, for years.
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", False)
    SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", False)
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    DEVICE_COOKIE_NAME = "__Host-geraet"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

# --- Logging ----------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "operations.logs.JSONFormatter"},
    },
    "filters": {"refused": {"()": "operations.logs.RefusedRequestFilter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["refused"],
            "formatter": "json" if PRODUCTION else "line",
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        # Elsewhere the development server prints a line for each request.
        "operations.requests": {"level": "NOTSET" if PRODUCTION else "WARNING"},
        # Filling the demo does some fifty tasks; its accounts are to be seen.
        "django.tasks": {"level": "WARNING" if DEMO else "NOTSET"},
    },
}

if TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
