"""The Abwägungstabelle for the council: also as a draft, which never leaves the desk by itself."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from comments.actions import ActionRefused
from evaluation import actions
from evaluation.access import auswertung_for, evaluators_only
from evaluation.exports.abwaegung import draft_table, published_table
from strategies.documents.writing import FORMATS, write

from ..rat import PaperForm
from .rat import render_rat


@evaluators_only
@require_POST
def abwaegung(request, pk):
    auswertung = auswertung_for(request.user, pk)
    ausgabe = auswertung.ausgaben.first()
    form = PaperForm(request.POST, ausgabe=ausgabe)
    if not form.is_valid():
        return render_rat(request, auswertung, paper=form, status=422)
    worded, is_draft = form.cleaned_data["worded"], form.cleaned_data["source"] == "draft"
    try:
        if is_draft:
            paper = draft_table(auswertung, worded=worded)
        else:
            paper = published_table(ausgabe, worded=worded)
    except ActionRefused as refusal:
        form.add_error("worded", str(refusal))
        return render_rat(request, auswertung, paper=form, status=422)
    format = form.cleaned_data["format"]
    name = f"{_name(auswertung, is_draft)}.{format}"
    actions.record_paper(auswertung, by=request.user, details=name)
    return paper_response(write(paper, format), format, name)


def _name(auswertung, is_draft):
    strategie = auswertung.strategie
    mark = "entwurf-nicht-oeffentlich-" if is_draft else ""
    return f"{mark}abwaegung-{strategie.konzept.slug}-{strategie.slug}"


def paper_response(content, format, name):
    """The answer with a document that no cache keeps (``evaluators_only`` sees to it)."""
    return HttpResponse(
        content,
        content_type=FORMATS[format].MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
