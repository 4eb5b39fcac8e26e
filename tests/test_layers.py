"""Who may import whom: the rooms of the house, read from the code."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

PURE = (
    "stories.designators",
    "stories.designators.grammar",
    "stories.designators.slugs",
    "stories.designators.vocabulary",
    "stories.copy",
    "stories.compare",
    "stories.merge",
    "stories.digests",
    "stories.copy.terms",
    "stories.wire",
    "stories.style_notes",
    "stories.copy.numbers",
    "stories.copy.gettext",
    "stories.copy.pictures",
    "stories.wire.restrictions",
)
CELLAR = ("stories.models",)
HELPERS = (
    "stories.signals",
    "stories.permissions",
    "stories.story_actions",
    "stories.search",
    "stories.display.comparison_cache",
    "stories.display.bulk_selection",
    "stories.display.dates",
    "stories.display.datetimes",
    "stories.display.languages",
    "stories.photos",
    "stories.intake.safe_fetch",
)
DESK = ("stories.desk",)
DELIVERY = (
    "stories.intake.matching",
    "stories.intake.photos",
    "stories.intake.deliveries",
    "stories.intake.options",
    "stories.intake",
    "stories.worker.due",
    "stories.worker.mail",
    "stories.demo",
    "stories.management",
)
NEWSROOM_FRONT = ("stories.admin",)
STREET_FRONT = (
    "stories.public.views",
    "stories.urls",
    "stories.public.archive_filters",
    "stories.public.feeds",
    "stories.public.sitemaps",
    "stories.templatetags",
    "stories.display.http_caching",
    "stories.public.keyset_paging",
    "stories.display.urls",
    "stories.public.corrections",
    "stories.public.exchange_formats",
    "stories.public.structured_data",
    "stories.display.comparison",
    "stories.display.requests",
    "stories.display.page_language",
    "stories.public.mementos",
    "stories.display.pictures",
)
PLAIN_SHOWING = (
    "stories.templatetags",
    "stories.display.urls",
    "stories.display.comparison",
    "stories.display.requests",
    "stories.display.page_language",
    "stories.display.pictures",
)  # how a thing is shown, for both fronts
BESIDE = ("ticker",)
PROJECT = ("newsroom",)

MAY_IMPORT = {
    PURE: PURE,
    CELLAR: PURE + CELLAR,
    HELPERS: PURE + CELLAR + HELPERS,
    DESK: PURE + CELLAR + HELPERS + DESK,
    DELIVERY: PURE + CELLAR + HELPERS + DESK + DELIVERY,
    NEWSROOM_FRONT: PURE + CELLAR + HELPERS + DESK + DELIVERY + PLAIN_SHOWING + NEWSROOM_FRONT,
    STREET_FRONT: PURE + CELLAR + HELPERS + STREET_FRONT,
    BESIDE: PURE + CELLAR + HELPERS + PLAIN_SHOWING + ("stories.display.http_caching",) + BESIDE,
    PROJECT: PURE + CELLAR + HELPERS + STREET_FRONT + BESIDE + PROJECT,
}
OURS = ("stories", "ticker", "newsroom")
IMPURE = ("django", "reversion", "os", "time", "socket", "urllib", "requests", "pathlib")


def modules():
    """Every module of ours but migrations, with its name."""
    for folder in OURS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            if ".migrations" not in name:
                yield name, path


def imports(path):
    """Return the imports of a file, each with its line."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def stands_in(name, rooms):
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def room_of(name):
    return next((room for room in MAY_IMPORT if stands_in(name, room)), None)


def test_every_module_stands_in_a_room():
    without = [name for name, _ in modules() if room_of(name) is None and name not in ("stories", "stories.apps")]

    assert without == []


def test_rooms_import_only_from_rooms_above():
    offences = [
        f"{path.relative_to(ROOT)}:{line} imports {imported}"
        for name, path in modules()
        if (room := room_of(name))
        for imported, line in imports(path)
        if stands_in(imported, OURS) and imported != "stories" and not stands_in(imported, MAY_IMPORT[room])
    ]

    assert offences == []


def test_pure_modules_import_nothing_of_the_world():
    offences = [
        f"{path.relative_to(ROOT)}:{line} imports {imported}"
        for name, path in modules()
        if stands_in(name, PURE)
        for imported, line in imports(path)
        if stands_in(imported, IMPURE)
    ]

    assert offences == []


def test_imports_stand_at_the_top():
    offences = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for _, path in modules()
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert offences == []


def test_only_the_desk_writes_stories_and_filings():
    """No save, create, update or delete on Story or Filing outside the desk, as far as the code's text shows."""
    acts = ("save", "create", "bulk_create", "update", "delete", "get_or_create", "update_or_create")
    offences = []
    for name, path in modules():
        if stands_in(name, DESK):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in acts:
                target = ast.unparse(node.func.value)
                if target.startswith(("Story.", "Filing.")) or target in ("story", "filing", "self.story"):
                    offences.append(f"{path.relative_to(ROOT)}:{node.lineno} {target}.{node.func.attr}")

    assert offences == []


def test_the_street_front_never_touches_the_working_copy():
    offences = [
        f"{path.relative_to(ROOT)}:{number}"
        for name, path in modules()
        if stands_in(name, STREET_FRONT)
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if "Filing.objects" in line or "Story.objects" in line or "import Story" in line
    ]

    assert offences == []
