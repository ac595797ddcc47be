from .desk import desk
from .plan import plan
from .reading import cancel, picture, read_again
from .start import start
from .words import words

__all__ = ["cancel", "desk", "plan", "picture", "read_again", "start", "words"]
