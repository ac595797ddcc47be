"""The Kommentierphasen in the administration."""

from .phase import KommentierphaseAdmin

__all__ = ["KommentierphaseAdmin"]
