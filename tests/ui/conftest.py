"""The stand-in dashboard, run by Streamlit's own AppTest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from tests import stand


@pytest.fixture(scope="session", autouse=True)
def packages_searched_once() -> Iterator[None]:
    """Let the apps of all tests share one search of the installed packages: it takes 0.1 to 0.2 s an app."""
    with pytest.MonkeyPatch.context() as patch:
        once = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture
def whole_app(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let AppTest run app.py around a page, as the server does (see server.lifespan)."""
    begin = PagesManager.__init__

    def begin_with_our_frame(self: PagesManager, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        begin(self, *args, **kwargs)
        monkeypatch.setattr(PagesManager, "uses_pages_directory", False)

    monkeypatch.setattr(PagesManager, "__init__", begin_with_our_frame)


@pytest.fixture
def app(whole_app: None, tmp_path: Path) -> Callable[..., AppTest]:  # noqa: ARG001 - sets up
    """Return a way to open the stand-in at a query."""

    def open_app(**query: str) -> AppTest:
        test = AppTest.from_file(stand.build(tmp_path / "stand"), default_timeout=20)
        test.query_params.update(query)
        return test.run()

    return open_app
