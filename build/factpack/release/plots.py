"""Small plots as SVG: bars with their numbers, the same bytes from the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from factpack.release.figures import Figures
from factpack.release.markdown import one_line

Bar = tuple[str, int]

_ROW = 24
_BAR = 16
_TOP = 46
_WIDTH = 640
_LABEL_CHARS = 28
_CHAR = 7
"""Width of a character of 12 px sans serif, rounded up: labels must not run into bars."""

_INK, _SOFT, _FILL, _PAPER = "#1f2933", "#52606d", "#3e6fb0", "#ffffff"
MOST_BARS = 30


def plots(figures: Figures) -> dict[str, str]:
    """SVG by file name; a plot without a bar is left out."""
    drawn = {
        "claims-by-predicate.svg": (
            "Claims by predicate",
            [(row["name"], row["claims"]) for row in figures.predicates],
        ),
        "articles-by-year.svg": (
            "Articles by year of publication",
            _years([(row["name"], row["n"]) for row in figures.by_year]),
        ),
        "facts-by-origins.svg": (
            "Facts by number of independent origins",
            [
                (f"{row['name']}{' and more' if row['name'] == 10 else ''}", row["n"])
                for row in figures.by_origins
            ],
        ),
        "claims-by-modality.svg": (
            "Claims by modality",
            [(row["name"], row["n"]) for row in figures.counted["claims_by_modality"]],
        ),
    }
    return {file: bar_chart(title, bars) for file, (title, bars) in drawn.items() if bars}


def bar_chart(title: str, bars: Sequence[Bar]) -> str:
    """Horizontal bars, in the order given, each with its label and its number.

    Args:
        title: shown above, and read out by screen readers.
        bars: label and number, 0 or more; after `MOST_BARS` the rest is summed up in one.
    """
    shown = [(_short(label), n) for label, n in bars[:MOST_BARS]]
    rest = bars[MOST_BARS:]
    if rest:
        shown.append((f"{len(rest)} others", sum(n for _, n in rest)))
    left = 16 + _CHAR * max(len(label) for label, _ in shown)
    room = _WIDTH - left - 16 - _CHAR * max(len(f"{n:,}") for _, n in shown)
    most = max(1, *(n for _, n in shown))
    height = _TOP + _ROW * len(shown) + 10
    told = "; ".join(f"{label}: {n:,}" for label, n in shown)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}"'
        f' viewBox="0 0 {_WIDTH} {height}" role="img" aria-label={quoteattr(title)}'
        ' font-family="system-ui, sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(told)}</desc>",
        f'<rect width="{_WIDTH}" height="{height}" fill="{_PAPER}"/>',
        f'<text x="8" y="26" font-size="15" font-weight="600" fill="{_INK}">{escape(title)}</text>',
    ]
    for place, (label, n) in enumerate(shown):
        y = _TOP + _ROW * place
        width = room * n / most
        base = y + 12
        lines += [
            f'<text x="{left - 8}" y="{base}" text-anchor="end" fill="{_INK}">'
            f"{escape(label)}</text>",
            f'<rect x="{left}" y="{y}" width="{width:.1f}" height="{_BAR}" rx="2" fill="{_FILL}"/>',
            f'<text x="{left + width + 6:.1f}" y="{base}" fill="{_SOFT}">{n:,}</text>',
        ]
    return "\n".join([*lines, "</svg>", ""])


def _years(bars: Sequence[tuple[int, int]]) -> list[Bar]:
    """Every year from the first to the last, so that a gap is seen; only those there if many."""
    if not bars:
        return []
    counts = dict(bars)
    first, last = min(counts), max(counts)
    years = range(first, last + 1) if last - first < MOST_BARS else sorted(counts)
    return [(str(year), counts.get(year, 0)) for year in years]


def _short(label: str) -> str:
    text = one_line(label)
    return text if len(text) <= _LABEL_CHARS else text[: _LABEL_CHARS - 1] + "…"
