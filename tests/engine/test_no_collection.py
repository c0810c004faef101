"""The kernel needs no collector of cycles."""

from __future__ import annotations

import gc

import pytest

from benchmarks.build import article
from benchmarks.fuzz.trial import raw_article
from factpack.engine.kernel import run_kernel
from factpack.engine.no_collection import no_collection
from factpack.extract.rules_extractor import RulesExtractor


def test_the_kernel_makes_no_cycles() -> None:
    raws = [raw_article(article(number)["text"]) for number in range(20)]
    run_kernel(raws, RulesExtractor())  # what is loaded once makes some
    gc.collect()
    with no_collection():
        rows = run_kernel(raws, RulesExtractor())
        assert rows.count("claims")
        assert gc.collect() == 0


def test_collection_goes_on_afterwards_as_before() -> None:
    with pytest.raises(ValueError), no_collection():
        assert not gc.isenabled()
        raise ValueError
    assert gc.isenabled()
    gc.disable()
    try:
        with no_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
