"""How a wheel comes to carry the extension modules that compile_extractor.py made in the tree.

Without any it is the same for every machine; with some it names the Python and the platform that
they were made for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledModules(BuildHookInterface):  # type: ignore[misc, type-arg, unused-ignore]
    """Puts `*.so` and `*.pyd` beside their modules, and says for whom the wheel is."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add what stands compiled; an editable install finds it where it stands."""
        package = Path(self.root) / "build" / "factpack"
        if version == "editable" or not any(package.rglob("*__mypyc.*")):
            return
        build_data["artifacts"] += ["/build/factpack/**/*.so", "/build/factpack/**/*.pyd"]
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
