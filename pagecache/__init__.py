"""Public pages, kept for everybody who has not signed in (docs/adr/0014-seitencache.md)."""
