from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.catalogue import load_catalogue
from etl.coder.actors import ActorFinder
from etl.records import Article

DAY = dt.date(2023, 3, 17)


def found(finder: ActorFinder, text: str, day: dt.date = DAY) -> list[tuple[str, str]]:
    return [(text[mention.start : mention.end], mention.country) for mention in finder.find(text, day)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Japan and South Korea", [("Japan", "JPN"), ("South Korea", "KOR")]),
        ("S. Korea, Japan", [("S. Korea", "KOR"), ("Japan", "JPN")]),
        ("the Republic of Korea (ROK)", [("Republic of Korea", "KOR"), ("ROK", "KOR")]),
        ("SEOUL, March 17", [("SEOUL", "KOR")]),
        ("The Blue House and the Kantei were silent.", [("Blue House", "KOR"), ("Kantei", "JPN")]),
        ("North Korea fired", [("North Korea", "PRK")]),
        ("The Korean Peninsula and the Sea of Japan", []),
        ("Japanese-made cars", [("Japanese", "JPN")]),
        ("Korean residents in Japan", []),
        ("the Seoul Central District Court", [("Seoul Central District Court", "KOR")]),
        ("a panel of the World Trade Organization", [("panel of the World Trade Organization", "wto")]),
        ("He went on a diet in the Diet.", [("Diet", "JPN")]),
        ("It hit us in the US.", [("US", "USA")]),
        ("a lowercase seoul", []),
    ],
)
def test_the_longest_name_wins_and_look_alikes_are_nobody(finder, text, expected):
    assert found(finder, text) == expected


@pytest.mark.parametrize(
    ("text", "korea"),
    [
        ("Korea protested to Japan.", True),
        ("North Korea fired a missile. A North Korean said so. Korea is divided.", False),
        ("North Korea fired a missile, South Korea said. Korea will respond.", True),
    ],
)
def test_a_loose_name_is_the_country_unless_the_text_is_about_its_namesake(finder, text, korea):
    assert (("Korea", "KOR") in found(finder, text)) is korea


def test_an_elliptic_name_needs_its_namesake(finder):
    assert ("the South", "KOR") in found(finder, "North Korea said the South had lied.")
    assert found(finder, "They drove through the South in summer.") == []
    assert ("the South", "KOR") not in found(finder, "North Korea sailed the South Sea.")


@pytest.mark.parametrize(
    ("text", "day", "name"),
    [
        ("President Lee flew in.", dt.date(2011, 12, 17), "Lee Myung-bak"),
        ("President Lee flew in.", dt.date(2025, 8, 23), "Lee Jae-myung"),
        ("Prime Minister Abe flew in.", dt.date(2014, 3, 25), "Shinzo Abe"),
        ("Koizumi prayed at the shrine.", dt.date(2005, 10, 17), "Junichiro Koizumi"),
        ("Defense Minister Koizumi spoke.", dt.date(2025, 11, 1), "Shinjiro Koizumi"),
        ("Ambassador Terada was called in.", dt.date(2001, 4, 4), "Terusuke Terada"),
        ("Foreign Minister Park and others", dt.date(2022, 7, 18), "Park Jin"),
        ("Foreign Minister Yun Byung-se spoke.", dt.date(2015, 12, 28), "Yun Byung-se"),
        ("Foreign Minister Kishida Fumio spoke.", dt.date(2015, 12, 28), "Fumio Kishida"),
        ("Yoon Suk Yeol met him.", DAY, "Yoon Suk-yeol"),
        ("the Suga Cabinet decided", dt.date(2021, 4, 13), "Yoshihide Suga"),
    ],
)
def test_a_surname_is_whoever_held_the_office_on_the_day(finder, text, day, name):
    assert [mention.name for mention in finder.find(text, day) if mention.kind == "person"] == [name]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Lee laughed.", dt.date(2019, 7, 1)),  # no head of government of that name
        ("Samsung's Lee Jae-yong laughed.", dt.date(2025, 12, 31)),  # another Lee
        ("Mr Kim laughed.", dt.date(2000, 6, 15)),  # two countries' leaders
        ("a walk in Hyde Park", dt.date(2014, 1, 1)),
    ],
)
def test_an_ambiguous_surname_is_nobody(finder, text, day):
    assert [mention for mention in finder.find(text, day) if mention.kind == "person"] == []


def test_a_whole_name_settles_the_surname_in_the_same_article(finder):
    text = "Kim Jong Un fired a missile over Japan. Kim watched it."
    assert [m.country for m in finder.find(text, DAY) if m.kind == "person"] == ["PRK", "PRK"]


def test_people_are_learnt_from_their_introduction(finder):
    text = "Kang Jae-kwon, South Korea's envoy, met his Japanese counterpart Keiichi Ono. Ono smiled at Kang."
    people = [(text[m.start : m.end], m.country) for m in finder.find(text, DAY) if m.kind == "person"]
    assert people == [("Kang Jae-kwon", "KOR"), ("Keiichi Ono", "JPN"), ("Ono", "JPN"), ("Kang", "KOR")]


@pytest.mark.parametrize(
    "text",
    ["Both countries agreed.", "the two leaders met", "Bilateral talks", "the two finance ministers", "each other"],
)
def test_pairs_are_found_as_both(finder, text):
    assert [mention.kind for mention in finder.find(text, DAY)] == ["both"]


def test_title_and_text_know_each_others_people(finder):
    article = Article("a", dt.date(2019, 7, 1), "Lee Nak-yon flew to Tokyo.", "Lee sees Abe")
    title, _ = finder.read(article)
    assert [(mention.name, mention.country) for mention in title] == [("Lee Nak-yon", "KOR"), ("Shinzo Abe", "JPN")]


@pytest.mark.parametrize(
    ("article", "home"),
    [
        (Article("a", DAY, "SEOUL — The government protested to Japan."), "KOR"),
        (Article("a", DAY, "The government protested to South Korea.", source="The Japan Times"), "JPN"),
        (Article("a", DAY, "Korea and Japan met."), "KOR"),
        (Article("a", DAY, "South Korea and Japan met."), None),
    ],
)
def test_an_article_is_at_home_where_its_outlet_dateline_or_wording_says(finder, article, home):
    assert finder.scene(article).home == home


def test_terms_of_one_country_heads_of_government_follow_each_other():
    for code in ("JPN", "KOR"):
        leaders = [term for term in load_catalogue("JPN_KOR").country(code).terms if term.office == "leader"]
        assert all(term.end is None or term.start < term.end for term in leaders)
        for day in (dt.date(1999, 1, 1) + dt.timedelta(days=n) for n in range(0, 9900, 7)):
            holders = {term.name for term in leaders if term.start <= day and (term.end is None or day < term.end)}
            allowed = 2 if code == "KOR" else 1  # an acting president beside an impeached one
            assert len(holders) <= allowed, (day, holders)


PIECES = [
    "Japan",
    "Korea",
    "North ",
    "South ",
    "the two sides ",
    "Lee ",
    "Kim Jong-",
    "\u200b",
    "…",
    "é",
    "日本",
    "\n",
    "'s ",
    "-",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30))
def test_mentions_are_exact_ordered_and_apart(finder, pieces):
    text = "".join(pieces)
    mentions = finder.find(text, DAY)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in mentions)
    assert all(first.end <= second.start for first, second in itertools.pairwise(mentions))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Korea" * 40_000, []),
        ("Japanese minister " * 15_000, ["demonym"] * 15_000),
        ("Mr " * 80_000, []),
        ("the two sides " * 30_000, ["both"] * 30_000),
        ("A. " * 80_000 + "Japan", ["country"]),
    ],
)
def test_a_text_of_one_long_line_is_read_to_its_end(finder, text, kinds):
    assert [mention.kind for mention in finder.find(text, DAY)] == kinds
