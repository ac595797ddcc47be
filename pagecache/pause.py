import time


class Pause:
    """Spares this process from waiting, time and again, for what does not answer.

    Args:
        seconds: how long nobody asks after it failed once.
    """

    def __init__(self, seconds):
        self.seconds = seconds
        self.until = 0.0

    @property
    def is_on(self):
        return time.monotonic() < self.until

    def begin(self):
        self.until = time.monotonic() + self.seconds
