"""The folders are the architecture, so the folders are tested."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from offramp.platform.kernel.records import Segment

PACKAGES = [
    path
    for path in sorted(Path("offramp").glob("*/*/"))
    if (path / "__init__.py").exists() and path.name != "tests"
]
CAPABILITIES = [
    path
    for path in PACKAGES
    if (path / "models.py").exists() and path.parent.name != "platform"
]
ROOMS = {
    "__init__", "models", "lifecycle", "rules", "formats", "access", "actions",
    "queries", "forms", "views", "urls", "jobs", "log", "apps",
}  # fmt: skip
PYTHON = sorted(Path("offramp").rglob("*.py"))
TEMPLATES = sorted(Path("offramp").rglob("templates/**/*.html"))
ATTICS = {
    "utils", "helpers", "common", "core", "services", "managers", "mixins", "signals",
}  # fmt: skip


@pytest.mark.parametrize("package", PACKAGES, ids=str)
def test_says_what_it_is_for(package: Path):
    assert ast.get_docstring(ast.parse((package / "__init__.py").read_text()))


@pytest.mark.parametrize("package", CAPABILITIES, ids=str)
def test_has_only_rooms_with_a_known_job(package: Path):
    assert {path.stem for path in package.glob("*.py")} <= ROOMS


def test_nothing_is_named_for_having_no_place():
    assert not [path for path in PYTHON if path.stem in ATTICS]


def test_files_are_short_enough_to_read():
    long = {
        str(path): lines
        for path in PYTHON
        if path.parent.name != "migrations"
        and (lines := len(path.read_text().splitlines())) > 300
    }
    assert not long


def test_templates_are_short_enough_to_read():
    long = {
        str(path): lines
        for path in TEMPLATES
        if (lines := len(path.read_text().splitlines())) > 150
    }
    assert not long


def _functions(path: Path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node, (node.end_lineno or 0) - node.lineno + 1


def test_functions_are_short_enough_to_read():
    long = {
        f"{path}:{node.name}": lines
        for path in PYTHON
        if path.parent.name != "migrations"
        for node, lines in _functions(path)
        if lines > 40
    }
    assert not long


def test_views_are_a_few_lines():
    long = {
        f"{path}:{node.name}": lines
        for path in PYTHON
        if path.stem == "views"
        for node, lines in _functions(path)
        if lines > 15
    }
    assert not long


def test_a_day_is_the_day_of_the_site_and_not_of_greenwich():
    """In the evening the two differ: `localdate` says which day it is here."""
    elsewhere = re.compile(r"(now\(\)|_at)\.date\(\)|date\.today\(\)")
    assert not [path for path in PYTHON if elsewhere.search(path.read_text())]


def test_the_kernel_stays_small():
    kernel = sorted(Path("offramp/platform/kernel").glob("*.py"))
    assert sum(len(path.read_text().splitlines()) for path in kernel) <= 200


def test_public_functions_say_what_they_promise():
    silent = [
        f"{path}:{node.name}"
        for path in PYTHON
        if path.stem in {"actions", "queries", "access", "rules", "formats"}
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not silent


def test_templates_carry_no_style_and_no_script():
    # A tag of ours may take a style by name; what reaches the page may not.
    inline = [
        str(path)
        for path in TEMPLATES
        for written in [re.sub(r"{%.*?%}", "", path.read_text(), flags=re.DOTALL)]
        if any(bad in written for bad in (' style="', "onclick=", "<script>"))
    ]
    assert not inline


def test_every_table_has_a_segment():
    ours = [m for m in apps.get_models() if m.__module__.startswith("offramp.")]
    assert not [m for m in ours if not isinstance(getattr(m, "segment", None), Segment)]


def test_migrations_do_not_import_living_code():
    for path in sorted(Path("offramp").glob("*/*/migrations/0*.py")):
        tree = ast.parse(path.read_text())
        froms = {
            n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)
        }
        plain = {
            name.name
            for n in ast.walk(tree)
            if isinstance(n, ast.Import)
            for name in n.names
        }
        assert not [m for m in froms | plain if m.split(".")[0] == "offramp"], path
