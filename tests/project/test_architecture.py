"""The house stays as HOUSE.md §1, §4 and §5 describe it: read from the files themselves, so nobody has to remember."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.db.migrations.loader import MigrationLoader

import requests as support_requests
from requests import checks

ROOT = Path(settings.ROOT)
ROOMS = (
    "core",
    "associations",
    "accounts",
    "correspondence",
    "committees",
    "beneficiaries",
    "requests",
    "complaints",
    "proceedings",
    "surveys",
    "reception",
    "reports",
)
OURS = (*ROOMS, "config", "demo", "deploy", "tests")
MODULE_LINES, TEST_LINES, TEMPLATE_LINES, FUNCTION_LINES = 400, 500, 150, 40
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*"
    r"|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)
INLINE = re.compile(r"<[^>]*\s(?:style|on[a-z]+)\s*=|<script(?![^>]*\ssrc=)|<style\b", re.IGNORECASE)
WAITING = re.compile(r"\bTODO\b(?!\s*(?:until|when|after)\s+\S)")


def modules(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    assert found, folders
    return sorted(path for path in found if "__pycache__" not in path.parts)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def rooms_imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """(top package, line) of every import, also of those inside functions and for type checkers only."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").split(".")[0], node.lineno
        elif isinstance(node, ast.Call) and "import_module" in ast.unparse(node.func) and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield str(first.value).split(".")[0], node.lineno


def screens() -> list[Path]:
    """Modules of views and forms."""
    return [path for path in modules(*ROOMS) if {"views", "forms"} & {path.stem, path.parent.name}]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_itself_and_the_rooms_before_it(room):
    allowed = set(ROOMS[: ROOMS.index(room) + 1])
    strays = [
        f"{named(path)}:{line} imports {imported}"
        for path in modules(room)
        for imported, line in rooms_imported(tree_of(path))
        if imported in OURS and imported not in allowed
    ]
    assert not strays


def test_the_direction_of_imports_is_really_looked_at():
    tree = ast.parse("def f():\n    from reports.views import Today\n    import demo.story\n")
    assert [name for name, _line in rooms_imported(tree)] == ["reports", "demo"]


def test_views_and_forms_reach_rows_through_the_association_only():
    doors = {"objects", "_default_manager", "_base_manager"}
    strays = [
        f"{named(path)}:{node.lineno}"
        for path in screens()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in doors
    ]
    assert len(screens()) > 8
    assert not strays


def sets_status(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "status" and isinstance(node.ctx, ast.Store)
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func).split(".")[-1]
        by_name = name == "setattr" and len(node.args) > 1 and ast.unparse(node.args[1]) == "'status'"
        return by_name or (name == "update" and any(word.arg == "status" for word in node.keywords))
    return False


def test_no_view_and_no_form_changes_a_status():
    strays = [
        f"{named(path)}:{node.lineno}" for path in screens() for node in ast.walk(tree_of(path)) if sets_status(node)
    ]
    assert not strays


def test_a_changed_status_would_be_seen():
    samples = ("case.status = 1", "setattr(case, 'status', 1)", "rows.update(status=1)")
    assert all(any(sets_status(node) for node in ast.walk(ast.parse(sample))) for sample in samples)


def test_modules_tests_and_templates_are_short():
    code = [path for path in modules(*ROOMS, "config", "demo", "deploy") if "migrations" not in path.parts]
    limits = [(path, MODULE_LINES) for path in code]
    limits += [(path, TEST_LINES) for path in modules("tests")]
    limits += [(path, TEMPLATE_LINES) for path in (ROOT / "templates").rglob("*.html")]
    lengths = [(path, len(path.read_text(encoding="utf-8").splitlines()), limit) for path, limit in limits]
    assert not [f"{named(path)}: {length}" for path, length, limit in lengths if length > limit]


def length_of(function: ast.FunctionDef) -> int:
    """Lines of the body: the signature of a verb with many named facts stands on many lines of its own."""
    return (function.end_lineno or 0) - function.body[0].lineno + 1


def test_functions_are_short():
    code = [path for path in modules(*OURS) if "migrations" not in path.parts]
    strays = [
        f"{named(path)}:{node.lineno} {node.name}"
        for path in code
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef) and length_of(node) > FUNCTION_LINES
    ]
    assert not strays


@pytest.mark.parametrize("folder", ROOMS)
def test_every_module_begins_by_saying_what_it_holds(folder):
    quiet = {"__init__.py", "apps.py", "formats.py"}
    code = [path for path in modules(folder) if path.name not in quiet and "migrations" not in path.parts]
    assert not [named(path) for path in code if not ast.get_docstring(tree_of(path))]


def test_each_room_has_one_last_migration():
    loader = MigrationLoader(None)
    leaves = {label: loader.graph.leaf_nodes(label) for label in {label for label, _name in loader.graph.nodes}}
    assert not {label: found for label, found in leaves.items() if len(found) != 1}


def test_the_library_requests_is_nowhere_in_the_lock_and_the_app_is_named_in_full():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    names = {
        match.group(1).lower() for match in re.finditer(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==", lock, re.MULTILINE)
    }
    assert "django" in names
    assert "requests" not in names
    assert "requests.apps.SupportRequestsConfig" in settings.INSTALLED_APPS
    assert not (ROOT / "tests" / "requests").exists()


def test_the_check_notices_the_library_of_the_same_name(monkeypatch):
    class Library:
        metadata = {"Name": "Requests"}

    assert not [found for found in run_checks() if found.id == "support_requests.E001"]
    monkeypatch.setattr(checks, "distributions", lambda: [Library()])
    assert [found.id for found in checks.no_library_of_the_same_name(None)] == ["support_requests.E001"]
    assert [found for found in run_checks() if found.id == "support_requests.E001"]


def test_calling_the_library_of_the_same_name_explains_itself():
    with pytest.raises(AttributeError, match="not the HTTP library"):
        support_requests.get("https://example.test")  # noqa: TID251
    assert not hasattr(support_requests, "__wrapped__")


def test_our_css_has_no_left_and_no_right():
    strays = [
        f"{named(path)}:{number} {line.strip()}"
        for path in (ROOT / "static" / "css").glob("*.css")
        for number, line in enumerate(without_comments(path.read_text(encoding="utf-8")).splitlines(), 1)
        if PHYSICAL.search(line)
    ]
    assert not strays


def without_comments(css: str) -> str:
    """The same lines with every comment blank."""
    return re.sub(r"/\*.*?\*/", lambda match: re.sub(r"[^\n]", " ", match.group()), css, flags=re.DOTALL)


@pytest.mark.parametrize("css", ["margin-left: 1px", "text-align:right", "left: 0", "border-top-right-radius: 2px"])
def test_a_physical_property_would_be_seen(css):
    assert PHYSICAL.search(f"a {{ {css} }}")
    assert not PHYSICAL.search("a { margin-inline-start: 1px; text-align: start; inset-inline: 0 }")


def test_each_dependency_says_why_it_is_here():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    silent = [name for name in asked if not re.search(rf'^\s*"{re.escape(name)}",\s*# \w.{{4,}}$', text, re.MULTILINE)]
    assert not silent


def test_templates_carry_no_inline_style_or_script():
    templates = list((ROOT / "templates").rglob("*.html"))
    strays = [
        f"{named(path)}: {match.group()[:80]}"
        for path in templates
        for match in INLINE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert templates
    assert not strays


@pytest.mark.parametrize("html", ['<p style="x">', "<a href='#' onclick='x'>", "<script>x</script>", "<style>"])
def test_an_inline_style_or_script_would_be_seen(html):
    assert INLINE.search(html)
    assert not INLINE.search('<script src="/x.js" defer></script><p class="style=">')


def test_a_todo_says_what_it_waits_for():
    here = Path(__file__)
    files = [path for path in modules(*OURS) if path != here]
    files += [path for kind in ("html", "css", "js") for path in (ROOT / "templates").rglob(f"*.{kind}")]
    files += [path for path in (ROOT / "static").rglob("*") if path.suffix in (".css", ".js")]
    strays = [
        f"{named(path)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if WAITING.search(line)
    ]
    assert not strays


def test_files_of_leftovers_have_no_name_here():
    leftovers = {"utils", "helpers", "manager", "data", "info", "services"}
    assert not [named(path) for path in modules(*ROOMS) if leftovers & {path.stem, path.parent.name}]
