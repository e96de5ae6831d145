"""The house keeps its shape: budgets, late imports, who may write in bulk, texts in Danish, no file without a use."""

from __future__ import annotations

import ast
import importlib
import re
import statistics
from pathlib import Path

import polib
import pytest

from symbiose.site import messages

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "symbiose"
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.*"))
FILE_SOFT, FILE_HARD = 300, 500
FUNCTION_P90, FUNCTION_HARD, KERNEL_HARD, VIEW_P90 = 25, 60, 90, 18
LATE_IMPORT_REASONS = {
    "symbiose/engine/placement/compiled.py": "only a plan of many pairs loads the compiler",
    "symbiose/site/command.py": "a command imports what it runs after the settings are known",
    "symbiose/site/messages.py": "the collector of texts is a tool of development, not of an installation",
    "symbiose/site/engine_commands.py": "a command imports the solver when it runs, so that help is quick",
    "symbiose/site/place_command.py": "as engine_commands",
    "symbiose/site/solve_command.py": "as engine_commands",
    "symbiose/site/bundle_answers.py": "as engine_commands",
    "symbiose/frontdesk/ical.py": "only the process that writes a calendar loads its library",
    "symbiose/notices/tasks.py": "only the process that reads a mailbox loads its library",
    "symbiose/notices/actions": "the queue's task calls the verb that queues it",
    "symbiose/matching/actions": "the run's task calls the verb that starts it",
}
READY = "ready"  # AppConfig.ready() imports late by the framework's own rule
BULK_WRITES = {"update", "bulk_create", "bulk_update"}
MAY_WRITE_IN_BULK = re.compile(r"/(actions(/|\.py)|loading\.py|seed(/|\.py)|search/|common/reading\.py)")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> list[tuple[str, int]]:
    return [
        (f"{short(path)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def p90(lengths: list[int]) -> float:
    return statistics.quantiles(lengths, n=10)[-1]


def test_files_stay_within_their_budget():
    lines = {short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}

    over = {name: count for name, count in lines.items() if count > FILE_SOFT}

    assert over == {}, f"past {FILE_SOFT} lines a file becomes a package of the same name ({FILE_HARD} is never passed)"


def test_functions_stay_within_their_budget():
    found = [one for path in SOURCES for one in functions(path)]

    assert p90([length for _, length in found]) <= FUNCTION_P90
    assert [one for one in found if one[1] > FUNCTION_HARD and "/engine/" not in one[0]] == []
    assert [one for one in found if one[1] > KERNEL_HARD] == []


def test_view_functions_are_short():
    views = [
        length
        for path in SOURCES
        if path.stem == "views" or path.parent.name == "views"
        for _, length in functions(path)
    ]

    assert p90(views) <= VIEW_P90


def test_late_imports_have_a_reason_from_the_list():
    late = {
        f"{short(path)}:{inner.lineno}"
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.name != READY
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
        and not any(short(path).startswith(known) for known in LATE_IMPORT_REASONS)
    }

    assert late == set()


def test_only_verbs_and_loaders_write_in_bulk():
    found = [
        f"{short(path)}:{node.lineno} {node.func.attr}"
        for path in SOURCES
        if not MAY_WRITE_IN_BULK.search(str(path)) and "/engine/" not in str(path)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in BULK_WRITES
        and not _is_a_dict(node)
    ]

    assert found == []


def _is_a_dict(node: ast.Call) -> bool:
    """`names.update({...})` on a plain dict or set: one positional argument; a queryset takes keywords only."""
    return isinstance(node.func, ast.Attribute) and node.func.attr == "update" and bool(node.args)


def test_every_screen_text_has_danish():
    assert [line for room in messages.rooms() for line in messages.lacking(room)] == []


def test_no_screen_text_hides_in_a_string_with_values_where_nobody_gathers_it():
    """What is translated inside an f-string never reaches the catalogue, and stands in English on a Danish page."""
    found = [
        f"{short(path)}:{call.lineno}"
        for path in SOURCES
        for text in ast.walk(tree(path))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in messages.KEYWORDS
    ]

    assert found == []


def test_a_text_that_two_rooms_share_has_one_danish():
    known: dict[tuple[str, str], dict[str, str]] = {}
    for room in messages.rooms():
        for entry in polib.pofile(str(messages.catalogue(room))) if messages.catalogue(room).exists() else []:
            known.setdefault((entry.msgctxt or "", entry.msgid), {})[room.name] = entry.msgstr

    assert {key: danish for key, danish in known.items() if len(set(danish.values())) > 1} == {}


def test_no_template_without_a_use():
    texts = "\n".join(path.read_text(encoding="utf-8") for path in [*SOURCES, *TEMPLATES])
    by_convention = re.compile(r"^(account|allauth|mfa|socialaccount)/|^common/forms/|^\d{3}\.html$")
    names = [str(path).split("/templates/", 1)[1] for path in TEMPLATES]

    unused = [name for name in names if f'"{name}"' not in texts and not by_convention.match(name)]

    assert unused == []


def test_templates_carry_no_inline_style_or_script():
    inline = re.compile(r"<style|\sstyle=|<script(?![^>]*\bsrc=)(?![^>]*application/)|\son\w+=", re.IGNORECASE)

    assert [short(path) for path in TEMPLATES if inline.search(path.read_text(encoding="utf-8"))] == []


def test_tests_that_wait_for_postgresql_name_what_there_is():
    """They are first collected where PostgreSQL is; a name that moved is found here, in seconds."""
    for file in (ROOT / "tests" / "at_once").glob("test_*.py"):
        importlib.import_module(f"tests.at_once.{file.stem}")


def test_migrations_are_linear():
    for folder in PACKAGE.glob("*/migrations"):
        numbers = [path.name[:4] for path in sorted(folder.glob("[0-9]*.py"))]
        assert numbers == [f"{index:04d}" for index in range(1, len(numbers) + 1)], folder


@pytest.mark.django_db
def test_migrations_are_complete():
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", "--verbosity", "0")


FORBIDDEN = ("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")


def test_nothing_is_left_for_later():
    marks = re.compile(rf"(?<!Tone\.)\b({'|'.join(FORBIDDEN)})\b(?! = \"todo\")")

    assert [short(path) for path in [*SOURCES, *TEMPLATES] if marks.search(path.read_text(encoding="utf-8"))] == []


def test_x4_no_field_for_personal_numbers_or_health_exists():
    words = re.compile(r"cpr|diagnos|illness|treatment|sygdom|behandling|civil_registration", re.IGNORECASE)
    from django.apps import apps

    fields = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("symbiose.")
        for field in model._meta.get_fields()
    ]

    assert [name for name in fields if words.search(name)] == []
    assert "organisations.Organisation.company_number" in fields


PROMISED = (
    "a1_1",
    "a1_2",
    "a10_1",
    "a10_2",
    "a11_2",
    "a12_1",
    "a2_1",
    "a2_2",
    "a2_3",
    "a19_1",
    "a22_1",
    "a17_1",
    "a17_2",
    "a17_3",
    "a17_4",
    "a17_5",
    "a17_6",
    "a17_8",
    "a18_1",
    "a18_2",
    "a18_3",
    "a18_4",
    "a23_1",
    "x3",
    "x5",
    "x6",
    "x7",
)


def test_every_promised_criterion_is_carried_by_a_test():
    texts = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))

    assert [number for number in PROMISED if f"def test_{number}_" not in texts] == []


def test_every_page_address_is_named_in_a_test_of_rights():
    from django.urls import get_resolver

    from symbiose.site import urls

    rooms = (
        "cases",
        "enquiries",
        "desk",
        "shared_tasks",
        "outreach",
        "dialogue",
        "survey",
        "organisations",
        "ledger",
        "listings",
        "matching",
        "exchanges",
        "handovers",
        "home",
        "notices",
        "inbox",
        "people",
        "pages",
        "opening",
        "offers",
        "fairness",
        "own",
        "candidates",
    )
    names = {
        f"{namespace}:{pattern.name}"
        for namespace, (_, resolver) in get_resolver(urls).namespace_dict.items()
        if namespace in rooms
        for pattern in resolver.url_patterns
        if pattern.name
    }
    texts = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))

    assert names
    assert sorted(name for name in names if name not in texts and name.split(":")[1] not in texts) == []
