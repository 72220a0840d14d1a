"""Tables as HTML: names in place of ids, events linked to their evidence, nothing of an article as markup."""

import pandas as pd

from pages.shared.listings import find_ids, list_findings, list_moves, list_problems, list_topics

HARM = "<img src=x onerror=alert(1)>"
FINDINGS = pd.DataFrame(
    [
        ("contradiction", "gsomia", "JPN_KOR-2012-06-gsomia-agree-both would move it to “in_force”."),
        ("index", "events", "Not in the index (39 events)."),
        ("late", "JPN_KOR-2001-gone", f"Dated after it was reported {HARM}."),
    ],
    columns=["kind", "subject", "text"],
)
EVENTS = pd.DataFrame(
    {
        "event_id": ["JPN_KOR-2012-06-gsomia-agree-both"],
        "title": [f"SEOUL - The pact was ready to be signed {HARM}"],
        "date": [pd.Timestamp("2012-06-01")],
        "date_precision": ["month"],
    }
)
STATES = pd.DataFrame(
    {"policy": ["gsomia"], "policy_name": ["Military pact"], "state": ["in_force"], "state_name": ["in force"]}
)


def test_findings_name_measures_states_and_events_and_link_the_events() -> None:
    assert find_ids(FINDINGS) == ("JPN_KOR-2001-gone", "JPN_KOR-2012-06-gsomia-agree-both")
    told = list_findings(FINDINGS, EVENTS, STATES, {"topic": ["Security"]})
    assert "<td>Military pact</td>" in told
    assert "would move it to “in force”" in told
    assert "evidence?topic=Security&amp;event=JPN_KOR-2012-06-gsomia-agree-both" in told
    assert ">The pact was ready" in told
    assert "<td>JPN_KOR-2001-gone</td>" in told
    assert "<img" not in told


def test_a_change_of_state_leads_to_the_event_that_made_it() -> None:
    moves = pd.DataFrame(
        {
            "effective": ["2019-08"],
            "announced": [pd.Timestamp("2019-07-03")],
            "policy_name": ["Ban"],
            "state_name": ["lifted"],
            "detail": [HARM],
            "title": [HARM],
            "source": ["desk"],
            "url": ["javascript:alert(1)"],
            "sample": [True],
            "event_id": ["x"],
        }
    )
    told = list_moves(moves, {})
    assert "Ban: <b>lifted</b>" in told
    assert "announced 3 Jul 2019" in told
    assert "event=x" in told
    assert "bb-sample" in told
    assert "<img" not in told
    assert "javascript" not in told


def test_a_topic_leads_to_its_evidence() -> None:
    topics = pd.DataFrame(
        [("Trade", 1204, 3, "+0.50", "—")], columns=["Topic", "Cooperation", "Friction", "Index", "In"]
    )
    told = list_topics(topics, {"stance": ["Friction"]})
    assert "<a href='evidence?stance=Friction&amp;topic=Trade' target='_self'>Trade</a>" in told
    assert "<td>1,204</td>" in told


def test_a_problem_is_told_with_its_place_and_remedy() -> None:
    told = list_problems(
        pd.DataFrame([("a.txt:3", f"no date {HARM}", "give one")], columns=["where", "what", "remedy"])
    )
    assert "<td>a.txt:3</td>" in told
    assert "<td>give one</td>" in told
    assert "<img" not in told
