from tests.evaluation.conftest import (  # noqa: F401 (fixtures)
    anliegen,
    ausgabe,
    auswertung,
    colleague,
    correct,
    editor,
    evaluator,
    kommentar,
    over,
    ready,
    unpublished,
)
