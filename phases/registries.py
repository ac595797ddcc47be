"""What phases ask of the apps above them."""

from registry import Registry

# Callables that are given Kommentierphasen and return what moderators have to decide in them.
OPEN_MATTERS = Registry()
# Callables that get the key of a Konzept and return the keys of those who may not write there
# now: no mail invites them to.
NOT_INVITED = Registry()
# Callables that get an announced Kommentierphase, its Strategie locked, and make the places that
# it is about beside the texts (``about_vorhaben``).
PLACES = Registry()
