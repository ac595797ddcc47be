from .access import access, email, email_confirm, end_session, pseudonym
from .data import data, data_file
from .deletion import delete, delete_confirm
from .second_factor import remove_app, renew_codes, set_up_app

__all__ = [
    "access",
    "data",
    "data_file",
    "delete",
    "delete_confirm",
    "email",
    "email_confirm",
    "end_session",
    "pseudonym",
    "remove_app",
    "renew_codes",
    "set_up_app",
]
