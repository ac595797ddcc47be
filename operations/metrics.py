"""Figures for Prometheus: those the web processes gathered, and those the database tells."""

import os

from django.db import Error
from django.db.models import Count, Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from comments.models import Beschwerde, Kommentar, Status
from mails.models import Mail
from phases.models import Kommentierphase

from . import backups, heartbeat


def registry():
    """Everything that can be measured, over all processes.

    The web processes leave their figures in the folder ``PROMETHEUS_MULTIPROC_DIR``, if
    that is set for them and for this process.
    """
    found = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(found)
    found.register(PlatformCollector())
    return found


class PlatformCollector:
    """Asks the database anew each time Prometheus comes by."""

    def describe(self):
        return []

    def collect(self):
        up = GaugeMetricFamily("mitreden_database_up", "1 if the database answers")
        try:
            found = [*_mails(), *_queues(), *_phases(), *_tasks(), *_heartbeat()]
        except Error:
            found = []
        up.add_metric([], 1 if found else 0)
        yield from [up, *found, *_backups()]


def _gauge(name, words, values, label):
    gauge = GaugeMetricFamily(name, words, labels=[label])
    for key, value in values.items():
        gauge.add_metric([key], value)
    return gauge


def _mails():
    statuses = (Mail.Status.WAITING, Mail.Status.SENDING, Mail.Status.FAILED)
    numbers = Mail.objects.filter(status__in=statuses).order_by().values_list("status")
    there = dict(numbers.annotate(Count("pk")))
    yield _gauge(
        "mitreden_outbox_mails", "Mails in the outbox, by status",
        {status: there.get(status, 0) for status in statuses}, "status",
    )  # fmt: skip


def _queues():
    numbers = {
        "waiting": Kommentar.objects.filter(status=Status.PENDING),
        "reported": Kommentar.objects.filter(open_report_count__gt=0),
        "complaints": Beschwerde.objects.filter(status=Beschwerde.Status.OPEN),
    }
    yield _gauge(
        "mitreden_moderation_queue", "What waits for moderators",
        {name: rows.count() for name, rows in numbers.items()}, "queue",
    )  # fmt: skip


def _phases():
    number = Kommentierphase.objects.open_at(timezone.now()).count()
    yield GaugeMetricFamily("mitreden_phases_open", "Open Kommentierphasen", value=number)


def _tasks():
    numbers = DBTaskResult.objects.aggregate(
        ready=Count("pk", filter=Q(status="READY")), failed=Count("pk", filter=Q(status="FAILED"))
    )
    yield _gauge("mitreden_tasks", "Tasks in the queue, by status", numbers, "status")


def _heartbeat():
    yield from _age(
        "mitreden_worker_heartbeat_age_seconds",
        "Time since a worker last did something; missing if never",
        heartbeat.last_beat(),
    )


def _backups():
    yield from _age(
        "mitreden_backup_age_seconds",
        "Time since the last backup; missing if there is none",
        backups.last(),
    )


def _age(name, words, moment):
    if moment:
        seconds = (timezone.now() - moment).total_seconds()
        yield GaugeMetricFamily(name, words, value=seconds)
