"""factpack turns a folder of articles into a dataset people can trust.

`build` makes a release, `open` opens one, `history` reads all of a dataset; they are imported when
they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from factpack.library import Release
    from factpack.library import open_release as open
    from factpack.pipeline import BuildResult, build
    from factpack.release.versions.history import read_history as history

__all__ = ["BuildResult", "Release", "__version__", "build", "history", "open"]

_HOMES = {
    "build": ("factpack.pipeline", "build"),
    "BuildResult": ("factpack.pipeline", "BuildResult"),
    "history": ("factpack.release.versions.history", "read_history"),
    "open": ("factpack.library", "open_release"),
    "Release": ("factpack.library", "Release"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    """What is promised, for tab completion; the rest may move freely."""
    return sorted(__all__)
