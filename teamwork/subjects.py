"""What a note or „Ich bin dran“ is about: the columns that say so, for filter and create."""


def about_kommentar(kommentar):
    return {"kommentar": kommentar}


def about_anliegen(anliegen):
    return {"anliegen": anliegen}


def about_person(person, konzept):
    """A person as the staff of one Konzept know them; that of another sees nothing of it."""
    return {"person": person, "konzept": konzept}
