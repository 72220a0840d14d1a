"""Text files: where the date comes from, and in what encodings they come."""

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest

SEED = Path(__file__).parents[3] / "shared" / "evaluation" / "seed" / "000_9aff0f9633a190ff.txt"
DAY = dt.date(2023, 12, 22)


@pytest.mark.parametrize(
    "content",
    [
        " date 2023-12-22 Tokyo and Seoul met.",
        "date 2023-12-22\nTokyo and Seoul met.",
        "\n\nDate: 2023-12-22\n\nTokyo and Seoul met.",
        "---\ndate: 2023-12-22\n---\nTokyo and Seoul met.",
        "---\npublished: 2023-12-22T23:30:00+09:00\n---\nTokyo and Seoul met.",
        "---\ntitle: Talks\n---\ndate 2023-12-22 Tokyo and Seoul met.",
        "Published: 2023-12-22\n\nTokyo and Seoul met.",
        "published 2023-12-22 Tokyo and Seoul met.",
        "---\ntitle: Talks\n---\nPublished: 2023-12-22T08:30:00Z\nTokyo and Seoul met.",
    ],
)
def test_date_stands_in_front_and_the_text_follows(tmp_path, read, content):
    (tmp_path / "a.txt").write_text(content)

    articles, problems = read(tmp_path / "a.txt")

    assert [(a.published, a.text.strip()) for a in articles] == [(DAY, "Tokyo and Seoul met.")]
    assert not problems


@pytest.mark.parametrize("line", ["Published: 2023-12-22", "DATE : 2023-12-22", "Published on: 2023-12-22 08:30"])
def test_date_may_have_a_line_of_its_own_below_the_headline(tmp_path, read, line):
    (tmp_path / "a.txt").write_text(f"Talks resume\n{line}\n\nTokyo and Seoul met.")

    (article,), problems = read(tmp_path)

    assert (article.published, article.text) == (DAY, "Talks resume\n\nTokyo and Seoul met.")
    assert not problems


def test_a_date_line_far_down_is_part_of_the_story(tmp_path, read):
    (tmp_path / "a.txt").write_text("Tokyo and Seoul met.\n" * 10 + "Date: 2023-12-22\n")

    articles, (problem,) = read(tmp_path)

    assert not articles
    assert problem.what == "there is no date of publication"


def test_text_without_any_date_is_a_problem_that_names_the_remedy(tmp_path, read):
    (tmp_path / "a.txt").write_text("Tokyo and Seoul met. The date 2023-12-22 is in the middle.")

    articles, (problem,) = read(tmp_path)

    assert not articles
    assert problem.where == str(tmp_path / "a.txt")
    assert problem.what == "there is no date of publication"
    assert "date YYYY-MM-DD" in problem.remedy
    assert "--published" in problem.remedy


def test_default_date_serves_only_texts_without_their_own(tmp_path, read):
    (tmp_path / "a.txt").write_text("Tokyo and Seoul met.")
    (tmp_path / "b.txt").write_text("date 2023-12-22 Tokyo and Seoul met again.")

    articles, problems = read(tmp_path, published=dt.date(2020, 1, 5))

    assert [a.published for a in articles] == [dt.date(2020, 1, 5), DAY]
    assert not problems


@pytest.mark.parametrize(
    ("date", "told"), [("2023-13-45", "published '2023-13-45' is not a date"), ("2031-01-01", "lies in the future")]
)
def test_impossible_dates_are_problems_even_with_a_default(tmp_path, read, date, told):
    (tmp_path / "a.txt").write_text(f"date {date} Tokyo and Seoul met.")

    articles, (problem,) = read(tmp_path, published=DAY)

    assert not articles
    assert told in problem.what


def test_front_matter_gives_every_field(tmp_path, read):
    (tmp_path / "a.md").write_text(
        "---\nid: talks-1\ntitle: 'Talks: again'\nsource: Example Herald\nurl: https://example.org/a\n"
        "published: 2023-12-22\nsample: true\nauthor: ignored\n---\n\nTokyo and Seoul met."
    )

    (article,), _ = read(tmp_path)

    assert (article.id, article.title, article.source) == ("talks-1", "Talks: again", "Example Herald")
    assert (article.url, article.published, article.sample) == ("https://example.org/a", DAY, True)


@pytest.mark.parametrize("block", ["Analysis by our desk.", "- one\n- two", "# Talks", ""])
def test_a_block_between_rules_that_holds_no_keys_is_text(tmp_path, read, block):
    content = f"---\n{block}\n---\nTokyo and Seoul met."
    (tmp_path / "a.txt").write_text(content)

    (article,), problems = read(tmp_path, published=DAY)

    assert article.text == content
    assert not problems


def test_front_matter_that_multiplies_itself_is_refused_at_once(tmp_path, read):
    names = "abcdefghi"
    nested = "".join(f"{two}: &{two} [{', '.join([f'*{one}'] * 9)}]\n" for one, two in pairwise(names))
    (tmp_path / "a.md").write_text(f"---\na: &a [x, x, x, x, x, x, x, x, x]\n{nested}title: *i\n---\nTokyo met.")

    articles, (problem,) = read(tmp_path, published=DAY)

    assert not articles
    assert problem.what == "the front matter holds an alias (*name)"


@pytest.mark.parametrize(
    ("matter", "told"),
    [
        ("title: " + "[" * 5000, "the front matter is nested too deeply"),
        ("title: [[[[[[x]]]]]]", "title is [[[...]]] and no string"),
        ("title: 0x" + "f" * 9000, "title is a number with thousands of digits and no string"),
        ("id: 0x" + "f" * 9000, "id is a number of more than 100 digits"),
    ],
)
def test_values_that_cannot_be_written_out_are_told_briefly(tmp_path, read, matter, told):
    (tmp_path / "a.md").write_text(f"---\n{matter}\n---\nTokyo and Seoul met.")

    articles, (problem,) = read(tmp_path, published=DAY)

    assert not articles
    assert problem.what == told


def test_broken_front_matter_is_told_with_its_line(tmp_path, read):
    (tmp_path / "a.md").write_text("---\nurl: x\ntitle: Talks: again: and again\n---\nTokyo and Seoul met.")

    _, (problem,) = read(tmp_path)

    assert problem.what == "the front matter is not valid YAML at line 3"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "latin-1", "cp1252"])
def test_any_usual_encoding_is_read_right(tmp_path, read, encoding):
    body = 'date 2023-12-22 The café owner said "Dokdo" at the embassy; the protest was a cliché, the daily wrote.'
    (tmp_path / "a.txt").write_bytes(body.encode(encoding))

    (article,), problems = read(tmp_path)

    assert article.text == body.removeprefix("date 2023-12-22 ")
    assert not problems


@pytest.mark.parametrize("content", [bytes(range(256)) * 20, b"date 2023-12-22 a\0b"])
def test_bytes_that_are_no_text_are_a_problem(tmp_path, read, content):
    (tmp_path / "a.txt").write_bytes(content)

    articles, (problem,) = read(tmp_path)

    assert not articles
    assert problem.what == "the file is not text in any known encoding"


def test_a_text_of_fifty_megabytes_is_refused_without_being_read(tmp_path, read):
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.truncate(50_000_000)

    articles, (problem,) = read(tmp_path)

    assert not articles
    assert "50.0 MB" in problem.what
    assert "split it" in problem.remedy


def test_a_text_longer_than_any_article_is_refused(tmp_path, read):
    (tmp_path / "a.txt").write_text("date 2023-12-22 " + "word " * 1_000_001)

    articles, (problem,) = read(tmp_path)

    assert not articles
    assert "more than the 5,000,000 of any one article" in problem.what


@pytest.mark.skipif(not SEED.exists(), reason="the seed article lies outside the repository")
def test_the_seed_article_is_read_whole(read):
    (article,), problems = read(SEED)

    assert article.published == DAY
    assert article.text.startswith("South Korea and Japan engaged in high-level economic talks on Thursday")
    assert not problems
