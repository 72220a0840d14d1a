"""CSV and Parquet."""

import csv
import datetime as dt

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

ROWS = [
    {
        "id": "a1",
        "published": "2023-12-22",
        "title": "Talks, again",
        "text": 'He said "yes".\n\nThey met.',
        "sample": "true",
    },
    {"id": "a2", "published": "2023-12-23", "title": "", "text": "They left.", "sample": ""},
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_rows_become_articles(tmp_path, read, delimiter, encoding):
    with (tmp_path / "a.csv").open("w", newline="", encoding=encoding) as stream:
        writer = csv.DictWriter(stream, ROWS[0].keys(), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(ROWS)

    (first, second), problems = read(tmp_path)

    assert (first.id, first.title, first.text, first.sample) == ("a1", "Talks, again", ROWS[0]["text"], True)
    assert (second.id, second.published, second.sample) == ("a2", dt.date(2023, 12, 23), False)
    assert (first.read_from, second.read_from) == (f"{tmp_path / 'a.csv'}:2", f"{tmp_path / 'a.csv'}:5")
    assert not problems


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("id,url,title,body", "the columns published and text are missing"),
        ("id,published,title,body", "the column text is missing"),
    ],
)
def test_missing_columns_are_one_problem_however_many_rows(tmp_path, read, header, told):
    (tmp_path / "a.csv").write_text(header + "\n" + "1,2,3,4\n" * 500)

    articles, (problem,) = read(tmp_path)

    assert not articles
    assert (problem.where, problem.what) == (str(tmp_path / "a.csv"), told)
    assert "id, url, source, title, published, text" in problem.remedy


def test_a_default_date_makes_the_column_of_dates_needless(tmp_path, read):
    (tmp_path / "a.csv").write_text("title,text\nT,They met.\n")

    (article,), problems = read(tmp_path, published=dt.date(2023, 12, 22))

    assert article.published == dt.date(2023, 12, 22)
    assert not problems


def test_bad_rows_are_told_with_their_line_and_the_rest_goes_on(tmp_path, read):
    (tmp_path / "a.csv").write_text(
        "id,published,text\n1,2023-12-22,one\n2,2023-12-22,two, and more\n3,soon,three\n\n4,2023-12-22\n"
        f'5,2023-12-22,{"x" * 5_000_001}\n6,2023-12-22,six\n7,2023-12-22,"never closed\n'
    )

    articles, problems = read(tmp_path)

    assert [a.id for a in articles] == ["1", "6"]
    assert [(p.where.rpartition(":")[2], p.what) for p in problems] == [
        ("3", "the row has 4 cells and the header 3"),
        ("4", "published 'soon' is not a date"),
        ("6", "the row has 2 cells and the header 3"),
        ("7", "a cell is longer than the 5,000,000 characters of any article"),
        ("9", "not valid CSV (unexpected end of data)"),
    ]


def write_parquet(path, **columns) -> None:
    pq.write_table(pa.table(columns), path)


def test_parquet_rows_become_articles_whatever_type_their_dates_have(tmp_path, read):
    days = [dt.date(2023, 12, 22), dt.date(2023, 12, 23)]
    write_parquet(tmp_path / "a.parquet", id=["a1", "a2"], published=days, text=["Met.", "Left."])
    write_parquet(tmp_path / "b.parquet", published=[dt.datetime(2023, 12, 24, 23, 59)], text=["Came."], other=[1])
    write_parquet(tmp_path / "c.parquet", published=["2023-12-25"], text=["Went."])

    articles, problems = read(tmp_path)

    assert [(a.published.day, a.text) for a in articles] == [(22, "Met."), (23, "Left."), (24, "Came."), (25, "Went.")]
    assert not problems


def test_bad_values_in_parquet_are_told_with_their_row(tmp_path, read):
    write_parquet(tmp_path / "a.parquet", published=["2023-12-22", None, "2023-12-22"], text=["Met.", "Left.", None])
    write_parquet(tmp_path / "b.parquet", published=["2023-12-22"], text=[1.5])

    articles, problems = read(tmp_path)

    assert [a.text for a in articles] == ["Met."]
    assert [(p.where.removeprefix(str(tmp_path)), p.what) for p in problems] == [
        ("/a.parquet: row 2", "there is no date of publication"),
        ("/a.parquet: row 3", "the text is empty"),
        ("/b.parquet: row 1", "text is 1.5 and no string"),
    ]


def test_parquet_without_the_columns_is_one_problem(tmp_path, read):
    write_parquet(tmp_path / "a.parquet", day=["2023-12-22"], body=["Met."])

    _, (problem,) = read(tmp_path)

    assert problem.what == "the columns published and text are missing"


@pytest.mark.parametrize("kept", [0, 4, 200, -1])
def test_an_empty_or_cut_off_parquet_file_is_one_problem(tmp_path, read, kept):
    write_parquet(tmp_path / "a.parquet", published=["2023-12-22"] * 500, text=[f"Met {n}." for n in range(500)])
    whole = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(whole[:kept])

    articles, (problem,) = read(tmp_path)

    assert not articles
    assert problem.where == str(tmp_path / "a.parquet")
    assert problem.what == "the file is empty" if kept == 0 else problem.what.startswith("not a whole Parquet file (")


def test_parquet_with_damaged_pages_is_a_problem_and_no_crash(tmp_path, read):
    write_parquet(tmp_path / "a.parquet", published=["2023-12-22"] * 500, text=[f"Met {n}." for n in range(500)])
    content = bytearray((tmp_path / "a.parquet").read_bytes())
    content[4:400] = b"\xff" * 396
    (tmp_path / "a.parquet").write_bytes(content)

    _, (problem,) = read(tmp_path)

    assert problem.what.startswith("not a whole Parquet file (")
