"""Mails about the account, in the words and the language of the reader."""

import pytest

from mails.rendering import render_mail

CONTEXT = {"code": "123456", "password_reset_url": "https://mitreden.example/x"}
OURS = [
    "delete_code", "email_changed", "email_code", "email_confirmation", "email_taken",
    "password_changed", "password_reset", "password_reset_key", "password_set",
    "new_device", "recovery_codes_generated", "second_factor_reset", "staff_rights",
    "totp_activated", "totp_deactivated", "webauthn_added", "webauthn_removed",
]  # fmt: skip


@pytest.mark.parametrize("template", OURS)
def test_they_are_complete_in_both_languages(template):
    german, english = (
        render_mail(template, CONTEXT, language=language) for language in ("de", "en")
    )

    assert "Guten Tag," in german[1]
    lines = set(german[1].partition("-- ")[0].splitlines())
    common = lines & set(english[1].partition("-- ")[0].splitlines())
    assert {line.strip() for line in common} <= {"", *CONTEXT.values()}
    assert german[0] != english[0] or "123456" in german[0]
