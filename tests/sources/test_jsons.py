"""JSON: one broken line costs that line alone."""

import datetime as dt
import json

import pytest

GOOD = {
    "id": "a1",
    "url": "https://example.org/1",
    "source": "X",
    "title": "T",
    "published": "2023-12-22",
    "text": "Met.",
}


def lines(*entries: object) -> str:
    return "".join((entry if isinstance(entry, str) else json.dumps(entry)) + "\n" for entry in entries)


def test_a_line_becomes_an_article(tmp_path, read):
    (tmp_path / "a.jsonl").write_text(lines(GOOD))

    (article,), problems = read(tmp_path)

    assert (article.id, article.url, article.source, article.title) == ("a1", "https://example.org/1", "X", "T")
    assert (article.published, article.text, article.sample) == (dt.date(2023, 12, 22), "Met.", False)
    assert article.read_from == f"{tmp_path / 'a.jsonl'}:1"
    assert not problems


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('{"published": "2023-12-22", "text', "not valid JSON at column 29 (unterminated string starting)"),
        ("[" * 100_000, "the JSON is nested too deeply"),
        ([1, 2], "this is a list and no object"),
        (GOOD | {"text": None}, "the text is empty"),
        (GOOD | {"text": " \n "}, "the text is empty"),
        (GOOD | {"text": 7}, "text is 7 and no string"),
        (GOOD | {"title": ["T"]}, "title is ['T'] and no string"),
        (GOOD | {"published": "last week"}, "published 'last week' is not a date"),
        (GOOD | {"published": 20231222}, "published 20231222 is not a date"),
        (GOOD | {"published": None}, "there is no date of publication"),
        (GOOD | {"published": "2026-06-02"}, "published 2026-06-02 lies in the future"),
        (GOOD | {"sample": "perhaps"}, "sample 'perhaps' is neither true nor false"),
        ({"headline": "T"}, "there is no field text"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_rest_goes_on(tmp_path, read, entry, told):
    (tmp_path / "a.jsonl").write_text(lines(GOOD, entry, "", GOOD | {"id": "a2"}))

    articles, (problem,) = read(tmp_path)

    assert [a.id for a in articles] == ["a1", "a2"]
    assert problem.where == f"{tmp_path / 'a.jsonl'}:2"
    assert problem.what == told
    assert problem.remedy


def test_a_wrong_web_address_costs_the_address_alone(tmp_path, read):
    (tmp_path / "a.jsonl").write_text(lines(GOOD | {"url": "javascript:alert(1)"}))

    (article,), (problem,) = read(tmp_path)

    assert article.url == ""
    assert "'javascript:alert(1)' is not a web address" in problem.what


def test_numbers_do_as_ids_and_nulls_as_nothing(tmp_path, read):
    (tmp_path / "a.jsonl").write_text(lines(GOOD | {"id": 17, "url": None, "source": None, "title": None}))

    (article,), problems = read(tmp_path)

    assert (article.id, article.url, article.source, article.title) == ("17", "", "", "")
    assert not problems


def test_without_an_id_the_address_makes_it_and_without_both_day_and_text(tmp_path, read):
    bare = {"published": "2023-12-22", "text": "Met."}
    (tmp_path / "a.jsonl").write_text(
        lines(
            bare | {"url": "https://Example.org/a?utm_source=mail"},
            bare | {"url": "https://example.org/a", "text": "Met, says an update."},
            bare,
            bare | {"text": " Met.\r\n"},
            bare | {"published": "2023-12-23"},
        )
    )

    (tracked, clean, by_text, spaced, next_day), _ = read(tmp_path)

    assert tracked.id == clean.id
    assert by_text.id == spaced.id
    assert len({clean.id, by_text.id, next_day.id}) == 3


def test_bytes_out_of_place_cost_their_line_alone(tmp_path, read):
    padding = [json.dumps(GOOD | {"id": f"p{n}", "text": "é" * 1000}, ensure_ascii=False).encode() for n in range(600)]
    broken = b'{"published": "2023-12-22", "text": "caf\xe9"}'
    (tmp_path / "a.jsonl").write_bytes(b"\n".join([*padding, broken, json.dumps(GOOD).encode()]))

    articles, (problem,) = read(tmp_path)

    assert len(articles) == 601
    assert problem.where.endswith(":601")
    assert problem.what == "the line is not UTF-8"


def test_an_article_of_fifty_megabytes_on_one_line_is_passed_over(tmp_path, read):
    (tmp_path / "a.jsonl").write_text(lines(GOOD | {"text": "word " * 10_000_000}, GOOD))

    (article,), (problem,) = read(tmp_path)

    assert article.read_from.endswith(":2")
    assert "longer than the 5,000,000 characters" in problem.what


def test_utf_16_lines_are_read(tmp_path, read):
    (tmp_path / "a.jsonl").write_bytes(json.dumps(GOOD | {"text": "Café."}, ensure_ascii=False).encode("utf-16"))

    (article,), _ = read(tmp_path)

    assert article.text == "Café."


def test_json_is_an_object_or_a_list_of_them(tmp_path, read):
    (tmp_path / "a.json").write_text(json.dumps(GOOD))
    (tmp_path / "b.json").write_text(json.dumps([GOOD | {"id": "b1"}, 3, GOOD | {"id": "b3"}]))

    articles, (problem,) = read(tmp_path)

    assert [a.id for a in articles] == ["a1", "b1", "b3"]
    assert str(problem).startswith(f"{tmp_path / 'b.json'}: entry 2: this is a number and no object; ")


def test_lines_named_json_are_told_their_name(tmp_path, read):
    (tmp_path / "a.json").write_text(lines(GOOD, GOOD))

    _, (problem,) = read(tmp_path)

    assert problem.remedy == "name the file .jsonl if each line is an object"
