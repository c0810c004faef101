from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from factpack.config.strict_yaml import MAX_VALUES, YamlError, read_yaml


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("", None),
        ("a: no\nb: on\nc: YES", {"a": "no", "b": "on", "c": "YES"}),
        ("a: 2019-07-22", {"a": "2019-07-22"}),
        ("a: 2019-07-22T10:00:00Z", {"a": "2019-07-22T10:00:00Z"}),
        ("a: 1:30", {"a": "1:30"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: true\nb: 'true'", {"a": True, "b": "true"}),
        ("a: ~\nb:\nc: ''", {"a": None, "b": None, "c": ""}),
        ("a: 12\nb: 1.50\nc: '12'", {"a": 12, "b": 1.5, "c": "12"}),
        ("007: x\ntrue: y\nnull: z", {"007": "x", "true": "y", "null": "z"}),
        ("- [a, {b: c}]", [["a", {"b": "c"}]]),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("--- # a comment\na: b\n...\n", {"a": "b"}),
    ],
)
def test_words_are_typed_as_in_yaml_1_2(text: str, data: object) -> None:
    assert read_yaml(text).data == data


def test_all_text_leaves_only_null_untyped() -> None:
    document = read_yaml("a: 2016\nb: true\nc: ~\nd: 1.0", all_text=True)
    assert document.data == {"a": "2016", "b": "true", "c": None, "d": "1.0"}


def test_every_value_knows_its_line_and_its_spelling() -> None:
    document = read_yaml("# first\na:\n  - x\n  - b: 007\n")
    assert document.line(("a",)) == 2
    assert document.line(("a", 0)) == 3
    assert document.line(("a", 1, "b")) == 4
    assert document.line(("a", 1, "b", "deeper")) == 4
    assert document.words[("a", 1, "b")] == "007"


def test_a_repeated_key_is_told_with_both_lines_and_the_first_value_stays() -> None:
    document = read_yaml("a: 1\nb:\n  c: 2\n  c:\n    d: 3\na: 4\n")
    assert document.data == {"a": 1, "b": {"c": 2}}
    assert document.repeated == [(("b", "c"), 3, 4), (("a",), 1, 6)]


_LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (_LAUGHS, 1, "anchors"),
        ("a: &loop [*loop]", 1, "anchors"),
        ("&k a: 1", 1, "anchors"),
        ("x: 1\na: *b", 2, "aliases"),
        ("a: !!python/object/apply:os.system [x]", 1, "tag"),
        ("a: !!binary aGk=", 1, "tag"),
        ("x: 1\na:\n\t- b", 3, "tab"),
        ("a: 1\n---\nb: 2", 2, "second document"),
        ("? [a, b]\n: c", 1, "key"),
        ("a: b: c", 1, "colon"),
        ("x: 1\na: [", 3, "not YAML"),
        ('a: "', 1, "not YAML"),
        ("a: 1\nb: \x00", 2, "U+0000"),
        ("a: \x1b[31m", 1, "U+001B"),
        ("a: \ud800", 1, "U+D800"),
        ("[" * 1_000_000, 1, "nested"),
        ("- " * 1_000_000, 1, "nested"),
        ("{a: " * 1_000_000, 1, "nested"),
        ("a: 1\n" * (MAX_VALUES + 1), MAX_VALUES // 2, "values"),
    ],
)
def test_what_is_refused_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(YamlError) as caught:
        read_yaml(text)
    assert words in caught.value.message
    assert "\n" not in caught.value.message
    if "values" not in words:
        assert caught.value.line == line


@given(st.text(max_size=200))
@example("%YAML 3.0\n---\na")
@example("a: \x85b")
@example("﻿a: b")
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = read_yaml(text)
    except YamlError as error:
        assert error.line >= 1
        assert error.message
    else:
        assert document.line(()) >= 1


_PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


@given(
    st.recursive(
        _PLAIN, lambda inner: st.lists(inner) | st.dictionaries(_PLAIN, inner), max_leaves=20
    )
)
def test_what_yaml_writes_is_read_back(data: object) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"')
    assert read_yaml(text.replace("!!null ", "")).data == data
