"""The sketch as a picture that one can click on."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from municipality.geography.sketch import Marker, draw

from ..access import drawers_only
from ..picking import frame_around, point_in


@drawers_only
@require_safe
def picture(request):
    """The ground, or with „um“ a section of it; „punkt“ is marked. In light colours alone."""
    frame = frame_around(point_in(request.GET.get("um")))
    if frame is None:
        raise Http404
    point = point_in(request.GET.get("punkt"))
    marks = [Marker({"type": "Point", "coordinates": list(point)})] if point else []
    context = {"sketch": draw(marks, frame=frame)}
    return render(request, "places/picture.svg", context, content_type="image/svg+xml")
