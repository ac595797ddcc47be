import time


class CircuitBreaker:
    """Keeps this process from waiting, time and again, for a server that does not answer.

    Args:
        seconds: how long nobody asks after a failure.
    """

    def __init__(self, seconds):
        self.seconds = seconds
        self.reset()

    @property
    def is_open(self):
        """Whether the server is left alone at the moment."""
        return time.monotonic() < self._until

    def trip(self):
        """Leave the server alone for ``seconds``."""
        self._until = time.monotonic() + self.seconds

    def reset(self):
        """Ask the server again at once."""
        self._until = 0.0
