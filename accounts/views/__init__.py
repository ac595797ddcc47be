from .access import access, email, email_confirm, end_session, identities, pseudonym
from .data import data, data_file
from .deletion import delete, delete_confirm
from .second_factor import (
    add_passkey,
    remove_app,
    remove_passkey,
    renew_codes,
    set_up_app,
    show_codes,
    show_factor,
    show_passkey_again,
)

__all__ = [
    "access",
    "add_passkey",
    "data",
    "data_file",
    "delete",
    "delete_confirm",
    "email",
    "email_confirm",
    "end_session",
    "identities",
    "pseudonym",
    "remove_app",
    "remove_passkey",
    "renew_codes",
    "set_up_app",
    "show_codes",
    "show_factor",
    "show_passkey_again",
]
