"""An outline as plain data, as ``import_konzept --json`` prints it."""


def as_data(outline, baum):
    """What would become of a document.

    Args:
        outline: an `Outline`.
        baum: its `Dokumentbaum`.

    Returns:
        Strategien with their Bausteine, what stays away, and what a person is asked.
    """
    return {
        "strategien": [_strategie(strategie) for strategie in baum.strategien],
        "left_out": [
            {"key": row.key, "heading": row.heading, "level": row.level, "words": row.words}
            for row in outline.rows
            if not row.is_taken
        ],
        "questions": [
            {"key": row.key, "heading": row.heading, "question": question}
            for row in outline.rows
            for question in row.questions
        ],
        "rows": [
            {
                "key": row.key,
                "heading": row.heading,
                "level": row.level,
                "kind": row.kind,
                "preset": row.preset,
                "guess": row.guess,
            }
            for row in outline.rows
        ],
    }


def _strategie(teil):
    return {
        "key": teil.key,
        "number": teil.number,
        "title": teil.title,
        "intro": teil.intro,
        "bausteine": [_baustein(baustein) for baustein in teil.bausteine],
    }


def _baustein(teil):
    return {
        "key": teil.key,
        "kind": teil.kind,
        "number": teil.number,
        "outline_number": teil.outline_number,
        "title": teil.title,
        "text": teil.text,
        "facts": [list(fact) for fact in teil.facts],
        "source": teil.source,
        "region": teil.region,
        "supports": [
            {"number": verweis.number, "title": verweis.title} for verweis in teil.supports
        ],
    }
