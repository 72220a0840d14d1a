"""What a page draws from, and the day it speaks of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from pages.shared.charts import Palette
from pages.shared.filters import Choices, Filters, write_address
from pages.shared.snapshot import Seen
from pages.shared.wording import say_day


@dataclass(frozen=True)
class View:
    """What a page draws from."""

    path: str  # of the snapshot
    filters: Filters
    choices: Choices
    run: dict[str, Any]
    seen: Seen  # under the filters
    palette: Palette

    @property
    def known(self) -> dt.date:
        """The day that pages speak of: the last known one, or the last of the period if that is earlier.

        Behind the last known day nothing was read; all that is drawn there is carried on.
        """
        last = self.seen.last or self.choices.last
        return max(self.choices.first, min(last, self.filters.end or last, self.choices.last))

    @property
    def when(self) -> str:
        """That day in words: `20 May 2026, the last known day`."""
        cropped = self.filters.end is not None and self.known == self.filters.end != self.seen.last
        return f"{say_day(self.known)}, the last {'day of the period' if cropped else 'known day'}"

    @property
    def address(self) -> dict[str, list[str]]:
        """The parameters that hold the filters: for links that keep them."""
        return write_address(self.filters, self.choices)
