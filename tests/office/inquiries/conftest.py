from tests.evaluation.conftest import (  # noqa: F401 (fixtures)
    anliegen,
    auswertung,
    colleague,
    editor,
    evaluator,
    kommentar,
    over,
)
