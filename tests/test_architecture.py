"""The rules of docs/adr and the design that a reader of the code relies on."""

import ast
import functools
import importlib
import inspect
import re
import textwrap
from collections import defaultdict
from pathlib import Path

import pytest
from django.apps import apps

from strategies.models import Zustaendigkeit

ROOT = Path(__file__).parent.parent
# Of every Python file but settings, which are read from top to bottom, migrations and tests.
MOST_LINES = 400
# Each may import itself and those after it; the two floors for people do not know each other.
FLOORS = ["website", "office"]
LAYERS = [
    *FLOORS, "operations", "search", "progress", "teamwork", "evaluation", "comments", "phases",
    "pages", "strategies", "accounts", "mails", "municipality", "pagecache", "caching", "fulltext",
    "keyset", "registry",
]  # fmt: skip
# May import every layer; imported by none of them.
ON_TOP = ["config", "demo"]
APPS = [name for name in LAYERS + ON_TOP if (ROOT / name).is_dir()]
MODULES = sorted(
    path.relative_to(ROOT)
    for app in APPS
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted(
    path.relative_to(ROOT)
    for folder in [ROOT / "templates", *ROOT.glob("*/templates"), *ROOT.glob("*/jinja2")]
    for path in folder.rglob("*.html")
    # A mail can load no stylesheet, and no policy applies to it.
    if path != ROOT / "templates/mails/base.html"
)
TEXTS = [
    Path("templates/mails/base.html"),
    *(path.relative_to(ROOT) for path in (ROOT / "templates").rglob("*.txt")),
]


def tree(path):
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), filename=str(path))


def imported_by(path):
    """The dotted names a module imports, relative ones made absolute."""
    package = path.with_suffix("").parts if path.name == "__init__.py" else path.parts[:-1]
    package = [part for part in package if part != "__init__"]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            yield ".".join([*base, *([node.module] if node.module else [])])


def forbidden_for(app):
    if app == "config":
        return set()
    if app == "demo":
        return {"config"}
    if app in FLOORS:
        return {*FLOORS, *ON_TOP} - {app}
    return {*LAYERS[: LAYERS.index(app)], *ON_TOP}


def too_long(paths):
    """Those with more lines than one reads at a time."""
    lengths = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in paths}
    return {str(path): lines for path, lines in lengths.items() if lines > MOST_LINES}


def test_no_module_is_longer_than_one_can_read():
    others = [path.relative_to(ROOT) for path in [*ROOT.glob("*.py"), *ROOT.glob("bench/*.py")]]
    modules = [path for path in MODULES if path != Path("config/settings.py")]

    assert too_long([*modules, *others]) == {}


def test_the_check_sees_one_line_too_many(tmp_path):
    for lines in (MOST_LINES, MOST_LINES + 1):
        (tmp_path / f"{lines}.py").write_text("x = 1\n" * lines, encoding="utf-8")

    assert list(too_long(sorted(tmp_path.iterdir())).values()) == [MOST_LINES + 1]


@pytest.mark.parametrize("app", APPS)
def test_imports_run_one_way(app):
    wrong = [
        f"{path} imports {name}"
        for path in MODULES
        if path.parts[0] == app
        for name in imported_by(path)
        if name.split(".")[0] in forbidden_for(app)
    ]

    assert wrong == []


def test_the_check_sees_every_kind_of_import(tmp_path, monkeypatch):
    code = "import comments.models\ndef f():\n    from phases import rules\nfrom . import x\n"
    (tmp_path / "strategies").mkdir()
    (tmp_path / "strategies" / "views.py").write_text(code, encoding="utf-8")
    monkeypatch.setitem(globals(), "ROOT", tmp_path)

    assert list(imported_by(Path("strategies/views.py"))) == [
        "comments.models",
        "strategies",
        "phases",
    ]


def classes_of(paths):
    """Name of a class → the modules that define one of that name."""
    found = defaultdict(list)
    for path in paths:
        for node in tree(path).body:
            # Django finds commands by their module; all of them are called the same.
            if isinstance(node, ast.ClassDef) and node.name != "Command":
                found[node.name].append(str(path))
    return found


def test_one_name_means_one_class():
    assert {name: paths for name, paths in classes_of(MODULES).items() if len(paths) > 1} == {}


def test_the_check_sees_a_name_used_twice(tmp_path, monkeypatch):
    (tmp_path / "a.py").write_text("class Page: ...\nclass Command: ...", encoding="utf-8")
    (tmp_path / "b.py").write_text("class Page:\n    class Meta: ...", encoding="utf-8")
    monkeypatch.setitem(globals(), "ROOT", tmp_path)

    assert classes_of([Path("a.py"), Path("b.py")]) == {"Page": ["a.py", "b.py"]}


def strings_in(code):
    """(line, text) of every string but docstrings."""
    said = {id(node.value) for node in ast.walk(code) if isinstance(node, ast.Expr)}
    for node in ast.walk(code):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def named_in(text):
    """The app that a text names by a dotted name: a module, a model, a permission; else „“."""
    found = re.fullmatch(r"(\w+)(\.\w+)+", text)
    return found[1] if found and found[1] in APPS else ""


@pytest.mark.parametrize("app", APPS)
def test_strings_reach_up_no_more_than_imports(app):
    """By a dotted name; URL names are how every app links to the pages of the floors."""
    wrong = [
        f"{path}:{line} {text}"
        for path in MODULES
        if path.parts[0] == app
        for line, text in strings_in(tree(path))
        if named_in(text) in forbidden_for(app)
    ]

    assert wrong == []


# What finds a module, a model or what is behind it by its name.
REFLECTION = {
    "autodiscover_modules", "get_model", "get_models", "import_module", "import_string",
    "related_model",
}  # fmt: skip
REFLECTING = {
    "accounts/admin.py": "takes all models of allauth's app out of the administration",
    "accounts/models.py": "allauth's model is not loaded before the user it points to",
    "municipality/append_only.py": "the model that a guard was made for, as migrations know it",
    "fulltext/keep.py": "all models with a folded column, whichever they are",
    "pages/texts.py": "its own model, which is gone when the app is migrated to zero",
}


def reflections_in(code):
    for node in ast.walk(code):
        if isinstance(node, ast.Attribute | ast.Name | ast.alias):
            name = getattr(node, "attr", "") or getattr(node, "id", "") or node.name
            if name in REFLECTION:
                yield name


def test_what_apps_above_have_is_registered_and_not_looked_up():
    assert {str(path) for path in MODULES if [*reflections_in(tree(path))]} == REFLECTING.keys()


def test_the_check_sees_strings_and_what_is_looked_up():
    code = ast.parse(
        '"""comments.models"""\nfrom django.apps import apps\nx = "comments.notify.f"\n'
        "f(has_perm('phases.view_x'), 'elsewhere.py', apps.get_model('a', 'B'), g.related_model)"
    )

    named = [named_in(text) for _line, text in strings_in(code)]
    assert [name for name in named if name] == ["comments", "phases"]
    assert sorted(reflections_in(code)) == ["get_model", "related_model"]


def names_of_apps():
    """Codename of a permission → the app that has it; value of a role → ``strategies``."""
    found = dict.fromkeys(Zustaendigkeit.Role.values, "strategies")
    for model in apps.get_models():
        meta = model._meta
        if meta.app_label in APPS:
            own = [f"{verb}_{meta.model_name}" for verb in meta.default_permissions]
            found |= dict.fromkeys([*own, *dict(meta.permissions)], meta.app_label)
    return found


@pytest.mark.parametrize("app", APPS)
def test_no_permission_or_role_of_an_app_above_is_known(app):
    names = names_of_apps()
    wrong = [
        f"{path}:{line} {text}"
        for path in MODULES
        if path.parts[0] == app
        for line, text in strings_in(tree(path))
        if names.get(text) in forbidden_for(app)
    ]

    assert wrong == []


def relations_from_above():
    """Name of a relation, as models below see it → the app above that has it."""
    return {
        name: relation.related_model._meta.app_label
        for model in apps.get_models()
        if model._meta.app_label in APPS
        for relation in model._meta.related_objects
        if relation.related_model._meta.app_label in forbidden_for(model._meta.app_label)
        for name in (relation.name, relation.get_accessor_name())
        if name
    }


def followed_in(code):
    """Names by which code may follow a relation: attributes, look-ups, what a call is given."""
    for node in ast.walk(code):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Call):
            given = [each.value for each in node.args if isinstance(each, ast.Constant)]
            given += [keyword.arg for keyword in node.keywords if keyword.arg]
            for text in given:
                yield from re.split("__", text) if isinstance(text, str) else ()


def test_no_relation_from_above_is_followed_from_its_other_end():
    above = relations_from_above()
    wrong = [
        f"{path} {name}"
        for path in MODULES
        for name in followed_in(tree(path))
        if above.get(name) in forbidden_for(path.parts[0])
    ]

    assert wrong == []
    assert above["abonnements"] == "strategies"


# What the frame of all pages keeps for itself: it would hide what a view calls the same.
KEPT_BY_FRAME = re.compile(r"\{% (?:[^%]*? (?:as|asvar)|keep) (\w+)[^%]*%\}")


def test_the_frame_of_all_pages_hides_nothing_of_a_page():
    templates = {
        path: path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html")
    }
    frame = templates.pop(ROOT / "templates/base.html")
    # What Django's own tags read has its name from there.
    names = set(KEPT_BY_FRAME.findall(frame)) - {"LANGUAGE_CODE"}
    read = re.compile(rf"\{{[{{%][^}}]*\b({'|'.join(sorted(names))})\b")

    assert {"not_sent", "feed_title", "page_title"} <= names
    assert [
        f"{path.name} {name}" for path, text in templates.items() for name in read.findall(text)
    ] == []


# Folder of templates → the app whose pages they are; what is shared may be included by both
# floors, so it stands below them.
FOLDERS = {
    "account": "website", "allauth": "website", "comments": "website", "evaluation": "website",
    "konto": "website", "mfa": "website", "offices": "website", "pages": "website",
    "phases": "website", "progress": "website", "search": "website", "strategies": "website",
    "auswertung": "office", "moderation": "office", "office": "office",
    "dates": "office",
    "letters": "office", "lists": "office", "places": "office", "plan": "office",
    "staff": "office", "texts": "office",
    "includes": "operations", "base.html": "operations",
    # Their texts are sent by the app that has the news; results are the highest of them.
    "mails": "evaluation",
    "admin/comments": "comments", "admin/phases": "phases", "admin/strategies": "strategies",
    "demo": "demo",
    # The frame of every app's pages in the administration.
    "admin": "municipality",
    # The site as a whole: the dashboard of the administration, errors, what Django renders.
    "admin/index.html": "config", "auth": "config", "django": "config", "400.html": "config",
    "403.html": "config", "403_csrf.html": "config", "404.html": "config", "429.html": "config",
    "500.html": "config", "503.html": "config", "language.html": "config",
    "outage.html": "config", "robots.txt": "config",
}  # fmt: skip
INCLUDED = {
    "auswertung/daten.html includes evaluation/data_columns.html": "the same columns as in public",
    "office/importing/plan.html includes strategies/diff.html": (
        "the same comparison as in public"
    ),
    "texts/text.html includes strategies/diff.html": "the same comparison as in public",
    "texts/about.html includes strategies/diff.html": "the same comparison as in public",
    "texts/about.html includes strategies/diff.html#runs": "the same, of one line",
    "office/pages/page.html includes strategies/diff.html": "the same",
}
PAGES = sorted(
    path.relative_to(ROOT / "templates")
    for path in (ROOT / "templates").rglob("*.*")
    if path.is_file()
)


def app_of(template):
    """The app whose template this is; None if it is not ours."""
    top, *rest = template.split("/")
    return FOLDERS.get(f"{top}/{rest[0]}" if rest else top, FOLDERS.get(top))


def libraries_of_tags():
    return {
        path.stem: path.relative_to(ROOT).parts[0]
        for app in APPS
        for path in (ROOT / app / "templatetags").glob("*.py")
    }


def used_by(text):
    """(kind, name) of what a template loads, extends and includes."""
    for names in re.findall(r"{%-?\s*load\s+(.+?)\s*%}", text):
        libraries = names.partition(" from ")[2] or names
        yield from (("load", name) for name in libraries.split())
    yield from re.findall(r'{%\s*(extend|include|jinja)s?\s+"([^"]+)"', text)


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_templates_use_nothing_of_the_apps_above(path):
    app, libraries = app_of(str(path)), libraries_of_tags()
    assert app, "FOLDERS does not say whose template this is."
    forbidden = forbidden_for(app)
    text = without_comments((ROOT / "templates" / path).read_text(encoding="utf-8"))
    wrong = [
        f"{path} {kind}s {name}"
        for kind, name in used_by(text)
        if (libraries.get(name) if kind == "load" else app_of(name)) in forbidden
    ]

    assert [each for each in wrong if each not in INCLUDED] == []


def test_the_check_sees_what_a_template_uses():
    text = '{% extends "a.html" %}{% load i18n x %}{% load y from z %}{% include "b/c.html" %}'
    text += '{% jinja "d/e.html" x=y %}'

    assert sorted(used_by(text)) == [
        ("extend", "a.html"), ("include", "b/c.html"), ("jinja", "d/e.html"), ("load", "i18n"),
        ("load", "x"), ("load", "z"),
    ]  # fmt: skip
    assert app_of("admin/comments/thread.html") == "comments"
    assert app_of("admin/index.html") == "config"


def test_bleach_is_imported_in_one_module_only():
    users = [
        str(path)
        for path in MODULES
        if any(name.split(".")[0] == "bleach" for name in imported_by(path))
    ]

    assert users == ["strategies/markdown.py"]


def test_nothing_happens_behind_a_signal_but_filling_new_tables():
    assert [path for path in MODULES if path.stem == "signals"] == []
    users = [
        str(path)
        for path in MODULES
        if any(
            name.startswith(("django.dispatch", "django.db.models.signals"))
            for name in imported_by(path)
        )
    ]
    assert users == ["accounts/apps.py", "pages/apps.py"]


# Evidence can only be added: these refuse, and do nothing else.
REFUSALS = {
    "AppendOnlyQuerySet.delete",
    "Moderationsentscheidung.save",
    "Moderationsentscheidung.delete",
}


def test_no_model_hides_logic_in_save_or_delete():
    overrides = [
        f"{path}:{node.lineno} {cls.name}.{node.name}"
        for path in MODULES
        if "models" in path.parts or path.stem == "models"
        for cls in ast.walk(tree(path))
        if isinstance(cls, ast.ClassDef)
        for node in cls.body
        if isinstance(node, ast.FunctionDef)
        and node.name in {"save", "delete"}
        and f"{cls.name}.{node.name}" not in REFUSALS
    ]

    assert overrides == []


def annotated(code):
    """Lines of functions with an annotation; fields of a class need theirs (dataclasses)."""
    for node in ast.walk(code):
        if isinstance(node, ast.arg) and node.annotation:
            yield node.lineno
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inside = (each for each in ast.walk(node) if not isinstance(each, ast.ClassDef))
            if node.returns or any(isinstance(each, ast.AnnAssign) for each in inside):
                yield node.lineno


@pytest.mark.parametrize("app", APPS)
def test_functions_have_no_annotations(app):
    """All or none: docstrings say what goes in and comes out, and no checker reads the rest."""
    wrong = [
        f"{path}:{line}"
        for path in MODULES
        if path.parts[0] == app
        for line in annotated(tree(path))
    ]

    assert wrong == []


def test_the_check_sees_every_kind_of_annotation():
    code = "def f(a: int): pass\ndef g() -> int: pass\ndef h():\n x: int = 1\nclass C:\n y: int"

    assert sorted(annotated(ast.parse(code))) == [1, 2, 3]


# Columns that are searched in their folded form (``fulltext.fields.FoldedField``).
SEARCHED = {
    "pseudonym", "title", "summary", "intro_html", "text", "official_office",
    "contributor", "reasons",
}  # fmt: skip


def saves(code):
    """(name of the call, columns it names) for each that saves some columns only."""
    for node in ast.walk(code):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        named = {keyword.arg: keyword.value for keyword in node.keywords}
        if isinstance(columns := named.get("update_fields"), ast.List | ast.Tuple | ast.Set):
            yield "save", {each.value for each in columns.elts if isinstance(each, ast.Constant)}
        elif node.func.attr == "update" and getattr(node.func.value, "attr", "") != "initial":
            yield "update", named.keys() - {None}


def test_who_saves_a_searched_text_saves_its_folded_form():
    wrong = [
        f"{path} {call}: {sorted(columns & SEARCHED)}"
        for path in MODULES
        # Nothing of the outbox is searched.
        if path.parts[0] != "mails"
        for call, columns in saves(tree(path))
        if columns & SEARCHED and "folded" not in columns
    ]

    assert wrong == []


def test_the_check_sees_both_ways_to_save_a_column():
    code = "a.save(update_fields=['text'])\nb.update(text='', folded='')\nc.update(x)"

    assert list(saves(ast.parse(code))) == [
        ("save", {"text"}), ("update", {"text", "folded"}), ("update", set()),
    ]  # fmt: skip


# Names with an underscore that Django itself documents.
DOCUMENTED = {"_meta", "_state", "_db", "_base_manager", "_default_manager"}
# lxml names no other type for an element; python-docx has no other way to the XML of what it
# made.
ELEMENTS = {"_Element", "_p", "_r", "_tbl", "_tr", "_tc", "_parent"}


def is_private(name):
    return name.startswith("_") and not name.startswith("__") and name not in DOCUMENTED


def defined_in(code):
    """Names that a piece of code defines: functions, classes, variables, attributes of itself."""
    for node in ast.walk(code):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif (
            isinstance(node, ast.Attribute)
            and isinstance(node.ctx, ast.Store)
            and is_itself(node.value)
        ):
            yield node.attr


def is_itself(node):
    """Whether an expression is ``self``, ``cls``, ``super()`` or ``type(self)``."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in ("super", "type")
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def private_names_of_others(code):
    """Private names that a piece of code uses and does not define itself."""
    own = set(defined_in(code))
    for node in ast.walk(code):
        if isinstance(node, ast.Attribute) and is_private(node.attr) and node.attr not in own:
            if not is_itself(node.value):
                yield node.attr
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (alias.name for alias in node.names if is_private(alias.name))


def test_nobody_uses_private_names_of_others():
    wrong = [
        f"{path}: {name}"
        for path in MODULES
        for name in private_names_of_others(tree(path))
        if name not in ELEMENTS
    ]

    assert wrong == []


def test_the_check_sees_private_names():
    code = """
from django.db.models.query import _names, get_related_populators
class Row:
    def _own(self, other):
        self._kept = other._kept
        return self._own, other._cache, connection._prepare_cursor(self._inherited)
"""

    assert list(private_names_of_others(ast.parse(code))) == ["_names", "_cache", "_prepare_cursor"]


def of_libraries(cls):
    return [base for base in cls.__mro__ if base.__module__.split(".")[0] not in APPS]


def private_names_taken(cls):
    """Private names of ``cls`` and its methods that belong to a library's class above it."""
    try:
        code = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    except OSError:
        # Made at run time, by Django or by a decorator.
        return set()
    used = {node.attr for node in ast.walk(code) if isinstance(node, ast.Attribute)}
    used |= {node.name for node in ast.walk(code) if isinstance(node, ast.FunctionDef)}
    return {
        name
        for name in used
        if is_private(name)
        and any(
            name in vars(base) or f"self.{name} =" in source(base) for base in of_libraries(cls)
        )
    }


@functools.cache
def source(cls):
    try:
        return inspect.getsource(cls)
    except (OSError, TypeError):
        # In C.
        return ""


def test_no_class_takes_private_names_of_the_one_it_extends():
    wrong = {
        f"{module.__name__}.{cls.__name__}: {name}"
        for path in MODULES
        # These act on the process that imports them.
        if path.name not in {"settings.py", "wsgi.py"}
        for module in [importlib.import_module(".".join(path.with_suffix("").parts))]
        for cls in vars(module).values()
        if isinstance(cls, type) and cls.__module__ == module.__name__
        for name in private_names_taken(cls)
    }

    assert wrong == set()


# Inline: <script> without src, <style>, style="…", onclick="…", javascript:…
INLINE = re.compile(
    r"""<script(?![^>]*\bsrc=)|<style|\sstyle\s*=|\son[a-z]+\s*=\s*["']|javascript:|hx-on""",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"""(?:<(?:script|img|link|iframe|source|form)[^>]+(?:src|href|action)=["'])(?:https?:)?//""",
    re.IGNORECASE,
)


def without_comments(text):
    return re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_templates_hold_no_inline_script_or_style_and_fetch_nothing_elsewhere(path):
    text = without_comments((ROOT / path).read_text(encoding="utf-8"))

    assert not INLINE.search(text)
    assert not ELSEWHERE.search(text)


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_attributes_of_htmx_are_valid_html(path):
    text = without_comments((ROOT / path).read_text(encoding="utf-8"))

    assert not re.findall(r"(?<![\w-])hx-[a-z-]+", text)


LONGEST_FUNCTION = 20


@pytest.mark.parametrize("path", [path for path in MODULES if path.parts[0] in FLOORS], ids=str)
def test_functions_of_views_can_be_read_at_a_glance(path):
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]

    assert [node.name for node in functions if _lines_of(node) > LONGEST_FUNCTION] == []


def _lines_of(function):
    """The lines of a function below its name, arguments and docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


LONGEST_LINE = 160


@pytest.mark.parametrize("path", sorted([*TEMPLATES, *TEXTS]), ids=str)
def test_no_line_of_a_template_is_too_long_to_review(path):
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()

    assert [number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE] == []


@pytest.mark.parametrize("path", sorted((ROOT / "static").rglob("*.css")), ids=lambda p: p.name)
def test_stylesheets_fetch_nothing_elsewhere(path):
    css = path.read_text(encoding="utf-8")

    assert not re.search(r"@import|url\(\s*['\"]?(?:https?:)?//", css)


@pytest.mark.parametrize("page", ["docs/index.md", "docs/adr/index.md"])
def test_an_overview_leads_to_every_document_beside_it(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    others = {path.name for path in (ROOT / page).parent.glob("*.md")} - {"index.md"}

    assert sorted(name for name in others if f"({name})" not in text) == []


def test_the_readme_names_the_apps_in_their_order():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    order = re.search(r"Imports run one way: `([^`]+)`", text)[1]

    assert re.split(" → |, ", order) == LAYERS
    assert [name for name in APPS if f"| `{name}/` |" not in text] == []
