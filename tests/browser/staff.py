"""Steps at the keyboard that more than one story needs."""

PASSWORD = "ein langes Kennwort 7"  # noqa: S105
WIDE = 1280


def press(page, button):
    """Press a button that leads to another page, and wait for that page."""
    with page.expect_navigation():
        button.click()


def sign_in_as_staff(page, user, *, to="/verwaltung/"):
    page.goto(f"/konto/anmelden/passwort/?next={to}")
    page.get_by_label("E-Mail").fill(user.email)
    page.get_by_label("Passwort").fill(PASSWORD)
    press(page, page.get_by_role("button", name="Anmelden"))
