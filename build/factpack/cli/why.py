"""Show a story to a person, or as plain data.

Names, titles and words of articles are foreign text: what a terminal could obey, or what would turn
a line round, is shown as an escape, and nothing in them is taken for markup.
"""

from __future__ import annotations

import json
import re

from rich.console import Console
from rich.text import Text

from factpack.why.story import Note, Passage, Story

_PIPE_WIDTH = 100
_INDENT = 2
_BREAKS = re.compile(r"(?<!\s)\s*\n\s*")


def story_json(story: Story) -> str:
    """The story as JSON in which nothing can steer a terminal: such characters are escaped."""
    text = json.dumps(story.to_dict(), ensure_ascii=False, indent=2)
    return "".join(c if c.isprintable() or c == "\n" else _json_escape(c) for c in text)


def print_story(story: Story) -> None:
    """Print a story on stdout."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_PIPE_WIDTH)
    # Without bold letters, marks have to show which words of a sentence are meant.
    marks = not console.is_terminal or console.is_dumb_terminal
    _print_indented(console, Text(visible(story.title), style="bold"), 0)
    place = f"{story.table} {story.key}, {story.dataset} {story.version}"
    _print_indented(console, Text(visible(place), style="dim"), 0)
    console.print()
    _print_indented(console, Text(visible(story.summary)), 0)
    for section in story.sections:
        console.print()
        _print_indented(console, Text(visible(section.title), style="bold"), 0)
        for note in section.notes:
            _print_note(console, note, 1, marks)


def _print_note(console: Console, note: Note, depth: int, marks: bool) -> None:
    text = Text(visible(note.text))
    for ref in note.refs:
        text.append(f" [{visible(ref)}]", style="dim")
    _print_indented(console, text, depth)
    if note.passage is not None:
        _print_indented(console, _passage(note.passage, marks), depth + 1)
    for below in note.notes:
        _print_note(console, below, depth + 1, marks)


def _print_indented(console: Console, text: Text, depth: int) -> None:
    indent = min(_INDENT * depth, console.width // 2)
    for line in text.wrap(console, console.width - indent):
        line.rstrip()
        console.print(Text(" " * indent) + line, soft_wrap=True)


def _passage(passage: Passage, marks: bool) -> Text:
    """The words in their sentence, or where they stand and their hash."""
    if passage.exact is None:
        place = f"characters {passage.char_start:,} to {passage.char_end:,}"
        digest = f", hash {passage.exact_sha256}" if passage.exact_sha256 else ""
        return Text(f"> words withheld: {place}{digest}", style="dim")
    before, after = (_line(passage.before), _line(passage.after))
    text = Text("> ", style="dim")
    text.append(before, style="not dim")
    exact = _line(passage.exact)
    mark = marks and bool(before or after)
    text.append(f">>{exact}<<" if mark else exact, style="bold not dim")
    text.append(after, style="not dim")
    if passage.availability == "held":
        text.append(" (withheld in the release; from the articles you hold)")
    return text


def _line(words: str | None) -> str:
    """Words on one line, a pilcrow between paragraphs."""
    return visible(_BREAKS.sub(" ¶ ", words or ""))


def visible(text: str) -> str:
    r"""A text in which every character can be seen and none steers a terminal.

    >>> print(visible("a\x1b[2Jb\u202ec"))
    a\x1b[2Jb\u202ec
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _json_escape(character: str) -> str:
    return json.dumps(character)[1:-1]
