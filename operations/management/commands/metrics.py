from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from prometheus_client import make_wsgi_app

from operations.metrics import registry


class Command(BaseCommand):
    help = "Bietet Zahlen für Prometheus an, auf einer eigenen Adresse, die niemand sonst erreicht."

    def add_arguments(self, parser):
        parser.add_argument("--bind", default="127.0.0.1:9464", metavar="ADRESSE:PORT")

    def handle(self, *, bind, **options):
        address, _colon, port = bind.rpartition(":")
        if not (address and port.isdecimal()):
            raise CommandError("--bind braucht Adresse und Port, etwa 127.0.0.1:9464.")
        figures = make_wsgi_app(registry())

        def answer(environ, start_response):
            close_old_connections()
            return figures(environ, start_response)

        try:
            server = make_server(address, int(port), answer, handler_class=_Silent)
        except (OSError, OverflowError) as error:
            raise CommandError(f"{bind} ist nicht zu haben: {error}") from error
        self.stdout.write(f"http://{bind}/metrics")
        server.serve_forever()


class _Silent(WSGIRequestHandler):
    """Prometheus comes by every few seconds; that is not worth a line."""

    def log_message(self, format, *args):
        pass
