"""Production settings, with a no-op view and without limits for the one visitor."""

from config.settings import *  # noqa: F403
from config.settings import LIMITS

ROOT_URLCONF = "bench_urls"
# The load generator signs in by a cookie alone.
STAFF_MFA = False
LIMITS = {
    action: {scope: (10**9, seconds) for scope, (_number, seconds) in scopes.items()}
    for action, scopes in LIMITS.items()
}
# The clock of a form is for people.
FORM_LEAST_SECONDS = 0
