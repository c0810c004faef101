"""What is private is found in any text, though only the words around some signs are read."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from factpack_validators.privacy import _KINDS, _private

PIECES = st.sampled_from(
    [
        "mara.quill@alder.example", "@", "a.b", "y" * 700, "tel. ", "(030) ", "+49 30 1234567",
        "(212) 555-0147", "4111 1111 1111 1111", "GB82 WEST 1234 5698 7654 32", "078-05-1120",
        "0", "12", "-", ".", "$", " ", "\n", "x" * 70,
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
@example("x" * 70 + " mara.quill@alder.example" + "y" * 700 + " tel. (030) 1234567")
@example("ax" * 32 + "@" + "b" * 63 + "." + ("c" * 63 + ".") * 7 + "d" * 24)
def test_only_the_words_around_signs_are_read_and_nothing_is_lost(text: str) -> None:
    whole = [
        (kind, match.start())
        for kind in _KINDS
        for match in kind.pattern.finditer(text)
        if kind.is_private(match[0])
    ]
    assert list(_private(text, _KINDS)) == whole


def test_the_pieces_of_these_texts_are_private() -> None:
    text = "mara.quill@alder.example, +49 30 1234567, GB82 WEST 1234 5698 7654 32"
    assert [(kind.code, at) for kind, at in _private(text, _KINDS)] == [
        ("privacy-email", 0),
        ("privacy-phone", 26),
        ("privacy-number", 42),
    ]
