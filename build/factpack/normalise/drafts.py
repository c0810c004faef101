"""Blocks in the making: lines found in clean text, joined where a sentence runs on."""

from __future__ import annotations

from dataclasses import dataclass

_TAIL = 32
"""Characters at the end of a block that joining looks at: longer than the longest word it knows."""


@dataclass(slots=True, eq=False)
class Line:
    """A line of clean text without the white space at its ends.

    Attributes:
        text: not empty.
        start: offset in the clean text.
        gap: newlines between it and the line before, 2 for any blank lines and for the first line.
    """

    text: str
    start: int
    gap: int

    @property
    def end(self) -> int:
        """Offset in the clean text after the last character."""
        return self.start + len(self.text)


@dataclass(slots=True, eq=False)
class Draft:
    """A block that may still grow, be cut or be removed.

    Attributes:
        lines: what it is made of.
        gap: newlines before it, as in `Line`.
        size: characters, joints included.
        tail: its last characters.
        joints: what stands between one line and the next: a space, or nothing after a hyphen.
        after_list_head: the head of a list of links was removed just before it.
        is_marked: a heading mark stood before it.
        is_no_furniture: it was compared with the rules for furniture and has not changed since.
    """

    lines: list[Line]
    joints: list[str]
    gap: int
    size: int
    tail: str
    after_list_head: bool = False
    is_marked: bool = False
    is_no_furniture: bool = False

    @classmethod
    def of(cls, line: Line) -> Draft:
        """A block of one line."""
        return cls([line], [], line.gap, len(line.text), line.text[-_TAIL:])

    @property
    def head(self) -> str:
        """Its first line; the first word of the block stands wholly in it, but for a hyphen."""
        return self.lines[0].text

    @property
    def text(self) -> str:
        """The whole block as it will stand in the article."""
        if len(self.lines) == 1:
            return self.lines[0].text
        parts = [self.lines[0].text]
        for joint, line in zip(self.joints, self.lines[1:], strict=True):
            parts += joint, line.text
        return "".join(parts)

    def extend(self, other: Draft, joint: str) -> None:
        """Let the block go on with another."""
        self.is_no_furniture = False
        self.joints += (joint, *other.joints)
        self.lines += other.lines
        self.size += len(joint) + other.size
        self.tail = (self.tail + joint + other.tail)[-_TAIL:]

    def before(self, offset: int) -> Draft | None:
        """The block up to an offset in its text, without white space at the end; None if empty."""
        kept = self.text[:offset].rstrip()
        if not kept:
            return None
        lines, size = list[Line](), 0
        for joint, line in zip(("", *self.joints), self.lines, strict=True):
            room = len(kept) - size - len(joint)
            if room <= 0:
                break
            lines.append(Line(line.text[:room], line.start, line.gap))
            size += len(joint) + len(lines[-1].text)
        joints = self.joints[: len(lines) - 1]
        draft = Draft(lines, joints, self.gap, size, kept[-_TAIL:])
        draft.after_list_head = self.after_list_head
        draft.is_marked = self.is_marked
        return draft

    def split(self, offset: int) -> tuple[Draft | None, Draft | None]:
        """The block up to an offset in its text and the block from there on; None if empty."""
        lines, size = list[Line](), 0
        joints = list[str]()
        for joint, line in zip(("", *self.joints), self.lines, strict=True):
            size += len(joint)
            kept = line.text[max(offset - size, 0) :]
            text = kept if lines else kept.lstrip(" ")
            if text:
                if lines:
                    joints.append(joint)
                lines.append(Line(text, line.end - len(text), line.gap if lines else 2))
            size += len(line.text)
        if not lines:
            return self.before(offset), None
        rest = sum(map(len, joints)) + sum(len(line.text) for line in lines)
        after = Draft(lines, joints, 2, rest, self.tail[-rest:])
        return self.before(offset), after


def lines_of(text: str) -> list[Line]:
    r"""Lines of clean text that are not empty.

    >>> [(line.text, line.start, line.gap) for line in lines_of("a\nb \n\n c")]
    [('a', 0, 2), ('b', 2, 1), ('c', 7, 2)]
    """
    lines: list[Line] = []
    newlines, end = 2, -1
    for whole in text.split("\n"):
        newlines += 1
        start, end = end + 1, end + 1 + len(whole)
        stripped = whole.strip(" ")
        if stripped:
            start += len(whole) - len(whole.lstrip(" "))
            lines.append(Line(stripped, start, min(newlines, 2)))
            newlines = 0
    return lines
