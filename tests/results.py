"""A published result to look at."""

from evaluation import actions
from tests import factories


def publish_result():
    """Publish a result with three changed texts and twelve Anliegen.

    Returns:
        The Ausgabe.
    """
    baustein = factories.baustein()
    strategie = baustein.strategie
    texts = [baustein, *(factories.baustein(strategie=strategie) for _ in range(2))]
    factories.phase(strategie)
    comments = [factories.comment(texts[n % 3], text=f"Beitrag {n}") for n in range(12)]
    factories.end_phase(baustein)
    evaluator, editor = factories.superuser(), factories.superuser()
    auswertung = factories.auswertung(baustein, by=evaluator)
    for row in texts:
        factories.draft(row, text="Der Bus fährt ab Mai auch am Abend und am Sonntag.")
    verdicts = ["folgen", "folgen", "folgen", "nicht", "kenntnis", "enthalten"]
    for n, kommentar in enumerate(comments):
        factories.released_anliegen(
            auswertung, [kommentar], by=evaluator, released_by=editor,
            title=f"Ein Anliegen mit einem langen Namen {n}", verdict=verdicts[n % 6],
            bausteine=[texts[n % 3]] if n % 6 < 3 else [],
        )  # fmt: skip
    return actions.publish(auswertung, by=editor)
