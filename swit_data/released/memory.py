"""What was worked out from a release, kept while it is open: it never changes, so nothing is worked out twice."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pandas as pd

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

MOST = 1024  # answers of one function, of 20 KB (a table) at most


def kept(most: int) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """Let a release keep what a function returned of it; an argument is the release, or holds one, and none is a table.

    All sessions share what is kept: it is not to be changed. A table is handed out as a copy that shares its columns
    until somebody writes. `most`: answers of this function; where there are more, all of them go.
    """

    def keeping(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        @wraps(function)
        def asked(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
            every = next(
                found for found in map(_kept_by, (*args, *kwargs.values())) if found is not None
            )
            own = every.setdefault(function, {})
            key = (_known(args), _known(kwargs))
            try:
                found: Answer = own[key]
            except KeyError:  # or another session has just let all go
                if len(own) >= most:
                    own.clear()
                found = own[key] = function(*args, **kwargs)
            return found.copy(deep=False) if isinstance(found, pd.DataFrame) else found

        return asked

    return keeping


kept_while_open = kept(MOST)


def _kept_by(value: Any) -> dict[Hashable, Any] | None:  # noqa: ANN401 - whatever is asked
    """Return what a release keeps: the value itself, or the one that it or its labels hold."""
    if isinstance(value, pd.DataFrame):  # its attributes are its columns
        return None
    value = getattr(value, "labels", value)
    kept: dict[Hashable, Any] | None = getattr(getattr(value, "release", value), "kept", None)
    return kept


def _known(value: Any) -> Hashable:  # noqa: ANN401 - whatever is asked
    """Return what stands for a value: the same where it says the same."""
    if isinstance(value, Mapping):
        return tuple((name, _known(each)) for name, each in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(_known, value))
    try:
        hash(value)
    except TypeError:  # a dataclass that holds rows
        return (type(value), *(_known(getattr(value, each.name)) for each in fields(value)))
    return value  # type: ignore[no-any-return]
