"""A real article end to end: the coder against its labels, where the labelled set is at hand."""

import datetime as dt
import json
from pathlib import Path

import pytest

from etl.catalogue import load_catalogue
from etl.coder.kernel import Coder
from etl.records import Article, Report

SEED = Path(__file__).resolve().parents[2] / "shared" / "evaluation" / "seed"
pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason="the labelled seed article is not here")


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    row = json.loads((SEED / "articles.jsonl").read_text(encoding="utf-8"))
    article = Article(row["id"], dt.date.fromisoformat(row["published"]), row["text"])
    ((_, found),) = Coder(load_catalogue("JPN_KOR")).code([article])
    assert all(article.text[report.quote.start : report.quote.end] == report.quote.text for report in found)
    return found


@pytest.mark.parametrize(
    ("indicator", "stance", "action", "actor", "date"),
    [
        ("economic_dialogue", "cooperation", "CONSULT", "BOTH", "2023-12-21"),
        ("forced_labour_settlement", "cooperation", "CONCEDE", "KOR", "2023"),
        ("missile_data_sharing", "cooperation", "COOPERATE", "BOTH", None),
        ("export_white_list", "cooperation", "RETREAT", "JPN", "2023-03"),
        ("export_controls", "cooperation", "RETREAT", "JPN", "2023-03"),
        ("fukushima_seafood_ban", "friction", "SANCTION", "KOR", "2013"),
        ("comfort_women_ruling", "friction", "SANCTION", "KOR", None),
        ("forced_labour_ruling", "friction", "SANCTION", "KOR", "2023-12-21"),
    ],
)
def test_an_act_of_the_seed_article_is_coded(
    reports: tuple[Report, ...], indicator: str, stance: str, action: str, actor: str, date: str | None
) -> None:
    told = {(report.indicator, report.stance, report.action, report.actor, report.when.iso) for report in reports}
    assert (indicator, stance, action, actor, date) in told


def test_at_most_one_act_in_ten_is_a_false_alarm(reports: tuple[Report, ...]) -> None:
    labels = [json.loads(line) for line in (SEED / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    wanted = {(label["indicator"], label["stance"]) for label in labels}
    wrong = [report for report in reports if (report.indicator, report.stance) not in wanted]
    assert len(wrong) <= 1
