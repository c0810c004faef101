"""One article that takes too long costs no other."""

from __future__ import annotations

import signal
import time

import pytest

from benchmarks.fuzz.trial import raw_article
from factpack.engine import kernel
from factpack.engine.kernel import run_kernel
from factpack.engine.time_limit import OutOfTime, time_limit
from factpack.model import Article, Extraction

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers here")


def busy(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_work_is_interrupted_even_where_errors_are_caught() -> None:
    with pytest.raises(OutOfTime), time_limit(0.05):
        while True:
            try:
                busy(0.01)
            except Exception:
                pass


def test_work_within_its_time_leaves_nothing_behind() -> None:
    before = signal.getsignal(signal.SIGPROF)
    with time_limit(5):
        busy(0.01)
    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0


class Slow:
    """Finds nothing, and takes its time for one text."""

    label = "slow 1"

    def extract(self, article: Article) -> Extraction:
        if article.text.startswith("Slow"):
            busy(60)
        return Extraction((), (), (), (), ())


def test_a_slow_article_is_rejected_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ("Fog came over the harbour.", "Slow fog came over the harbour.", "Then it went.")
    run_kernel(map(raw_article, texts[::2]), Slow())  # what is loaded once takes its time, too
    monkeypatch.setattr(kernel, "MAX_SECONDS", 0.5)
    rows = run_kernel(map(raw_article, texts), Slow())
    assert [row["text"] for row in rows.by_table()["articles"]] == [texts[0], texts[2]]
    [rejected] = rows.by_table()["rejected"]
    assert rejected["check_code"] == "article-too-costly"
