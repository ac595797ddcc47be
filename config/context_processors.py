from django.conf import settings

from municipality.current import current
from progress import public


def site(request):
    """What every page needs: the municipality and whether this is the demo."""
    kommune = current()
    return {
        "kommune": kommune,
        "site_name": kommune.shown_name,
        "site_claim": kommune.shown_claim,
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
        "oidc_name": settings.OIDC_NAME,
        "has_umsetzung": public.is_told(),
    }
