"""What is published is what `datasets` loads: tried before it appears."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from factpack.errors import FactpackError
from factpack.pipeline import build
from factpack.release.loading import check_loading
from factpack.release.open import open_release


def test_a_release_loads(release: Path) -> None:
    check_loading(release, open_release(release).rows)


def test_a_release_that_does_not_load_is_refused(release: Path, tmp_path: Path) -> None:
    rows = open_release(release).rows
    with pytest.raises(FactpackError, match="other rows of facts, so"):
        check_loading(release, {**rows, "facts": rows["facts"] + 1})
    broken = tmp_path / "1.0.0"
    shutil.copytree(release, broken)
    card = (broken / "README.md").read_text("utf-8")
    (broken / "README.md").write_text(card.replace("data/facts/", "data/fiction/"), "utf-8")
    with pytest.raises(FactpackError, match="load_dataset fails, so nothing was published"):
        check_loading(broken, rows)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no /proc")
def test_a_build_that_is_killed_leaves_no_process(tmp_path: Path) -> None:
    """The one that loads ends with it, whatever it does just then."""
    code = (
        "import sys; from pathlib import Path; from factpack.release import loading\n"
        "wait = \"open(sys.argv[1] + '/pid', 'w').write(str(os.getpid()))\"\n"
        "wait += chr(10) + 'threading.Event().wait()'\n"
        "loading._SCRIPT = loading._SCRIPT.replace('import datasets\\n', wait + chr(10))\n"
        "loading.check_loading(Path(sys.argv[1]), {})\n"
    )
    build = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)])
    file = tmp_path / "pid"
    while not file.is_file() or not file.read_text("utf-8"):
        assert build.poll() is None
        time.sleep(0.02)
    build.kill()
    build.wait()
    loader = Path("/proc") / file.read_text("utf-8")
    for _ in range(500):
        if not loader.exists() or "Z" in (loader / "stat").read_text("utf-8").split()[2]:
            return
        time.sleep(0.02)
    raise AssertionError("it is still there")


def test_nothing_appears_where_loading_fails(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Orrin Corp. acquired Tessit Labs in March 2019.\n", "utf-8")
    config = {
        "name": "orrin-bay",
        "title": "Orrin Bay",
        "description": "News of an invented harbour.",
        "license": "CC0-1.0",
        "rights": "full",
        "released": "2026-01-31",
        "sources": [{"path": "*.txt"}],
    }
    (tmp_path / "dataset.yaml").write_text(json.dumps(config), "utf-8")
    tried: list[str] = []

    def refuse(staging: Path, rows: object) -> None:
        tried.append((staging / "README.md").read_text("utf-8")[:3])
        raise FactpackError("it does not load")

    with pytest.raises(FactpackError, match="does not load"):
        build(tmp_path / "dataset.yaml", out=tmp_path / "dist", try_loading=refuse)
    assert tried == ["---"] and not list((tmp_path / "dist").glob("*/*/README.md"))
