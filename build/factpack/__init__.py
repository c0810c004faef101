"""factpack turns a folder of articles into a dataset people can trust.

`build` makes a release, `open` opens one; both are imported when they are first used, so that
importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from factpack.pipeline import BuildResult, build
    from factpack.release.open import Release
    from factpack.release.open import open_release as open

__all__ = ["BuildResult", "Release", "__version__", "build", "open"]

_HOMES = {
    "build": ("factpack.pipeline", "build"),
    "BuildResult": ("factpack.pipeline", "BuildResult"),
    "open": ("factpack.release.open", "open_release"),
    "Release": ("factpack.release.open", "Release"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)
