"""The quote stands marked in its context, and what an article says stays text."""

import datetime as dt
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pages.shared.filters import Choices, Filters
from pages.shared.reports import choose_reports, mark_quotes, tell_event, tell_report, tell_reports


def report(text: str, start: int, end: int, also: list[tuple[int, int]] | None = None) -> dict[str, Any]:
    spans = [{"start": left, "end": right, "text": text[left:right]} for left, right in also or []]
    return {"text": text, "quote_start": start, "quote_end": end, "also": spans}


def test_the_quote_and_further_sentences_are_marked() -> None:
    text = "Before. Japan lifted the curbs. Between. The curbs are gone. After."
    marked = mark_quotes(report(text, 8, 31, [(41, 60)]))
    assert marked == ("Before. <mark>Japan lifted the curbs.</mark> Between. <mark>The curbs are gone.</mark> After.")


def test_long_articles_are_cut_at_words_around_the_quote() -> None:
    text = "word " * 500 + "QUOTE" + " word" * 500
    marked = mark_quotes(report(text, 2500, 2505))
    assert "<mark>QUOTE</mark>" in marked
    assert len(marked) < 700
    assert marked.startswith("… word")
    assert marked.endswith("word …")


@given(st.text(min_size=1), st.data())
def test_no_text_breaks_out_of_the_mark(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    marked = mark_quotes(report(text, start, end))
    bare = marked.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert ">" not in bare


def test_a_report_of_a_hostile_article_is_inert() -> None:
    harm = "<script>alert(1)</script>"
    row = report(harm, 0, len(harm)) | {
        "title": harm,
        "url": "javascript:alert(1)",
        "source": harm,
        "published": pd.Timestamp("2020-01-01"),
        "sample": True,
        "curated": False,
        "date_start": pd.NaT,
        "date_precision": "unknown",
        "date_expression": harm,
        "date_basis": "none",
        "rule": harm,
        "confidence": 0.5,
        "news": True,
        "stance": "friction",
    }
    told = tell_report(row)
    assert "<script" not in told
    assert "href" not in told
    assert "date unknown" in told


REPORTS = pd.DataFrame(
    {"report_id": ["a", "b", "c"], "origin": ["curated", "coded", "coded"], "sample": [False, True, False]}
)


def test_reports_that_the_filters_leave_out_are_counted_and_not_shown() -> None:
    def chosen(**fields: Any) -> list[str]:
        return choose_reports(REPORTS, Filters("JPN_KOR", **fields))["report_id"].tolist()

    assert chosen() == ["a", "b", "c"]
    assert chosen(samples=False) == ["a", "c"]
    assert chosen(samples=False, origin="coded") == ["c"]
    assert "2 more reports are left out" in tell_reports(REPORTS.iloc[:0], 2)
    assert "left out" not in tell_reports(REPORTS.iloc[:0], 0)


def test_an_event_says_what_it_counts_for_in_the_index() -> None:
    reports = pd.DataFrame(
        {"article_id": ["a"], "source": ["Desk"], "published": [pd.Timestamp("2020-01-01")], "sample": [False]}
    )
    event = {
        "event_id": "x",
        "date_start": pd.Timestamp("2020-01-01"),
        "date_precision": "day",
        "date_basis": "explicit",
        "stance": "friction",
        "topic": "trade",
        "indicator": "tariffs",
        "actor": "BOTH",
        "action": "SANCTION",
        "modality": "actual",
        "intensity": 6.0,
        "confidence": 1.0,
        "title": "Title",
    }
    choices = Choices({}, {}, {}, dt.date(2020, 1, 1), dt.date(2020, 12, 31))

    def told(weight: float, uncounted: str = "") -> str:
        return tell_event(event | {"weight": weight, "uncounted": uncounted}, reports, choices, {})

    assert "<dd>6.0 of 10</dd>" in told(6.0)
    assert "<dd>3.0 of 10, 6.0 once done</dd>" in told(3.0)
    assert "none in the index: no date is known" in told(0.0, "undated")
    assert "none in the index: a state in force is no new act" in told(0.0, "state")
