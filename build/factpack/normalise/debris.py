"""Debris: what a page left around and inside the article, taken away block by block.

Every decision reads nothing but the blocks themselves and the metadata, and they are repeated until
none changes anything. So the same decisions find nothing to change in the text that results.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from factpack.model import Metadata
from factpack.normalise.drafts import Draft, Line
from factpack.normalise.furniture import MAX_FURNITURE, Rule, furniture
from factpack.normalise.glue import MIN_UNIT, glued_titles
from factpack.normalise.joining import joint, runs_on, wrap_width
from factpack.normalise.keys import MAX_STANDING, paragraph_key
from factpack.normalise.titles import is_prose, looks_like_title, title_key, title_keys
from factpack.normalise.words import ends_sentence, is_bullet

MAX_LINK = 160
"""Characters of a link in a list of related articles; headlines of the press have up to 150."""

MAX_IMAGE_TAG = 60
"""Characters of the description of an image in small letters, at most `_MAX_TAG_WORDS` words."""

_MAX_TAG_WORDS = 6
_FEW_WORDS = 24
"""Words that are faster sought one by one than among all words of an article."""

_MIN_REPEATS = 3
_MAX_REPEATED = 120
_MIN_REPEATED_WORDS = 3
_HEADING_MARK = re.compile(r"(?:#{1,6}(?: |$))+(?=[^\W_]|$)")
_WORD = re.compile(r"\w+")

_Why = tuple[str, str]
"""Kind and reason of a removed segment."""

_STANDING: _Why = ("repeat", "stands in many articles of the outlet")
_LINK: _Why = ("navigation", "related articles")


@dataclass(slots=True)
class Removed:
    """A stretch of clean text that was taken away, with the kind and reason of its segment."""

    start: int
    end: int
    kind: str
    reason: str


class Cleaning:
    """One article on its way from lines to blocks.

    Attributes:
        blocks: what is left, in order.
        removed: what was taken away, in no order.
    """

    __slots__ = (
        "_is_page",
        "_names",
        "_rules",
        "_standing",
        "_title",
        "_width",
        "blocks",
        "removed",
    )

    def __init__(
        self,
        lines: Sequence[Line],
        metadata: Metadata,
        standing: Container[int] = frozenset(),
        *,
        is_page: bool = False,
    ) -> None:
        """Join the lines into blocks and take debris away until nothing changes.

        Args:
            lines: of clean text.
            metadata: what is known of the article.
            standing: keys of paragraphs that stand in many articles of its outlet.
            is_page: whether tags part the paragraphs, so that none goes on in another.
        """
        self._is_page = is_page
        self.removed: list[Removed] = []
        self._standing = standing
        self._rules = furniture()
        self._title = title_key(metadata.title or "")
        self._names = {
            title_key(metadata.author or ""): ("byline", "name of the author"),
            title_key(metadata.publisher or ""): ("byline", "name of the outlet"),
        }
        self._names.pop("", None)
        self._width = None if is_page else wrap_width(lines)
        drafts = [self._draft(line) for line in lines]
        self.blocks = self._build(draft for draft in drafts if draft)
        while self._take_by_context():
            self.blocks = self._build(self.blocks)

    def _draft(self, line: Line) -> Draft | None:
        """A block of one line without its heading mark, or None where it holds nothing else."""
        mark = _HEADING_MARK.match(line.text) if line.text.startswith("#") else None
        if not mark:
            return Draft.of(line)
        size = len(mark[0].rstrip())
        self.removed.append(Removed(line.start, line.start + size, "character", "heading mark"))
        text = line.text[mark.end() :]
        if not text:
            return None
        draft = Draft.of(Line(text, line.start + mark.end(), line.gap))
        draft.is_marked = True
        return draft

    def _build(self, drafts: Iterable[Draft]) -> list[Draft]:
        """Blocks of the drafts: each is removed as furniture, joined to the last, or stands alone.

        A block that grows is looked at again, so that every block was tested as it stands in the
        end. Each pair of neighbours, too, was compared as they stand: a block changes only while
        it is the last.
        """
        queue = deque(drafts)
        blocks: list[Draft] = []
        in_body: list[bool] = []  # for each block, whether prose stands above it
        listed = _Links()
        gap = 0
        while queue:
            draft = queue.popleft()
            gap = max(gap, draft.gap)
            last = blocks[-1] if blocks else None
            flows = last is not None and runs_on(last, draft, gap, self._width)
            rule = None if flows else self._rule(draft)
            if rule is None and listed.head:
                if listed.take(draft):
                    continue
                heading = listed.give_back(draft)
                self._remove_links(listed)
                if heading:
                    queue.extendleft((draft, heading))
                    continue
                draft.after_list_head = True
            if rule is None and last is not None and not (self._is_page and gap > 1):
                by = joint(
                    last, draft, gap, self._width, is_first=len(blocks) == 1, in_body=in_body[-1]
                )
                if by is not None:
                    last.extend(draft, by)
                    draft = blocks.pop()
                    in_body.pop()
                    flows = True
                if flows:
                    rule = self._rule(draft)
            if rule:
                self._remove(draft, (rule.kind, rule.reason))
                if rule.heads_list:
                    self._remove_links(listed)
                    listed.head = rule
                continue
            in_body.append(bool(blocks) and (in_body[-1] or is_prose(blocks[-1])))
            blocks.append(draft)
            gap = 0
        self._remove_links(listed)
        return blocks

    def _remove_links(self, links: _Links) -> None:
        """Remove what stands under the head of a list, and forget the head."""
        for draft in links.drafts:
            self._remove(draft, (links.head.kind, links.head.reason) if links.head else _LINK)
        links.head = None
        links.drafts.clear()

    def _rule(self, draft: Draft) -> Rule | None:
        if draft.is_no_furniture or draft.size > MAX_FURNITURE:
            return None
        rule = self._rules.find(draft.text)
        if rule and not self._is_known_title(draft):
            return rule
        draft.is_no_furniture = True
        return None

    def _is_known_title(self, draft: Draft) -> bool:
        return bool(self._title) and self._title in title_keys(draft.text)

    def _remove(self, draft: Draft, why: _Why) -> None:
        self.removed += (Removed(line.start, line.end, *why) for line in draft.lines)

    def _take_by_context(self) -> bool:
        """Take away what only its place or its repetition shows to be debris; whether any was."""
        changed = self._unglue()
        prose = [index for index, block in enumerate(self.blocks) if is_prose(block)]
        first = prose[0] if prose else len(self.blocks)
        last = prose[-1] if prose else first - 1
        gone: dict[int, _Why] = {}
        for found in (
            self._stand_elsewhere(),
            self._edges(first, last),
            self._repeats(),
            self._image_tags(first),
            self._trailing_links(first),
        ):
            for index, why in found:
                gone.setdefault(index, why)
        for index, why in gone.items():
            self._remove(self.blocks[index], why)
        self.blocks = [block for index, block in enumerate(self.blocks) if index not in gone]
        for block in self.blocks:
            block.gap = 2
        return changed or bool(gone)

    def _edges(self, first: int, last: int) -> Iterator[tuple[int, _Why]]:
        """Buttons, bylines and dates before the first and after the last paragraph of prose."""
        for index in (*range(first), *range(last + 1, len(self.blocks))):
            block = self.blocks[index]
            if block.size > MAX_FURNITURE:
                continue
            text = block.text
            name = self._names.get(title_key(text)) if self._names else None
            rule = None if name else self._rules.find(text, at_edge=True)
            if name:
                yield index, name
            elif rule and not self._is_known_title(block):
                yield index, (rule.kind, rule.reason)

    def _stand_elsewhere(self) -> Iterator[tuple[int, _Why]]:
        """Paragraphs that stand in many articles of the outlet."""
        if self._standing:
            for index, block in enumerate(self.blocks):
                if block.size <= MAX_STANDING and paragraph_key(block.text) in self._standing:
                    if not self._is_known_title(block):
                        yield index, _STANDING

    def _repeats(self) -> Iterator[tuple[int, _Why]]:
        """The title said again, and lines that stand again and again."""
        places = [
            index
            for index, block in enumerate(self.blocks)
            if MIN_UNIT <= block.size <= 2 * _MAX_REPEATED and not is_prose(block)
        ]
        if len(places) < 2:
            return
        short = {index: title_key(self.blocks[index].text) for index in places}
        titles = {self._title}
        if 0 in short and looks_like_title(self.blocks[0]):
            titles.update(title_keys(self.blocks[0].text))
        titles = {key for key in titles if key.count(" ") + 1 >= _MIN_REPEATED_WORDS}
        counts: dict[str, int] = {}
        for key in short.values():
            counts[key] = counts.get(key, 0) + 1
        seen: set[str] = set()
        for index, key in short.items():
            block = self.blocks[index]
            said = titles.intersection(title_keys(block.text)) if titles else set()
            if said:
                if not seen.isdisjoint(said):
                    yield index, ("repeat", "title repeated")
                seen |= said
            elif (
                counts[key] >= _MIN_REPEATS
                and block.size <= _MAX_REPEATED
                and key.count(" ") + 1 >= _MIN_REPEATED_WORDS
                and not ends_sentence(block.tail)
            ):
                if key in seen:
                    yield index, ("repeat", "line repeated")
                seen.add(key)

    def _image_tags(self, first: int) -> Iterator[tuple[int, _Why]]:
        """Descriptions of an image between title and text: names in small letters."""
        if not 1 < first < len(self.blocks) or not looks_like_title(self.blocks[0]):
            return
        places = {
            index: self.blocks[index].text.casefold()
            for index in range(1, first)
            if _may_be_image_tag(self.blocks[index])
        }
        if not places:
            return
        others = [block.text for i, block in enumerate(self.blocks) if i not in places]
        rest = "\n".join(others).casefold()
        tags: dict[int, list[str]] = {i: _WORD.findall(text) for i, text in places.items()}
        sought = {word for words in tags.values() for word in words}
        if len(sought) <= _FEW_WORDS:
            said = {word for word in sought if _has_word(rest, word)}
        else:
            said = sought.intersection(_WORD.findall(rest))
        for index, words in tags.items():
            if said.issuperset(words):
                yield index, ("caption", "image tag")

    def _trailing_links(self, first: int) -> Iterator[tuple[int, _Why]]:
        """Links below the head of a list, where nothing but links follows up to the end."""
        start = len(self.blocks)
        while start - 1 > first and _may_be_link(self.blocks[start - 1]):
            start -= 1
        for index in range(start, len(self.blocks)):
            if self.blocks[index].after_list_head:
                yield from ((place, _LINK) for place in range(index, len(self.blocks)))
                return

    def _unglue(self) -> bool:
        """Cut titles glued to the end of a block; whether there were any."""
        blocks: list[Draft] = []
        changed = False
        for block in self.blocks:
            may_end_glued = block.tail[-1].isdigit() or block.tail[-1] == ")"
            cut = glued_titles(block.text) if may_end_glued else None
            if cut is None:
                blocks.append(block)
                continue
            kept = block.before(cut)
            n_kept, size = (len(kept.lines), len(kept.lines[-1].text)) if kept else (1, 0)
            for line in block.lines[n_kept - 1 :]:
                start = line.end - len(line.text[size:].lstrip(" "))
                if start < line.end:
                    self.removed.append(Removed(start, line.end, "repeat", "title repeated"))
                size = 0
            if kept:
                blocks.append(kept)
            changed = True
        self.blocks = blocks
        return changed


@dataclass(slots=True)
class _Links:
    """Links under the head of a list, as long as lines of the list follow.

    Attributes:
        head: the rule that the head matched; None outside a list.
        drafts: lines under it.
    """

    head: Rule | None = None
    drafts: list[Draft] = field(default_factory=list)

    def take(self, draft: Draft) -> bool:
        """Take a line if it is one of the list: it has a bullet, or stands right below."""
        is_link = draft.size <= MAX_LINK and (
            is_bullet(draft.head) or (draft.gap == 1 and _may_be_link(draft))
        )
        if is_link:
            self.drafts.append(draft)
        return is_link

    def give_back(self, after: Draft) -> Draft | None:
        """The last line where prose follows right below: it may be the heading of that."""
        if not self.drafts or after.gap > 1 or is_bullet(self.drafts[-1].head):
            return None
        if not is_prose(after):
            return None
        heading = self.drafts.pop()
        heading.gap = 2
        return heading


def _has_word(text: str, word: str) -> bool:
    """Whether a word stands in a text, and not only within another."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and _is_of_word(text[at - 1])):
            if end == len(text) or not _is_of_word(text[end]):
                return True
        at = text.find(word, at + 1)
    return False


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _may_be_link(draft: Draft) -> bool:
    return draft.size <= MAX_LINK and not draft.tail.endswith((".", ".”", '."', ":"))


def _may_be_image_tag(draft: Draft) -> bool:
    if draft.size > MAX_IMAGE_TAG:
        return False
    text = draft.text
    return (
        text[0].islower() and not ends_sentence(draft.tail) and len(text.split()) <= _MAX_TAG_WORDS
    )
