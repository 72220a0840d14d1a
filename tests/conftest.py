"""The shipped data, coded once for all tests that need a real snapshot."""

import datetime as dt
from pathlib import Path

import pytest

from etl import pipeline
from etl.catalogue import load_catalogue
from etl.sources import ReadOptions

AS_OF = dt.date(2026, 11, 23)


def publish_shipped(folder: Path, hour: int = 0) -> pipeline.RunReport:
    """Run the shipped data into `folder`, as of a fixed day."""
    return pipeline.run(
        pipeline.shipped_inputs("JPN_KOR"),
        load_catalogue("JPN_KOR"),
        as_of=AS_OF,
        started=dt.datetime(2026, 11, 23, hour, tzinfo=dt.UTC),
        snapshots=folder,
        options=ReadOptions(as_of=AS_OF),
    )


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> pipeline.RunReport:
    return publish_shipped(tmp_path_factory.mktemp("snapshots"))
