"""Which boards stand on the page of what."""

from teamwork.subjects import about_anliegen, about_kommentar, about_person

from .board import Board

PERSON = "person"


def board_of_anliegen(anliegen, user):
    return Board(about_anliegen(anliegen), user)


def board_of_kommentar(kommentar, user):
    return Board(about_kommentar(kommentar), user)


def board_of_author(kommentar, user):
    """What the staff of its Konzept know of who wrote a comment; None where that is nobody."""
    if kommentar.is_official or kommentar.author is None:
        return None
    about = about_person(kommentar.author, kommentar.baustein.strategie.konzept)
    return Board(about, user, prefix=PERSON)


def press_each(boards, data):
    """Whether a button of one of them was pressed, or a note could not be kept."""
    return any([board.press(data) for board in boards if board])
