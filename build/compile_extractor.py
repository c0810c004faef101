"""Compile the extractor in place with mypyc: the same results at more than twice the speed.

`python build/compile_extractor.py` makes an extension module beside every module of `GROUPS`
whose source has changed since; Python prefers it to the source. `--pure` takes them all away,
`--check` tells (exit 1) whether one was made from another source than that beside it. Where there
is no C compiler nothing is left behind, the reason is printed, and the extractor runs as it is;
`--required` makes that exit 1. See docs/decisions/0010-compiled.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "build"
STAMP = SOURCE / "factpack" / ".compiled.json"
WORK = ROOT / ".cache" / "compiled"

GROUPS = {
    "model": ["model/rows.py"],
    "normalise": ["ids.py", "normalise/*.py"],
    "literals": ["extract/literals/*.py"],
    "mentions": [
        "extract/ordered.py",
        "extract/sentences.py",
        "extract/tokens.py",
        "extract/mentions/*.py",
    ],
    "quotes": ["extract/quotes/*.py"],
    "claims": ["extract/claims/*.py"],
}
"""Modules by the library that they share: a change compiles its group, not all."""

LEFT_OUT = {
    "normalise/language.py",
    "extract/mentions/known.py",
    "extract/claims/pairs.py",
    "extract/claims/examples.py",
}
"""Modules that stay as they are: no time is spent in them."""

FLAGS = [] if sys.platform == "win32" else ["-fvisibility=hidden", "-fno-plt"]
"""What is called within a library need not be looked up: 4% faster."""

Digests = dict[str, str]


def sources() -> dict[str, list[Path]]:
    """Group to its modules, in order; packages themselves stay as they are."""
    package = SOURCE / "factpack"
    return {
        group: [
            path
            for pattern in patterns
            for path in sorted(package.glob(pattern))
            if path.name != "__init__.py" and path.relative_to(package).as_posix() not in LEFT_OUT
        ]
        for group, patterns in GROUPS.items()
    }


def digests() -> Digests:
    """SHA-256 of every module, and of this script, by path."""
    found = {
        path.relative_to(SOURCE).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for paths in sources().values()
        for path in [*paths, Path(__file__)]
    }
    return found | {"python": f"{sys.implementation.cache_tag}-{sys.platform}"}


def compiled() -> list[Path]:
    """The extension modules that stand in the source tree."""
    return sorted(path for end in ("*.so", "*.pyd") for path in SOURCE.rglob(end))


def is_stale() -> bool:
    """Whether an extension module was made from another source than that beside it."""
    return bool(compiled()) and _stamp() != digests()


def remove() -> None:
    """Leave plain Python."""
    for path in [*compiled(), STAMP]:
        path.unlink(missing_ok=True)


def compile_all() -> str | None:
    """Make what is missing or stale.

    Returns:
        Why it could not be done, None where all is compiled. Nothing compiled is left then.
    """
    now = digests()
    if compiled() and _stamp() == now:
        return None
    count = sum(map(len, sources().values()))
    print(f"Compiling {count} modules of the extractor, a few minutes …", file=sys.stderr)
    STAMP.unlink(missing_ok=True)
    WORK.mkdir(parents=True, exist_ok=True)
    log = WORK / "log.txt"
    with log.open("wb") as out:  # a compiler prints past sys.stdout
        command = [sys.executable, __file__, "--build"]
        done = subprocess.run(command, stdout=out, stderr=out, cwd=ROOT, check=False)
    if done.returncode:
        remove()
        lines = log.read_text("utf-8", "replace").split("\n")
        return f"{next((line for line in reversed(lines) if line), 'no reason given')} ({log})"
    STAMP.write_text(json.dumps(now, indent=0) + "\n", "utf-8")
    return None


def _stamp() -> Digests | None:
    try:
        stamp: Digests = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return stamp


def build() -> None:
    """Translate, compile and link what has changed; delete what has no source any more.

    Raises:
        Exception: whatever mypyc, the driver of the compiler and the compiler raise.
    """
    from mypyc.build import mypycify
    from setuptools.command.build_ext import build_ext
    from setuptools.dist import Distribution

    modules = {
        group: [str(path.relative_to(ROOT)) for path in paths] for group, paths in sources().items()
    }
    paths = [path for group in modules.values() for path in group]
    extensions = mypycify(
        ["--config-file", "pyproject.toml", "--cache-dir", str(WORK / "types"), *paths],
        separate=[(group, f"factpack.{name}") for name, group in modules.items()],
        opt_level="3",
        debug_level="0",
        target_dir=str(WORK / "c"),
    )
    for extension in extensions:  # a library with a dot in its name looks for its headers here
        extension.include_dirs.append(str(WORK / "c" / "factpack"))
        extension.extra_compile_args += FLAGS
    command = build_ext(Distribution({"package_dir": {"": "build"}, "ext_modules": extensions}))
    command.inplace = True
    command.parallel = os.cpu_count()
    command.build_temp = str(WORK / "objects")
    command.ensure_finalized()
    command.run()
    made = {ROOT / command.get_ext_fullpath(extension.name) for extension in extensions}
    for path in set(compiled()) - made:
        path.unlink()


def main() -> int:
    """Compile, or say why not."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pure", action="store_true", help="remove what was compiled")
    parser.add_argument("--check", action="store_true", help="exit 1 where it is stale")
    parser.add_argument("--required", action="store_true", help="exit 1 where it cannot be done")
    parser.add_argument("--build", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        build()
    elif options.check:
        return int(is_stale())
    elif options.pure:
        remove()
    elif reason := compile_all():
        print(f"Not compiled, the extractor runs as plain Python: {reason}", file=sys.stderr)
        return int(options.required)
    return 0


if __name__ == "__main__":
    sys.exit(main())
