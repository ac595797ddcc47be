"""A real mail server that can be told to refuse, to be slow, to die and to be down."""

import asyncio
import email
import email.policy
import socket

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Session(SMTP):
    """One conversation; drops the line when the server is told to die."""

    async def smtp_DATA(self, arg):
        if self.event_handler.dies_at == "DATA" and self.event_handler.strike():
            self.transport.abort()
            return
        await super().smtp_DATA(arg)

    async def smtp_RCPT(self, arg):
        if self.event_handler.dies_at == "RCPT" and self.event_handler.strike():
            self.transport.abort()
            return
        await super().smtp_RCPT(arg)


class Handler:
    def __init__(self):
        self.received = []
        # What to answer instead of „250“, and how often; -1 is always.
        self.rcpt_reply = self.data_reply = self.dies_at = ""
        self.times = -1
        self.delay = 0
        self.connections = 0

    def strike(self):
        """Whether trouble happens this time."""
        if self.times == 0:
            return False
        self.times -= 1
        return True

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.rcpt_reply and self.strike():
            return self.rcpt_reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(self.delay)
        if self.data_reply and self.strike():
            return self.data_reply
        self.received.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"


class _Controller(Controller):
    def factory(self):
        return Session(self.handler, hostname="mail.test")


class Server:
    """The server and what it has accepted."""

    def __init__(self, host="127.0.0.1"):
        self._host = host
        with socket.socket() as probe:
            probe.bind((host, 0))
            self.port = probe.getsockname()[1]
        self.trouble = Handler()
        self._controller = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        self.stop()

    def start(self):
        self._controller = _Controller(self.trouble, hostname=self._host, port=self.port)
        self._controller.start()

    def stop(self):
        if self._controller:
            self._controller.stop()
            self._controller = None

    @property
    def raw(self):
        """The accepted mails as they came over the wire."""
        return [content for _recipients, content in self.trouble.received]

    @property
    def mails(self):
        return [email.message_from_bytes(raw, policy=email.policy.default) for raw in self.raw]

    @property
    def recipients(self):
        return [address for addresses, _content in self.trouble.received for address in addresses]
