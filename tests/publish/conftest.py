"""A release to publish, made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.release.conftest import DAY, RUN
from tests.release.sample_tables import sample_dataset, write_sample_tables

from factpack.publish.plan import Plan, plan_release
from factpack.release.write import write_release

DOI = "10.5072/zenodo.1"


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    folder = tmp_path_factory.mktemp("publish")
    tables = write_sample_tables(folder / "tables")
    staging = folder / "alder-and-birch" / "1.0.0"
    staging.mkdir(parents=True)
    dataset = sample_dataset(folder, doi=DOI)
    write_release(tables, dataset, staging, version="1.0.0", released=DAY, run=RUN)
    return plan_release(staging)


@pytest.fixture
def broken(plan: Plan, tmp_path: Path) -> Path:
    """A copy in which a file is not as SHA256SUMS says."""
    import shutil

    folder = Path(shutil.copytree(plan.release, tmp_path / "broken"))
    (folder / "LICENSE").write_text("other", "utf-8")
    return folder
