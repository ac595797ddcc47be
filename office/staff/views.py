"""Colleagues: invited, given tasks, stood in for, gone."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from evaluation.models import Anliegen
from municipality.choices import load_choices
from strategies import staff
from strategies.models import Amt, Vertretung, Zustaendigkeit

from .access import administrators_only, colleagues
from .forms import HandOverForm, InviteForm, OfficeForm, OfficesForm, StandInForm, TaskForm

TAKE = "abgeben"


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def start(request):
    """All colleagues, and the form that invites one more."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _invite(request, form):
        return redirect("staff:start")
    context = {
        "form": load_choices(form),
        "people": list(colleagues()),
        "today": timezone.localdate(),
    }
    return render(request, "staff/start.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _invite(request, form):
    said = form.cleaned_data
    _keep_office(said["office"])
    words = {name: said[name] for name in ("email", "name", "konzepte", "role", "office")}
    try:
        person = staff.invite(**words, by=request.user)
    except staff.StaffRefused as refused:
        form.add_error("email", str(refused))
        return False
    messages.success(
        request,
        _("%(name)s ist eingeladen: Die E-Mail an %(email)s sagt, was man zum Anmelden braucht.")
        % {"name": person.pseudonym, "email": person.email},
    )
    return True


def _keep_office(name):
    if name:
        Amt.objects.get_or_create(name=name)


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def person(request, pk):
    """The tasks of somebody: one more, or some less."""
    row = get_object_or_404(colleagues(), pk=pk)
    if request.method != "POST":
        return _person(request, row, TaskForm())
    if TAKE in request.POST:
        return _take(request, row)
    form = TaskForm(request.POST)
    if not form.is_valid():
        return _person(request, row, form, status=422)
    said = form.cleaned_data
    with transaction.atomic():
        _keep_office(said["office"])
        tasks = [(konzept, said["role"], said["office"]) for konzept in said["konzepte"]]
        had = staff.give(row, tasks, by=request.user)
    if had:
        messages.warning(request, _("Diese Aufgabe gab es schon; sie bleibt, wie sie ist."))
    else:
        messages.success(request, _("Gespeichert."))
    return redirect("staff:person", pk)


def _person(request, row, form, status=200):
    offices = {task.office for task in row.zustaendigkeiten.all() if task.office}
    context = {
        "person": row,
        "form": load_choices(form),
        "open_count": Anliegen.objects.unreleased().filter(office__in=offices).count(),
        "today": timezone.localdate(),
    }
    return render(request, "staff/person.html", context, status=status)


def _take(request, row):
    """Take the task whose button was pressed."""
    key = request.POST[TAKE]
    rows = row.zustaendigkeiten.select_related("konzept", "user")
    task = get_object_or_404(rows, pk=int(key) if key.isascii() and key.isdecimal() else 0)
    staff.take([task], by=request.user)
    messages.success(request, _("Diese Aufgabe ist zurückgenommen."))
    return redirect("staff:person", row.pk)


@administrators_only
@require_POST
def invite_again(request, pk):
    row = get_object_or_404(colleagues(), pk=pk)
    with transaction.atomic():
        staff.send_invitation(row, by=request.user)
    messages.success(request, _("Die Einladung ist unterwegs an %(email)s.") % {"email": row.email})
    return redirect("staff:start")


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def stand_in(request, pk):
    """Who stands in for somebody, from when to when."""
    row = get_object_or_404(colleagues(), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = StandInForm(data, instance=Vertretung(planned_by=request.user), person=row)
    if data is not None and form.is_valid():
        staff.plan_stand_in(form.instance, today=timezone.localdate())
        messages.success(request, _("Die Vertretung ist eingetragen."))
        return redirect("staff:start")
    context = {"person": row, "form": load_choices(form)}
    return render(request, "staff/stand_in.html", context, status=422 if form.errors else 200)


@administrators_only
@require_POST
def end(request, pk):
    staff.end_stand_in(get_object_or_404(Vertretung, pk=pk))
    messages.success(request, _("Die Vertretung ist beendet."))
    return redirect("staff:start")


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request, pk):
    """Somebody gives all tasks to a colleague, or leaves."""
    row = get_object_or_404(colleagues(), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = HandOverForm(data, person=row)
    if data is not None and form.is_valid() and _hand_over(request, row, form):
        return redirect("staff:start")
    context = {"person": row, "form": load_choices(form)}
    return render(request, "staff/hand_over.html", context, status=422 if form.errors else 200)


def _hand_over(request, row, form):
    to = form.cleaned_data["to"]
    if not form.cleaned_data["leaves"]:
        staff.hand_over(row, to, by=request.user)
        messages.success(request, _("Alle Aufgaben sind übergeben."))
        return True
    try:
        staff.leave(row, to=to, by=request.user)
    except staff.StaffRefused as refused:
        form.add_error("leaves", str(refused))
        return False
    messages.success(request, _("Das Konto ist geschlossen. Was dort geschrieben wurde, bleibt."))
    return True


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def offices(request):
    """The list of offices, kept once."""
    form = OfficesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        names = form.cleaned_data["names"]
        Amt.objects.bulk_create([Amt(name=name) for name in names], ignore_conflicts=True)
        messages.success(request, _("Gespeichert."))
        return redirect("staff:offices")
    context = {"form": form, "rows": list(Amt.objects.all())}
    return render(request, "staff/offices.html", context, status=422 if form.errors else 200)


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def office(request, pk):
    """Where an office of the list gets mail."""
    row = get_object_or_404(Amt, pk=pk)
    form = OfficeForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Gespeichert."))
        return redirect("staff:offices")
    context = {"form": form, "office": row}
    return render(request, "staff/office.html", context, status=422 if form.errors else 200)


@administrators_only
@require_POST
def remove_office(request, pk):
    row = get_object_or_404(Amt, pk=pk)
    used = Zustaendigkeit.objects.filter(office=row.name).exists()
    if used or Anliegen.objects.filter(office=row.name).exists():
        messages.error(request, _("Dieses Amt hat noch Aufgaben und bleibt deshalb in der Liste."))
    else:
        row.delete()
        messages.success(request, _("Entfernt."))
    return redirect("staff:offices")
