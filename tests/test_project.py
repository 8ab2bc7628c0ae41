import ast
import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
# Not needed by the code: conda's own tools, and the official build of the model that pip brings.
CONDA_ONLY = {"python", "pip", "spacy-model-en_core_web_sm"}


def versions(requirements):
    found = (re.fullmatch(r"([\w.-]+?)\s*([<>=!~].*)?", line) for line in requirements)
    return {match[1]: (match[2] or "").replace(" ", "") for match in found}


def test_environment_and_project_ask_for_the_same_packages():
    conda = [line for line in ENVIRONMENT["dependencies"] if isinstance(line, str)]
    pip = next(line["pip"] for line in ENVIRONMENT["dependencies"] if isinstance(line, dict))
    asked = versions([*conda, *(line for line in pip if line != "-e .")])
    assert asked.pop("python") == PROJECT["requires-python"]
    assert {name: v for name, v in asked.items() if name not in CONDA_ONLY} == versions(
        PROJECT["dependencies"]
    )
    assert "-e ." in pip


@pytest.mark.parametrize(
    "requirement",
    [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]],
)
def test_lock_pins_every_dependency_with_a_hash(requirement):
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    (name,) = versions([requirement])
    assert re.search(rf"^{re.escape(name)}==\S+( ;[^\n]*)? \\\n +--hash=sha256:", lock, re.M)


def test_lock_names_no_host():
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")


def rooms():
    """The place in the README's table of each file and folder of the package."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = re.search(r"\| room \| what \|\n\|---\|---\|\n((?:\|.+\n)+)", readme)[1]
    names = (re.findall(r"`(?:workbench/)?(\w+)", row.split("|")[1]) for row in table.splitlines())
    return {name: place for place, row in enumerate(names) for name in row}


def imports(path):
    """The rooms, and what of them, that a module needs to be imported or run."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = [node for node in ast.walk(tree) if isinstance(node, ast.If)]
    for_types = [node for node in for_types if ast.unparse(node.test) == "TYPE_CHECKING"]
    apart = {id(one) for node in for_types for one in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and id(node) not in apart:
            for name in node.names:
                first, *rest = f"{node.module}.{name.name}".split(".")
                if first == "workbench":
                    yield rest[0], rest[1] if len(rest) > 1 else ""


def test_rooms_import_from_those_above_them_in_the_readme():
    place = rooms()
    downwards = set()
    for path in (ROOT / "workbench").rglob("*.py"):
        own = path.relative_to(ROOT / "workbench").with_suffix("").parts[0]
        if own != "__init__":
            downwards |= {(own, *other) for other in imports(path) if place[other[0]] > place[own]}
    decided = {"actor_list", "corrections", "naming", "revision"}
    assert downwards <= {
        (room, "review", name) for room in ("corpus", "rereading") for name in decided
    }
    assert ("corpus", "review", "revision") in downwards


def test_continuous_integration_runs_the_command_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = re.search(r"<!-- test -->\n```sh\n(.+)\n```\n<!-- /test -->", readme)[1]
    assert command.endswith("-m pytest")
    assert "<!-- test -->" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
