from .desk import desk
from .reading import cancel, picture, read_again
from .start import start

__all__ = ["cancel", "desk", "picture", "read_again", "start"]
