"""Judge claims in the terminal, one after the other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from factpack.cli.why import visible
from factpack.confidence.reviews import CELLS, MENDABLE, Review
from factpack.review.agreement import agreements
from factpack.review.sample import Item

_KEYS = {"r": "right", "c": "cell", "w": "wrong", "u": "unsure"}
_ASK = "[r]ight, [c]ells wrong, [w]rong, [u]nsure, [q]uit: "


def items_json(items: Iterable[Item]) -> Iterator[str]:
    """One line of JSON a claim, in which nothing can steer a terminal."""
    for item in items:
        yield json.dumps(item.to_dict(), ensure_ascii=True)


def judge_items(
    items: Sequence[Item], reviewer: str, reviewed_on: str, ask: Callable[[str], str]
) -> Iterator[Review]:
    """Show each claim, ask for the verdict; what was judged before the end of input stands."""
    console = Console(highlight=False)
    for number, item in enumerate(items, 1):
        _show(console, item, f"{number} of {len(items)}")
        try:
            verdict = _ask(ask, _ASK, _KEYS)
            if verdict is None:
                return
            cells, mended = _ask_cells(ask) if verdict == "cell" else ((), {})
        except (EOFError, KeyboardInterrupt):
            return
        yield Review(
            item.claim_id,
            reviewer,
            item.predicate,
            item.rule,
            verdict,  # type: ignore[arg-type]
            cells,
            item.passage.exact_sha256 or "",
            reviewed_on,
            mended=mended,
        )


def agreement_lines(reviews: Iterable[Review]) -> Iterator[str]:
    """Agreement of every pair of reviewers."""
    for pair in agreements(reviews):
        kappa = "not defined" if pair.kappa is None else f"{pair.kappa:.2f}"
        yield (
            f"{visible(pair.first)} and {visible(pair.second)}: {pair.n} claims in common, "
            f"{pair.share:.0%} with one verdict, Cohen's kappa {kappa}"
        )


def _ask(ask: Callable[[str], str], prompt: str, keys: dict[str, str]) -> str | None:
    while True:
        answer = ask(prompt).strip().lower()[:1]
        if answer == "q":
            return None
        if answer in keys:
            return keys[answer]


def _ask_cells(ask: Callable[[str], str]) -> tuple[tuple[str, ...], dict[str, str]]:
    cells: list[str] = []
    mended: dict[str, str] = {}
    prompt = "Wrong cells, with the right value where it is known (role=chair former=true): "
    for word in ask(prompt).split():
        cell, equals, value = word.partition("=")
        if cell in CELLS:
            cells.append(cell)
            if equals and cell in MENDABLE:
                mended[cell] = value
    return tuple(sorted(cells, key=CELLS.index)), mended


def _show(console: Console, item: Item, place: str) -> None:
    console.print()
    console.print(Text(f"{place}  {visible(item.article)}", style="dim"))
    console.print(Text(visible(item.statement), style="bold"))
    words = item.passage
    if words.exact is None:
        console.print(Text("  words withheld: give --articles DIR to see them", style="dim"))
    else:
        line = Text("  ")
        line.append(visible(words.before or ""))
        line.append(visible(words.exact), style="bold underline")
        line.append(visible(words.after or ""))
        console.print(line)
    cells = ", ".join(f"{cell}: {value}" for cell, value in item.cells.items())
    console.print(Text(f"  {visible(cells)}", style="dim"))
