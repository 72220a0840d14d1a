"""How the numbers are made, in words, with the figures of the run at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pages.shared.wording import CLEAR, LEAN, say_day

FORMULA = (
    r"\begin{aligned} \text{net}(d) &= \frac{C(d) - F(d)}{C(d) + F(d)} \\"
    r"C(d) &= \sum_{e\ \text{cooperation}} w_e\, 2^{-(d - d_e)/h} \\"
    r"F(d) &= \sum_{e\ \text{friction}} w_e\, 2^{-(d - d_e)/h} \end{aligned}"
)


def explain_method(run: Mapping[str, Any]) -> str:
    """The formula's letters and what follows from it, as Markdown."""
    return "\n".join(
        f"- {sentence}"
        for sentence in (
            "$w_e$ is the weight of an act: that of its action times that of its indicator (tables below). "
            f"$h$ is {run['half_life_days']:.0f} days: so long after it an act counts half.",
            "An act dated to a month or a year is spread evenly over it. One without a date is listed as evidence "
            "and moves no line.",
            f"The band holds 90 % of {run['resamples']} resamples of the events. It shows how much hangs on single "
            "events, not whether they are coded rightly.",
            f"Words: within ±{LEAN} cooperation and friction are “in balance”; beyond ±{CLEAR} one “clearly "
            "outweighs” the other.",
            "Filters choose events, and the index is reckoned anew from these. The period only crops: what happened "
            "before it still counts as far as it has not faded.",
            "Measures (page Policies) are a series of their own and no part of the index. Filters by origin, samples "
            "and confidence derive their states anew from the events that are left.",
        )
    )


def explain_coverage(run: Mapping[str, Any]) -> str:
    """When a day counts as covered."""
    return (
        "Articles and chronology rows by month. A day is covered if an article was read from it or the "
        f"{run['gap_days']} days before, or if it lies within the chronology. Where nothing covers a day there is no "
        "index: silence is not calm."
    )


def cite(run: Mapping[str, Any], pair: str) -> str:
    """How to cite what this snapshot shows."""
    return (
        f"Bilateral Barometer, {pair}, method {run['coder_version']}, snapshot {run['run_id']}, "
        f"data through {say_day(run['through'])}."
    )
