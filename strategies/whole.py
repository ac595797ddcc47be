"""The place for what is about a whole Strategie, or missing in it (docs/adr/0033-zum-ganzen.md)."""

SLUG = "zum-ganzen"
TITLE = "Etwas zum Ganzen? Fehlt etwas?"
TEXT = (
    "Hier ist Platz für alles, was zu keinem einzelnen Text gehört: was Sie zur Strategie oder "
    "zum ganzen Konzept denken, und was Ihnen darin fehlt."
)
# Behind everything that stands in the document.
POSITION = 100_000
