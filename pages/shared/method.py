"""What was read and how the numbers are made, in words, with the figures of the run at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pages.shared.passages import SAMPLE
from pages.shared.snapshot import Seen
from pages.shared.wording import CLEAR, LEAN, escape, say_count, say_day

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
            f"An act that is only announced counts {run['announced_weight']:.0%} of that. A state in force is no new act "
            "and counts nothing.",
            "An act dated to a month or a year is spread evenly over it. One without a date is listed as evidence "
            "and moves no line.",
            f"The band holds 90 % of {run['resamples']} resamples of the events. It shows how much hangs on single "
            "events, not whether they are coded rightly.",
            f"Words: within ±{LEAN} cooperation and friction were “in balance”; beyond ±{CLEAR} one “clearly "
            "outweighed” the other.",
            "Pages speak of the last known day, that of the newest article or chronology row. Behind it nothing was read: "
            "lines are dotted, bars pale, and the last state is carried on.",
            "Filters choose events, and the index is reckoned anew from these. The period only crops: what happened "
            "before it still counts as far as it has not faded.",
            "Measures (page Policies) are a series of their own and no part of the index. Filters by origin, samples "
            "and confidence derive their states anew from the events that are left.",
        )
    )


def tell_run(run: Mapping[str, Any], seen: Seen) -> str:
    """The run that made the snapshot, as terms."""
    terms = [
        ("Last known day", say_day(seen.last) if seen.last else "nothing read"),
        (
            "Built",
            f"{run['started']:%-d %b %Y, %H:%M} UTC, looking from {say_day(run['as_of'])}, in {run['seconds']:.0f} s",
        ),
        (
            "Read",
            f"{say_count(seen.articles, 'article')} and {say_count(seen.curated, 'chronology row')} from "
            f"{say_count(seen.sources, 'source')}; {say_count(int(run['n_duplicates']), 'duplicate')} left out",
        ),
        ("Found", f"{say_count(int(run['n_reports']), 'report')} of {say_count(int(run['n_events']), 'event')}"),
        ("Inputs", ", ".join(f"<code>{escape(name)}</code>" for name in run["inputs"])),
        ("Method", f"{escape(run['coder_version'])}, catalogue {escape(run['catalogue_hash'])}"),
    ]
    return "<dl class='bb bb-terms'>" + "".join(f"<dt>{term}</dt><dd>{value}</dd>" for term, value in terms) + "</dl>"


def note_samples(seen: Seen) -> str:
    """What sample articles are and how to leave them out."""
    return (
        f"<p class='bb'>{SAMPLE} {say_count(seen.samples, 'article')} of {seen.articles:,} were written for this "
        "project from public facts; their addresses, where they have one, lead to a page that backs the central fact, "
        "not to the article. They show the way from text to index "
        "and are not reporting. They are marked wherever they appear; the filter “Sample articles” leaves them out of "
        "every number, chart and download.</p>"
    )


def explain_coverage(run: Mapping[str, Any]) -> str:
    """When a day counts as covered."""
    return (
        "Articles and chronology rows by month. A day is covered if an article was read from it or the "
        f"{run['gap_days']} days before, or if it lies within the chronology. Where nothing covers a day there is no "
        "index: silence is not calm."
    )


def cite(run: Mapping[str, Any], seen: Seen, pair: str) -> str:
    """How to cite what this snapshot shows."""
    through = f"data through {say_day(seen.last)}" if seen.last else "no data"
    return f"Bilateral Barometer, {pair}, method {run['coder_version']}, snapshot {run['run_id']}, {through}."
