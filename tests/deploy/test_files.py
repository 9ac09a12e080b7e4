"""The files of deploy/ speak of the same names; nothing is started."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = (DEPLOY / "compose.yaml").read_text("utf-8")
STORAGE = (DEPLOY / "compose.storage.yaml").read_text("utf-8")
EXAMPLE = (DEPLOY / "example.env").read_text("utf-8")
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
NGINX = re.sub(r"^ *#.*$", "", (DEPLOY / "nginx.conf").read_text("utf-8"), flags=re.MULTILINE)


def test_the_template_is_filled_with_what_compose_gives_and_puts_in() -> None:
    wanted = set(re.findall(r"\$\{([A-Z_]+)\}", NGINX))
    put_in = set(re.findall(r"\$\$([A-Z_]+)", COMPOSE))
    given = set(re.findall(r"^      ([A-Z_]+): ", COMPOSE.partition("  door:")[2], re.MULTILINE))
    assert wanted == put_in == given


def test_what_an_operator_must_say_stands_in_the_example() -> None:
    must = set(re.findall(r"\$\{([A-Z_]+):\?", COMPOSE + STORAGE))
    assert must <= set(re.findall(r"^(?:# )?([A-Z_]+)=", EXAMPLE, re.MULTILINE))


def test_nothing_is_written_down_about_readers() -> None:
    assert re.findall(r"access_log ([^;]+);", NGINX) == ["off"]
    assert re.findall(r"error_log ([^;]+);", NGINX) == ["stderr emerg"]
    assert not re.findall(r"\$remote_addr\b", NGINX)


@pytest.mark.parametrize("line", ["read_only: true", "cap_drop: [ALL]", 'user: "10001:10001"'])
def test_every_container_is_closed(line: str) -> None:
    closed = COMPOSE.partition("x-closed: &closed")[2].partition("\nx-")[0]
    assert line in closed
    assert COMPOSE.count("<<: *closed") == 2
    assert COMPOSE.count("<<: *replica") == 2


def test_images_are_pinned_and_install_what_the_lock_names() -> None:
    assert re.findall(r"^ARG \w+=(.+)$", DOCKERFILE, re.MULTILINE) == [
        "python:3.11.14-slim-bookworm",
        "debian:12.12-slim",
    ]
    assert "pip install --require-hashes --only-binary :all: -r requirements.lock" in DOCKERFILE
    kept = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    copied = re.findall(r"^COPY (\S+) ", DOCKERFILE, re.MULTILINE)
    assert kept[1] == "*"
    assert {f"!{name}" for name in copied} == {line for line in kept if line.startswith("!")}
