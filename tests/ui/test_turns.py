"""One view is drawn at a time; whoever fails, leaves early or takes too long keeps nobody waiting."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import StopException

from swit_data.ui import turns
from swit_data.ui.turns import in_turn


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_PATIENCE", 0.2)


def free() -> bool:
    return turns._LAST[0].is_set()


@pytest.mark.parametrize("error", [ValueError, StopException])
def test_a_view_that_ends_early_lets_the_next_one_in(error: type[BaseException]) -> None:
    def draw() -> None:
        with in_turn(view=True):
            assert not free()
            raise error

    with pytest.raises(error):
        draw()
    assert free()


def test_two_views_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_PATIENCE", 60)
    inside, most, counting = [0], [0], Lock()

    def draw(_: int) -> None:
        with in_turn(view=True):
            with counting:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            Event().wait(0.01)
            with counting:
                inside[0] -= 1

    with ThreadPoolExecutor(8) as readers:
        list(readers.map(draw, range(16)))
    assert most == [1]
    assert free()


def test_the_first_to_ask_is_the_first_to_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_PATIENCE", 60)
    drawn: list[int] = []

    def draw(reader: int) -> None:
        with in_turn(view=True):
            drawn.append(reader)

    with ThreadPoolExecutor(8) as readers, in_turn(view=True):
        for reader in range(8):
            last = turns._LAST[0]
            readers.submit(draw, reader)
            while turns._LAST[0] is last:  # until this one has asked
                Event().wait(0.001)
    assert drawn == [*range(8)]


def test_what_takes_too_long_is_passed() -> None:
    def draw() -> str:
        with in_turn(view=True):
            return "drawn"

    with in_turn(view=True), ThreadPoolExecutor(1) as reader:
        assert reader.submit(draw).result(timeout=60) == "drawn"
    assert free()


def test_an_import_neither_waits_nor_is_waited_for() -> None:
    with in_turn(view=False):
        assert free()
        with in_turn(view=True):
            assert not free()
    with in_turn(view=True), in_turn(view=False):
        assert not free()
