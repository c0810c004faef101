"""Is every regular expression linear? `python -m benchmarks patterns [PLACE ...]` tries them.

Both packages are imported and a small corpus is built and validated, and every pattern that is
compiled on the way is kept. Each is then tried on texts that repeat what the pattern itself can
match, in whole and in part, behind a beginning of it and before an end that does not fit: the
texts on which a search that goes back is slow. The time is that of the processor, and the growth
is the exponent from the small size to the large: 1 is linear, 2 quadratic.

A pattern that is only ever asked whether a whole text is it (`match`, `fullmatch`) is asked that.
"""

from __future__ import annotations

import argparse
import importlib
import math
import pkgutil
import random
import re
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

ROOT = Path(__file__).parents[1]
PACKAGES = ("factpack", "factpack_validators")
CORPUS = ROOT / "corpora/openai-microsoft-sample/dataset.yaml"
GROWTH = 1.3
FIRST = 4
"""kB of the first trial; only what takes longer there than LONG is tried at the larger sizes."""
LONG = 0.002
PATIENCE = 2
"""Seconds of a search after which it is given up."""

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a pattern was compiled, and the methods that the module calls on it."""

    place: str
    methods: tuple[str, ...]


def compiled() -> dict[tuple[str, int], Seen]:
    """Every pattern that the packages compile while they are imported and used, with its place."""
    seen: dict[tuple[str, int], Seen] = {}
    compile_one: Callable[[Any, int], Any] = re._compile  # type: ignore[attr-defined]

    def keep(pattern: Any, flags: int) -> Any:
        made = compile_one(pattern, flags)
        if isinstance(made.pattern, str) and (frame := _caller(sys._getframe(1))) is not None:
            key = (made.pattern, made.flags)
            seen.setdefault(key, Seen(*_use(frame)))
        return made

    re._compile = keep  # type: ignore[attr-defined]
    try:
        for package in PACKAGES:
            for module in pkgutil.walk_packages(
                importlib.import_module(package).__path__, f"{package}."
            ):
                if not module.name.endswith("__main__"):
                    importlib.import_module(module.name)
        _build()
    finally:
        re._compile = compile_one  # type: ignore[attr-defined]
    return seen


def _build() -> None:
    from factpack.pipeline import build

    with tempfile.TemporaryDirectory(prefix="factpack-patterns-") as folder:
        build(CORPUS, out=Path(folder) / "dist", workers=1)


def _caller(frame: FrameType | None) -> FrameType | None:
    """The frame of ours that asked for a pattern, if one did."""
    for _ in range(4):
        if frame is None:
            return None
        if str(frame.f_globals.get("__name__")).split(".")[0] in PACKAGES:
            return frame
        frame = frame.f_back
    return None


_ASSIGNED = re.compile(r"^(\w+)(?::[^=\n]{0,80})? = ")


def _use(frame: FrameType) -> tuple[str, tuple[str, ...]]:
    file = Path(frame.f_code.co_filename)
    lines = file.read_text("utf-8").splitlines()
    place = f"{file.relative_to(ROOT)}:{frame.f_lineno}"
    line = next(
        (
            lines[n]
            for n in range(frame.f_lineno - 1, max(frame.f_lineno - 20, 0), -1)
            if lines[n][:1].strip()
        ),
        lines[frame.f_lineno - 1],
    )
    direct = re.search(r"\bre\.(match|fullmatch)\(", lines[frame.f_lineno - 1])
    if direct:
        return place, (direct[1],)
    name = _ASSIGNED.match(line)
    return place, _methods(file, name[1]) if name else ()


def _methods(file: Path, name: str) -> tuple[str, ...]:
    """The methods that are called on a name: in its file, or anywhere where it is public."""
    key = f"{file if name.startswith('_') else ''}:{name}"
    if key not in _CALLS:
        files = [file] if name.startswith("_") else _sources()
        use = re.compile(rf"\b{name}\.(\w+)|[(,=\[] ?{name}\b(?!\.)")
        found: set[str] = set()
        for source in files:
            found |= {match[1] or "?" for match in use.finditer(source.read_text("utf-8"))}
        _CALLS[key] = tuple(sorted(found & {*_METHODS, "?"}))
    return _CALLS[key]


def _sources() -> list[Path]:
    return [file for package in ("build", "validators") for file in (ROOT / package).rglob("*.py")]


_METHODS = frozenset("finditer findall fullmatch match search split sub subn".split())
_CALLS: dict[str, tuple[str, ...]] = {}


def examples(pattern: Pattern) -> list[str]:
    """What each part of a pattern matches, shortest first, and what the whole of it does."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    found = {sample(part, seed) for part in parts(tree) for seed in (0, 1, 2)}
    return sorted((text for text in found if text), key=lambda text: (len(text), text))


def parts(tree: Any) -> Iterator[Any]:
    """The tree and every tree in it."""
    yield list(tree)
    for code, argument in tree:
        yield [(code, argument)]
        for inner in _inner(code, argument):
            yield from parts(inner)


def _inner(code: Any, argument: Any) -> list[Any]:
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return [argument[2]]
    if code is codes.SUBPATTERN:
        return [argument[3]]
    if code is codes.ATOMIC_GROUP:
        return [argument]
    if code is codes.BRANCH:
        return list(argument[1][:40])
    return []


def sample(tree: Any, seed: int) -> str:
    """One text that a tree matches, as good as that can be told without what is asserted."""
    return "".join(_sample(code, argument, random.Random(seed)) for code, argument in tree)[:60]


def _sample(code: Any, argument: Any, chance: random.Random) -> str:
    seed = chance.randrange(10**6)
    if code is codes.LITERAL:
        return chr(argument)
    if code is codes.NOT_LITERAL:
        return next(c for c in "a 1.\n" if ord(c) != argument)
    if code is codes.ANY:
        return chance.choice("a 1")
    if code is codes.IN:
        return _one_of(argument, chance)
    if code is codes.BRANCH:
        return sample(chance.choice(argument[1]), seed)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, _, inner = argument
        return sample(inner, seed) * max(int(least), chance.choice((1, 1, 2)))
    if code is codes.SUBPATTERN:
        return sample(argument[3], seed)
    if code is codes.ATOMIC_GROUP:
        return sample(argument, seed)
    return ""


def _one_of(items: Any, chance: random.Random) -> str:
    if items[0][0] is codes.NEGATE:
        refused = _compiled_class(items[1:])
        fit = [c for c in "a 1.-,\n\"'“A(<" if not refused.match(c)]
        return chance.choice(fit) if fit else ""
    code, argument = chance.choice(items)
    if code is codes.LITERAL:
        return chr(argument)
    if code is codes.RANGE:
        return chr(chance.choice(argument))
    return {
        codes.CATEGORY_SPACE: " ",
        codes.CATEGORY_NOT_SPACE: "a",
        codes.CATEGORY_DIGIT: "1",
        codes.CATEGORY_NOT_DIGIT: "a",
        codes.CATEGORY_WORD: chance.choice("aA1"),
        codes.CATEGORY_NOT_WORD: " ",
    }.get(argument, "")


def _compiled_class(items: Any) -> Pattern:
    shorts = {
        codes.CATEGORY_SPACE: r"\s",
        codes.CATEGORY_NOT_SPACE: r"\S",
        codes.CATEGORY_DIGIT: r"\d",
        codes.CATEGORY_NOT_DIGIT: r"\D",
        codes.CATEGORY_WORD: r"\w",
        codes.CATEGORY_NOT_WORD: r"\W",
    }
    inside = ""
    for code, argument in items:
        if code is codes.LITERAL:
            inside += re.escape(chr(argument))
        elif code is codes.RANGE:
            inside += "-".join(re.escape(chr(end)) for end in argument)
        else:
            inside += shorts[argument]
    return re.compile(f"[{inside}]")


def attacks(pattern: Pattern, most: int) -> Iterator[tuple[str, str, str]]:
    """Beginning, what is repeated, and end."""
    found = examples(pattern)
    if len(found) > most:
        found = [*found[: most // 2], *random.Random(0).sample(found[most // 2 :], most // 2)]
    whole = sample(parser.parse(pattern.pattern, pattern.flags), 1)
    generic = [" ", "a", "A", "1", "a ", "A ", "1 ", "\n", '"', "-"]
    for pump in dict.fromkeys([*found, *generic]):
        yield "", pump, ""
        yield whole[: len(whole) // 2], pump, "\0"


class GivenUpError(Exception):
    """A search took longer than anybody waits."""


def seconds(pattern: Pattern, methods: tuple[str, ...], text: str) -> float:
    """What it costs to go through a text with a pattern."""
    began = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        if methods and set(methods) <= {"match", "fullmatch"}:
            for method in methods:
                getattr(pattern, method)(text)
        else:
            for _ in pattern.finditer(text):
                pass
    except GivenUpError:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


def growth(
    pattern: Pattern, methods: tuple[str, ...], attack: tuple[str, str, str], sizes: tuple[int, int]
) -> float:
    """The exponent of the cost between two sizes; 0 where 4 kB cost next to nothing."""

    def cost(size: int) -> float:
        begin, pump, end = attack
        text = begin + pump * (size * 1000 // len(pump)) + end
        spent = seconds(pattern, methods, text)
        return min(spent, seconds(pattern, methods, text)) if spent < 1 else spent

    if cost(FIRST) < LONG:
        return 0.0
    low, middle = max(cost(FIRST), 1e-6), cost(4 * FIRST)
    if middle < low or math.log(middle / low, 4) < GROWTH:
        return 0.0
    small, large = cost(sizes[0]), math.inf
    if small < 4:
        large = cost(sizes[1])
    return math.log(large / max(small, 1e-6), sizes[1] / sizes[0]) if large < math.inf else math.inf


def main() -> int:
    """Print every pattern that is not linear; the exit status is 1 where there is one."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("places", nargs="*", help="beginnings of paths; without one, all")
    options.add_argument("--small", type=int, default=32, help="kB")
    options.add_argument("--large", type=int, default=256, help="kB")
    options.add_argument("--most", type=int, default=24, help="texts of a pattern")
    chosen = options.parse_args()

    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise GivenUpError

    signal.signal(signal.SIGVTALRM, give_up)
    found = compiled()
    n_patterns, n_texts, wrong = 0, 0, 0
    for (text, flags), seen in sorted(found.items(), key=lambda item: (item[1].place, item[0])):
        if chosen.places and not seen.place.startswith(tuple(chosen.places)):
            continue
        n_patterns += 1
        pattern = re.compile(text, flags)
        for attack in attacks(pattern, chosen.most):
            n_texts += 1
            exponent = growth(pattern, seen.methods, attack, (chosen.small, chosen.large))
            if exponent > GROWTH:
                wrong += 1
                print(
                    f"{exponent:.2f} {seen.place} {','.join(seen.methods)} {attack!r}", flush=True
                )
                print(f"     {text[:160]!r}", flush=True)
                break
    print(
        f"{n_patterns} patterns, {n_texts:,} texts: {wrong} grow by more than the power {GROWTH} "
        f"from {chosen.small} to {chosen.large} kB"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
