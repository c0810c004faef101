"""Articles for tests of the normaliser, and what must hold for each of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from factpack.model import Article, Metadata, RawArticle
from factpack.normalise import normalise

Normalised = Callable[..., Article]
Check = Callable[[Article], None]

_UNSEEN = ("Cc", "Cf", "Cn")


def _normalised(
    text: str, *, start: int = 0, language: str | None = "en", **metadata: str | None
) -> Article:
    return normalise(
        RawArticle(
            source="a.txt",
            source_id="a.txt",
            text=text,
            text_start=start,
            raw_sha256="0" * 64,
            encoding="utf-8",
            encoding_basis="valid",
            metadata=Metadata(language=language, **metadata),  # type: ignore[arg-type]
        )
    )


def _one_form(raw: str) -> str:
    """The mapping of characters that a kept segment of equal length is allowed."""
    return unicodedata.normalize(
        "NFC",
        "".join(
            " " if char.isspace() else "\ufffd" if "\ud800" <= char <= "\udfff" else char
            for char in raw
        ),
    )


def _check(article: Article) -> None:
    raw, text = article.raw.text, article.text
    covered = bytearray(len(raw))
    raw_end = end = 0
    for segment in article.segments:
        assert raw_end <= segment.raw_start < segment.raw_end <= len(raw)
        raw_end = segment.raw_end
        covered[segment.raw_start : raw_end] = b"\1" * (raw_end - segment.raw_start)
        source = raw[segment.raw_start : raw_end]
        assert source[0] != "\n" or segment.kind == "space" or segment.kept
        if not segment.kept:
            assert segment.start is None and segment.end is None and segment.reason
            continue
        assert segment.start is not None and segment.end is not None
        assert text[end : segment.start] in ("", "\n\n")
        assert segment.start < segment.end
        end = segment.end
        exact = text[segment.start : end]
        if segment.reason is None:
            assert exact == _one_form(source)
        elif segment.reason.startswith("white space made one space"):
            assert exact == " "
            assert source.isspace() == (segment.reason == "white space made one space")
            if not segment.reason.endswith("HTML removed"):
                assert any(char.isspace() for char in source)
                assert not any(char.isalnum() for char in source)
        elif segment.reason in ("character reference decoded", "mojibake repaired"):
            assert len(exact) <= len(source)
        else:
            assert segment.reason == "composed (NFC)"
            visible = "".join(c for c in source if unicodedata.category(c) not in _UNSEEN)
            assert exact == _one_form(visible)
    assert end == len(text)
    assert not [raw[i] for i in range(len(raw)) if not covered[i] and not raw[i].isspace()]

    datelines = [s for s in article.segments if s.kind == "dateline"]
    spans = sorted((block.start, block.end) for block in article.blocks)
    if datelines:
        first, last = datelines[0].start, datelines[-1].end
        assert first is not None and last is not None
        spans = sorted([*spans, (first, last)])
    assert text == "\n\n".join(text[start:end] for start, end in spans)
    for start, end in spans:
        words = text[start:end]
        assert words and words == words.strip() and "\n" not in words and "  " not in words
    assert unicodedata.is_normalized("NFC", text)
    assert not any("\ud800" <= char <= "\udfff" for char in text)
    assert not any(unicodedata.category(char) == "Cc" and char != "\n" for char in text)


@pytest.fixture(scope="session")
def normalised() -> Normalised:
    """Normalise a text; keywords are its metadata."""
    return _normalised


@pytest.fixture(scope="session")
def check() -> Check:
    """What the segments and the text of every article promise."""
    return _check
