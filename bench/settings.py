"""Production settings, with a view that does nothing and without limits for the one visitor."""

from config.settings import *  # noqa: F403
from config.settings import LIMITS

ROOT_URLCONF = "bench.urls"
# Who measures signs in by a script.
STAFF_MFA = False
LIMITS = {
    action: {scope: (10**9, seconds) for scope, (_number, seconds) in scopes.items()}
    for action, scopes in LIMITS.items()
}
# The clock of a form is for people.
FORM_LEAST_SECONDS = 0
