"""Which addresses name a release in object storage; tests/deploy/test_storage.py reads one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from swit_data.__main__ import main
from swit_data.errors import SwitError
from swit_data.released.bucket import Bucket
from swit_data.released.place import place_of

LOOPBACK = "endpoint_override=127.0.0.1:9000&scheme=http"


@pytest.mark.parametrize("text", ["out", "/a/b c", r"C:\own\out", "s3", "./s3:/a"])
def test_a_folder_is_a_folder(text: str) -> None:
    assert place_of(text) == Path(text)


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("s3://bucket/a/KEN", "s3://bucket/a/KEN", "KEN"),
        ("s3://bucket/a/?region=eu-west-1", "s3://bucket/a", "a"),
        (f"s3://own.bucket//a?{LOOPBACK}", "s3://own.bucket/a", "a"),
        ("s3://bucket?endpoint_override=storage.example:9000", "s3://bucket", "bucket"),
    ],
)
def test_an_address_is_said_without_its_options(text: str, said: str, name: str) -> None:
    found = place_of(text)
    assert isinstance(found, Bucket)
    assert (str(found), found.name) == (said, name)
    assert str(found / "x.toml") == f"{said}/x.toml"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://bucket/a", "https://bucket/a"),
        ("gs://bucket/a", "gs://bucket/a"),
        ("s3://", "s3://"),
        ("s3://Bucket/a", "s3://Bucket/a"),
        ("s3://bucket/a/../b", "s3://bucket/a/../b"),
        ("s3://bucket/a#b", "s3://bucket/a#b"),
        ("s3://key:canary77@bucket/a", "a key before @"),
        ("s3://bucket/a?secret_key=canary77", "the option secret_key"),
        ("s3://bucket/a?endpoint_override=https://host", "endpoint_override=https://host"),
        ("s3://bucket/a?scheme=http", "scheme=http"),
        ("s3://bucket/a?scheme=http&endpoint_override=10.0.0.1:9000", "scheme=http"),
        ("s3://bucket/a?scheme=ftp&endpoint_override=127.0.0.1", "scheme=ftp"),
    ],
)
def test_another_address_is_refused_and_no_key_is_repeated(text: str, found: str) -> None:
    with pytest.raises(SwitError, match=re.escape(f"object storage: {found}.")) as told:
        place_of(text)
    assert "canary77" not in str(told.value)


def test_the_terminal_says_so_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "s3://Bucket/a"]) == 2
    assert "Write s3://bucket/folder" in capsys.readouterr().err
