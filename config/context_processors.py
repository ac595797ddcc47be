from django.conf import settings


def site(request):
    """What every page needs: the municipality's name and whether this is the demo."""
    return {
        "site_name": settings.SITE_NAME,
        "site_claim": settings.SITE_CLAIM,
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
    }
