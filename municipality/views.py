import json
from pathlib import Path

from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from . import assets, colour
from .current import current
from .documents import absolute, for_everybody, machine_readable
from .gates import passes_gates

SCHEMAS = Path(__file__).parent / "schemas"
# What stands at such an address never changes: another colour or logo has another one.
FOREVER = "public, max-age=31536000, immutable"


@passes_gates
@require_safe
def stylesheet(request, light, dark):
    """The accent colour alone; the address says which, so nothing is looked up."""
    return _text(_colours(light, dark), "text/css", FOREVER)


@passes_gates
@require_safe
def whole_stylesheet(request, version, light="", dark=""):
    """The stylesheet of all pages, in the accent colour where there is one."""
    text = assets.content(assets.STYLESHEET) + (_colours(light, dark) if light else "")
    return _text(text, "text/css", _lifetime(assets.STYLESHEET, version))


@passes_gates
@require_safe
def script(request, version):
    """htmx and our own script."""
    text = assets.content(assets.SCRIPT)
    return _text(text, "text/javascript", _lifetime(assets.SCRIPT, version))


def _colours(light, dark):
    """Colours that nobody could read are not served, whoever makes up the address."""
    light, dark = f"#{light}", f"#{dark}"
    weakest = min(
        colour.least_contrast(light, colour.LIGHT), colour.least_contrast(dark, colour.DARK)
    )
    if weakest < colour.LEAST_CONTRAST:
        raise Http404
    return colour.stylesheet(light, dark)


def _lifetime(names, version):
    """A page from before an update, or after it, gets what there is, and does not keep it."""
    return FOREVER if version == assets.version(names) else "public, no-cache"


def _text(text, content_type, lifetime):
    return HttpResponse(
        text,
        content_type=f"{content_type}; charset=utf-8",
        headers={"Cache-Control": lifetime},
    )


@passes_gates
@require_safe
def logo(request, name):
    kommune = current()
    if kommune.logo.name != f"logo/{name}":
        raise Http404
    try:
        file = kommune.logo.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, content_type="image/png", headers={"Cache-Control": FOREVER})


@passes_gates
@require_safe
@machine_readable
def manifest(request):
    """What a telephone needs to put the platform on its home screen (W3C Web App Manifest)."""
    kommune = current()
    icons = [
        {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    content = {
        # The platform stays the same one, wherever it starts (W3C Web App Manifest, 1.4).
        "id": "/",
        "name": f"{kommune.shown_name} – {kommune.shown_claim}",
        "short_name": kommune.shown_name,
        "lang": "de",
        "start_url": "/",
        "display": "minimal-ui",
        "background_color": colour.LIGHT[0],
        "theme_color": kommune.accent or "#0a4d5c",
        "icons": [*icons, {"src": static("img/favicon.svg"), "sizes": "any"}],
    }
    return JsonResponse(content, content_type="application/manifest+json")


@require_safe
@for_everybody
@machine_readable
def schema(request, name, version):
    """What a JSON file of ours may hold (JSON Schema 2020-12)."""
    # A slug and a number: no path leads out of the folder.
    path = SCHEMAS / f"{name}-{version}.json"
    if not path.exists():
        raise Http404
    address = absolute(reverse("municipality:schema", args=[name, version]))
    content = {"$id": address, **json.loads(path.read_text(encoding="utf-8"))}
    return JsonResponse(
        content,
        content_type="application/schema+json",
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
