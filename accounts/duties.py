"""Duties of staff: what a user works on, so that pages offer the way there.

An app registers in ``DUTIES`` under a name the condition (a Q about ``User``) that holds for those
who have the duty. All of them are asked in one query (``User.duties``).
"""

from registry import Registry

DUTIES = Registry()
