import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("hld_portal", "roundtables", "submissions")

# Each layer may import what stands above it, and itself.
LAYERS = [
    {"hld_portal.text", "hld_portal.record"},
    {"hld_portal.accounts"},
    {"roundtables"},
    {"submissions"},
    {"hld_portal.intake", "hld_portal.search"},
    {"hld_portal.desk"},
    {"hld_portal.reports"},
    {"hld_portal.site", "hld_portal.api", "hld_portal.operations"},
]
# What every layer may use: settings, refusals, the Celery application.
FOUNDATION = {"hld_portal.env", "hld_portal.refusals", "hld_portal.celery", "hld_portal"}
# The order of modules within an app; others may stand anywhere below `urls`.
ORDER = ["enums", "querysets", "models", "permissions", "services", "forms", "views", "urls"]
MOST_LINES = 300
FORBIDDEN_NAMES = {"utils", "common", "helpers", "misc"}


def modules() -> list[Path]:
    files = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    return sorted(path for path in files if "migrations" not in path.parts)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT).with_suffix("")).replace("/", ".").removesuffix(".__init__")


def layer_of(module: str) -> tuple[int, str] | None:
    for place, layer in enumerate(LAYERS):
        for app in layer:
            if module == app or module.startswith(app + "."):
                return place, app
    return None


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def nodes_of(node: ast.AST) -> Iterator[ast.AST]:
    """Walk a tree but for what only a type checker runs."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from nodes_of(child)


def imports_of(path: Path) -> list[tuple[str, int]]:
    """Return every module that is imported, wherever in the file, with its line."""
    found = []
    for node in nodes_of(tree_of(path)):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append((node.module, node.lineno))
    return [(module, line) for module, line in found if module.split(".")[0] in APPS]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_nothing_imports_to_the_right():
    wrong = []
    for path in modules():
        own = layer_of(name_of(path))
        for module, line in imports_of(path):
            other = layer_of(module)
            if own and other and (other[0] > own[0] or (other[0] == own[0] and own[1] != other[1])):
                wrong.append(f"{short(path)}:{line} imports {module}")
    assert wrong == []


def test_the_foundation_imports_no_app():
    wrong = [
        f"{short(path)}:{line} imports {module}"
        for path in modules()
        if name_of(path) in FOUNDATION
        for module, line in imports_of(path)
        if layer_of(module)
    ]
    assert wrong == []


def test_text_knows_nothing_of_django():
    wrong = [
        f"{short(path)}: {word}"
        for path in (ROOT / "hld_portal" / "text").rglob("*.py")
        for word in re.findall(r"^\s*(?:from|import) (django\S*)", path.read_text(), re.MULTILINE)
    ]
    assert wrong == []


def rank(module: str, app: str) -> int | None:
    first = module.removeprefix(app).lstrip(".").split(".")[0]
    stem = first.split("_")[0]
    return ORDER.index(stem) if stem in ORDER else None


def test_modules_of_an_app_follow_their_order():
    wrong = []
    for path in modules():
        own = layer_of(name_of(path))
        if own is None or path.name == "__init__.py":
            continue
        mine = rank(name_of(path), own[1])
        for module, line in imports_of(path):
            if layer_of(module) == own and mine is not None:
                theirs = rank(module, own[1])
                if theirs is not None and theirs > mine:
                    wrong.append(f"{short(path)}:{line} imports {module}")
    assert wrong == []


def test_only_the_pdf_renderer_imports_weasyprint():
    users = {
        short(path)
        for path in modules()
        if re.search(r"^\s*(from|import) weasyprint", path.read_text(), re.MULTILINE)
    }
    renderer = "hld_portal/reports/renderers"
    allowed = {f"{renderer}/pdf.py", f"{renderer}/languages.py"}
    assert {user for user in users if "/bench/" not in user} <= allowed


@pytest.mark.parametrize("folder", ["hld_portal", "roundtables", "submissions", "tests"])
def test_files_stay_under_300_lines(folder):
    long = [
        f"{short(path)}: {count}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
        and (folder != "tests")
        and (count := len(path.read_text().splitlines())) > MOST_LINES
    ]
    assert long == []


def test_no_room_is_called_utils():
    wrong = [short(path) for path in modules() if FORBIDDEN_NAMES & set(name_of(path).split("."))]
    assert wrong == []


def test_our_apps_send_each_other_no_signals():
    """Only the record listens to Django's post_migrate, to put its triggers back."""
    users = {
        short(path)
        for path in modules()
        if re.search(r"django\.(db\.models\.signals|dispatch)|@receiver", path.read_text())
    }
    assert users <= {"hld_portal/record/apps.py"}


def test_every_inline_import_gives_its_reason():
    wrong = []
    for path in modules():
        lines = path.read_text().splitlines()
        for node in ast.walk(tree_of(path)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    text = " ".join(lines[inner.lineno - 1 : inner.end_lineno])
                    if not re.search(r"noqa: PLC0415 -- \S", text):
                        wrong.append(f"{short(path)}:{inner.lineno}")
    assert wrong == []


def test_every_module_says_what_it_is():
    wrong = [
        short(path)
        for path in modules()
        if path.read_text().strip() and ast.get_docstring(tree_of(path)) is None
    ]
    assert wrong == []


def test_nothing_is_left_open_in_the_code():
    marks = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError|xfail)\b|pragma: no cover")
    this = Path(__file__).resolve()
    wrong = [
        f"{short(path)}:{number}"
        for path in [*modules(), *(ROOT / "tests").rglob("*.py")]
        if path.resolve() != this
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if marks.search(line)
    ]
    assert wrong == []
