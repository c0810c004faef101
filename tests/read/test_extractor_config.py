"""The key `extractor` of dataset.yaml: strict, and off the network's secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from factpack.config import ExtractorOptions, JsonlOptions, LlmOptions, load_dataset_config
from factpack.errors import FactpackError

START = """\
name: orrin-bay
title: Orrin Bay
description: News of an invented harbour.
license: CC0-1.0
rights: facts
sources: [{path: "*.txt"}]
"""
LLM = "extractor: {name: llm, llm: {base_url: 'http://localhost:8000/v1', model: m, cache: kept}}\n"


def options(folder: Path, text: str) -> ExtractorOptions:
    (folder / "dataset.yaml").write_text(START + text, "utf-8")
    return load_dataset_config(folder).extractor


def test_without_it_rules_extract(tmp_path: Path) -> None:
    assert options(tmp_path, "") == ExtractorOptions()
    assert options(tmp_path, "extractor: {name: rules}\n") == ExtractorOptions("rules")


def test_all_there_is(tmp_path: Path) -> None:
    jsonl = options(tmp_path, "extractor: {name: jsonl, jsonl: {path: in/facts.jsonl}}\n")
    assert jsonl == ExtractorOptions("jsonl", JsonlOptions("in/facts.jsonl"))
    assert options(tmp_path, LLM).llm == LlmOptions("http://localhost:8000/v1", "m", "kept")
    text = LLM.replace(
        "cache: kept",
        "cache: kept, api_key_env: MY_KEY, max_requests_per_minute: 30, timeout_seconds: 9, "
        "offline: true",
    ).replace("/v1'", "/v1/'")
    assert options(tmp_path, text).llm == LlmOptions(
        "http://localhost:8000/v1", "m", "kept", "MY_KEY", 30, 9, True
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("extractor: rules\n", ["line 7: extractor wants keys"]),
        ("extractor: {}\n", ["name is missing in extractor"]),
        ("extractor: {name: rule}\n", ["extractor.name", "did you mean rules?"]),
        ("extractor: {name: jsonl}\n", ["give its options in extractor.jsonl"]),
        ("extractor: {name: llm, jsonl: {path: a}}\n", ["holds for name: jsonl", "extractor.llm"]),
        ("extractor: {name: jsonl, jsonl: {}}\n", ["path is missing in extractor.jsonl"]),
        ("extractor: {name: jsonl, jsonl: {path: /a}}\n", ["extractor.jsonl.path", "is absolute"]),
        ("extractor: {name: jsonl, jsonl: {path: ../a}}\n", ["leads out"]),
        (LLM.replace("kept", "../kept"), ["extractor.llm.cache", "leads out"]),
        (LLM.replace("model:", "modell:"), ["did you mean model?", "model is missing"]),
        (LLM.replace("model: m", "model: a b"), ["extractor.llm.model", "without spaces"]),
        (LLM.replace("http:", "ftp:"), ["extractor.llm.base_url", "https://"]),
        (LLM.replace("localhost", "me:pass@localhost"), ["base_url holds a user name", "env"]),
        (LLM.replace("/v1", "/v1?key=x"), ["base_url ends in ?"]),
        (LLM.replace("8000", "80000"), ["base_url is no address"]),
        (LLM.replace("kept", "kept, api_key: x"), ['unknown key "api_key"', "api_key_env"]),
        (LLM.replace("kept", "kept, api_key_env: sk-abc"), ["api_key_env", "not the key"]),
        (LLM.replace("kept", "kept, timeout_seconds: 0"), ["a number of at least 1"]),
        (LLM.replace("kept", "kept, timeout_seconds: 9999"), ["a number of at most 3,600"]),
        (LLM.replace("kept", "kept, timeout_seconds: long"), ["wants a whole number"]),
        (LLM.replace("kept", "kept, offline: 1"), ["offline wants true or false"]),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(FactpackError) as caught:
        options(tmp_path, text)
    for word in words:
        assert word in str(caught.value)
    assert "pass@" not in str(caught.value)
