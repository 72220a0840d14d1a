"""The dashboard's only reader of DuckDB: a published snapshot, opened read-only.

Every function takes the snapshot's path, which names one run for ever, and is cached on
it; one cursor a query, since sessions share the connection. `SnapshotError` where the
file cannot be read.
"""

from pages.shared.snapshot.connection import find_snapshot, snapshot_folder
from pages.shared.snapshot.events import (
    PAGE_ROWS,
    count_begun,
    count_events,
    count_uncounted,
    passes,
    read_events,
    read_heaviest,
    read_latest,
    read_named,
)
from pages.shared.snapshot.index import read_daily, read_index, read_volume
from pages.shared.snapshot.policies import (
    read_intervals,
    read_moves,
    read_policies,
    read_records,
    read_transitions,
)
from pages.shared.snapshot.reports import read_event, read_merges, read_reports
from pages.shared.snapshot.run import (
    Seen,
    read_choices,
    read_indicators,
    read_months,
    read_run,
    read_seen,
    read_sources,
    read_table,
)

__all__ = [
    "PAGE_ROWS",
    "Seen",
    "count_begun",
    "count_events",
    "count_uncounted",
    "find_snapshot",
    "passes",
    "read_choices",
    "read_daily",
    "read_event",
    "read_events",
    "read_heaviest",
    "read_index",
    "read_indicators",
    "read_intervals",
    "read_latest",
    "read_merges",
    "read_months",
    "read_moves",
    "read_named",
    "read_policies",
    "read_records",
    "read_reports",
    "read_run",
    "read_seen",
    "read_sources",
    "read_table",
    "read_transitions",
    "read_volume",
    "snapshot_folder",
]
