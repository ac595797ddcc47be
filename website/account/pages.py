"""What the pages of one's own account share."""

from functools import wraps

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms import StepForm
from accounts.protection import limits
from accounts.sign_in import codes
from municipality.access import signed_in


def own_page(*methods):
    """For whoever is signed in, answering to ``methods`` alone; kept by no browser."""

    def decorate(view):
        @never_cache
        @require_http_methods(methods)
        @signed_in
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


def posted(request):
    """What a form gets: also an empty one that was sent has errors."""
    return request.POST if request.method == "POST" else None


def show(request, template, form, *, refused=None, **context):
    """Render a form that is new, was filled in wrongly, or was refused.

    Args:
        refused: the exception that says why; a ``limits.TooMany`` is answered as such.
    """
    status = 422 if form.errors else 409 if refused else 200
    context |= {"form": form, "refused": str(refused) if refused else ""}
    response = render(request, template, context, status=status)
    return refused.mark(response) if isinstance(refused, limits.TooMany) else response


def enter_code(request, step, proceed, template):
    """The page that asks for the code of a step, and goes on with it when it is right.

    Args:
        proceed: called with what was kept for the step; returns the response.
    """
    form = StepForm(posted(request))
    kept = codes.pending(request, step)
    email = kept.get("address", request.user.email)
    context = {"step": kept, "email": email}
    if request.method != "POST" or not form.is_valid():
        return show(request, template, form, **context)
    try:
        return proceed(codes.check(request, step, form.cleaned_data["code"], address=email))
    except codes.WrongCode as error:
        form.add_error("code", str(error))
        return show(request, template, form, **context)
    except limits.TooMany as refusal:
        return show(request, template, form, refused=refusal, **context)
