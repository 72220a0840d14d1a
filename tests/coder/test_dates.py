"""Dates: what each expression means, grouped by kind; (sentence, what it resolves to, on what ground)."""

import calendar
import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.coder.dates import DateMention, find_dates
from etl.records import DateRange

PUBLISHED = dt.date(2023, 12, 22)  # a Friday
Row = tuple[str, str, str]


def last_of(text: str, published: dt.date = PUBLISHED) -> DateMention:
    return find_dates(text, published)[-1]


def resolved(text: str, published: dt.date = PUBLISHED) -> tuple[str | None, str]:
    when = last_of(text, published).when
    return when.iso, when.basis


SPELLED_OUT: list[Row] = [
    ("Seoul lifted it on 2 August 2019.", "2019-08-02", "explicit"),
    ("Seoul lifted it on 2nd August, 2019.", "2019-08-02", "explicit"),
    ("Seoul lifted it on the 2nd of August 2019.", "2019-08-02", "explicit"),
    ("Seoul lifted it on August 2, 2019.", "2019-08-02", "explicit"),
    ("Seoul lifted it on August 2nd, 2019.", "2019-08-02", "explicit"),
    ("Seoul lifted it on Aug. 2, 2019.", "2019-08-02", "explicit"),
    ("Seoul lifted it on Aug 2 2019.", "2019-08-02", "explicit"),
    ("Seoul lifted it on Friday, Aug. 2, 2019.", "2019-08-02", "explicit"),
    ("In force as of 2019-07-04.", "2019-07-04", "explicit"),
    ("In force as of 2019.7.4.", "2019-07-04", "explicit"),
    ("In force as of 2019. 7. 4.", "2019-07-04", "explicit"),
    ("In force as of 2019/07/04.", "2019-07-04", "explicit"),
    ("In force as of 2019-07-04T10:00+09:00, it said.", "2019-07-04", "explicit"),
    ("Filed on 29/06/2023.", "2023-06-29", "explicit"),
    ("Filed on 06/29/2023.", "2023-06-29", "explicit"),
    ("They met on June 29-30, 2023.", "2023-06-29", "explicit"),
    ("They met on June 29–30, 2023.", "2023-06-29", "explicit"),
    ("They met on 8 and 9 June 2023.", "2023-06-08", "explicit"),
    ("It was decided in August 2019.", "2019-08", "explicit"),
    ("It was decided in Aug. 2019.", "2019-08", "explicit"),
    ("It was decided in August of 2019.", "2019-08", "explicit"),
    ("It was decided in early August 2019.", "2019-08", "explicit"),
    ("It was decided in mid-August 2019.", "2019-08", "explicit"),
    ("It was decided at the end of August 2019.", "2019-08", "explicit"),
    ("It was decided in 2019.", "2019", "explicit"),
    ("It was decided in early 2019.", "2019", "explicit"),
    ("It was decided in late 2019.", "2019", "explicit"),
    ("It was decided in mid-2019.", "2019", "explicit"),
    ("It was decided in the first half of 2019.", "2019", "explicit"),
    ("It was decided in the third quarter of 2019.", "2019", "explicit"),
    ("It was decided at the end of 2019.", "2019", "explicit"),
    ("It was signed on Christmas Day 2015.", "2015-12-25", "explicit"),
    ("It was signed on New Year's Eve, 2015.", "2015-12-31", "explicit"),
    ("It was held on Feb. 29, 2020.", "2020-02-29", "explicit"),
]

DAY_WITHOUT_A_YEAR: list[Row] = [
    ("Talks were held on Sept. 25.", "2023-09-25", "explicit"),
    ("Talks were held on Sep. 25.", "2023-09-25", "explicit"),
    ("Talks were held on September 25th.", "2023-09-25", "explicit"),
    ("Talks were held on 25 September.", "2023-09-25", "explicit"),
    ("Talks were held on 25th September.", "2023-09-25", "explicit"),
    ("Talks were held on the 25th of September.", "2023-09-25", "explicit"),
    ("Talks were held on Dec. 22.", "2023-12-22", "explicit"),
    ("Talks were held on Dec. 23.", "2022-12-23", "explicit"),
    ("Talks were held on June 29-30.", "2023-06-29", "explicit"),
    ("Talks were held on June 29 and 30.", "2023-06-29", "explicit"),
    ("Talks were held on 8 and 9 June.", "2023-06-08", "explicit"),
    ("Talks were held on 8-9 June.", "2023-06-08", "explicit"),
    ("Talks were held on 8 to 9 June.", "2023-06-08", "explicit"),
    ("Talks were held on Sunday, June 25.", "2023-06-25", "explicit"),
    ("Talks were held on Feb. 29.", "2020-02-29", "explicit"),
    ("Talks were held on Christmas Day.", "2022-12-25", "explicit"),
    ("Talks were held on Christmas Eve.", "2022-12-24", "explicit"),
    ("Talks were held on New Year's Day.", "2023-01-01", "explicit"),
    ("Talks were held on New Year’s Eve.", "2022-12-31", "explicit"),
    ("Talks were held on May Day.", "2023-05-01", "explicit"),
    ("On the eve of March 1 it apologised.", "2023-02-28", "explicit"),
    ("The day after March 1 it apologised.", "2023-03-02", "explicit"),
    ("The day before 15 August it apologised.", "2023-08-14", "explicit"),
    ("Two days before Aug. 15 it apologised.", "2023-08-13", "explicit"),
    ("The day after Dec. 31, 2015 it apologised.", "2016-01-01", "explicit"),
    ("It began on Sept. 11 last year.", "2022-09-11", "explicit"),
    ("It began on 11 September last year.", "2022-09-11", "explicit"),
    ("It began on Sept. 11 of this year.", "2023-09-11", "explicit"),
]

WEEKDAYS: list[Row] = [
    ("Talks were held on Thursday.", "2023-12-21", "relative"),
    ("Talks were held Thursday.", "2023-12-21", "relative"),
    ("Talks were held on Friday.", "2023-12-22", "relative"),
    ("Talks were held on Saturday.", "2023-12-16", "relative"),
    ("Talks were held late Monday.", "2023-12-18", "relative"),
    ("Talks were held on Monday morning.", "2023-12-18", "relative"),
    ("Talks were held this Monday.", "2023-12-18", "relative"),
    ("Talks were held last Friday.", "2023-12-15", "relative"),
    ("Talks were held last Thursday.", "2023-12-21", "relative"),
    ("Talks were held on Monday last week.", "2023-12-11", "relative"),
    ("Talks were held on Monday of last week.", "2023-12-11", "relative"),
    ("Talks were held on Tuesday this week.", "2023-12-19", "relative"),
    ("Talks follow next Monday.", "2023-12-25", "relative"),
    ("Talks follow next Friday.", "2023-12-29", "relative"),
    ("Talks follow on Tuesday next week.", "2023-12-26", "relative"),
    ("Talks were held over the weekend.", "2023-12-16", "relative"),
    ("Talks were held at the weekend.", "2023-12-16", "relative"),
    ("Talks were held last weekend.", "2023-12-16", "relative"),
    ("Talks follow next weekend.", "2023-12-23", "relative"),
    ("On Aug. 2, 2019 it decided; the previous Monday it had met.", "2019-07-29", "anchored"),
    ("On Aug. 2, 2019 it decided; the previous Friday it had met.", "2019-07-26", "anchored"),
    ("On Aug. 2, 2019 it decided; the following Monday it met.", "2019-08-05", "anchored"),
    ("On Aug. 2, 2019 it decided; the next Monday it met.", "2019-08-05", "anchored"),
    ("On Aug. 1, 2019 it met; that Friday it decided.", "2019-08-02", "anchored"),
]

LOOKING_AHEAD: list[Row] = [
    ("The ministers will meet on Monday.", "2023-12-25", "relative"),
    ("The ministers are to meet on Monday.", "2023-12-25", "relative"),
    ("The ministers are scheduled to meet in Seoul on Monday.", "2023-12-25", "relative"),
    ("The ministers plan to meet on Thursday.", "2023-12-28", "relative"),
    ("The ministers will meet on Friday.", "2023-12-22", "relative"),
    ("The ministers will meet on Jan. 5.", "2024-01-05", "explicit"),
    ("The ministers will meet on 5 January.", "2024-01-05", "explicit"),
    ("The ministers will meet in March.", "2024-03", "relative"),
    ("The ministers will meet on the 28th.", "2023-12-28", "relative"),
    ("The ministers will meet on the 5th.", "2024-01-05", "relative"),
    ("The ministers will meet, he said on Monday.", "2023-12-18", "relative"),
    ("The ministers will meet, it was decided in March.", "2023-03", "relative"),
    ("The ministers will meet tomorrow.", "2023-12-23", "relative"),
    ("The ministers will meet the day after tomorrow.", "2023-12-24", "relative"),
    ("The ministers will meet next week.", "2023-12", "relative"),
    ("The ministers will meet next month.", "2024-01", "relative"),
    ("The ministers will meet next year.", "2024", "relative"),
    ("The ministers will meet next March.", "2024-03", "relative"),
    ("The ministers will meet next spring.", "2024", "relative"),
    ("The waiver runs until March.", "2024-03", "relative"),
    ("It wants a settlement by the end of the year.", "2023", "relative"),
]

NEAR_DAYS: list[Row] = [
    ("It said so today.", "2023-12-22", "relative"),
    ("It said so tonight.", "2023-12-22", "relative"),
    ("It said so this morning.", "2023-12-22", "relative"),
    ("It said so this afternoon.", "2023-12-22", "relative"),
    ("It said so yesterday.", "2023-12-21", "relative"),
    ("It said so last night.", "2023-12-21", "relative"),
    ("It said so overnight.", "2023-12-21", "relative"),
    ("It said so the day before yesterday.", "2023-12-20", "relative"),
]

MONTHS: list[Row] = [
    ("It was lifted in March.", "2023-03", "relative"),
    ("It was lifted in Sept.", "2023-09", "relative"),
    ("It was lifted in December.", "2023-12", "relative"),
    ("It was lifted in May.", "2023-05", "relative"),
    ("It was lifted in early March.", "2023-03", "relative"),
    ("It was lifted in late March.", "2023-03", "relative"),
    ("It was lifted in mid-March.", "2023-03", "relative"),
    ("It was lifted late in March.", "2023-03", "relative"),
    ("It was lifted at the end of March.", "2023-03", "relative"),
    ("It was lifted at the beginning of March.", "2023-03", "relative"),
    ("It was lifted during March.", "2023-03", "relative"),
    ("It was lifted this March.", "2023-03", "relative"),
    ("It was lifted last March.", "2023-03", "relative"),
    ("It was lifted last December.", "2022-12", "relative"),
    ("It was lifted in August last year.", "2022-08", "relative"),
    ("It was lifted in August of last year.", "2022-08", "relative"),
    ("It was lifted in August this year.", "2023-08", "relative"),
    ("It was not lifted until late September.", "2023-09", "relative"),
    ("It was signed in 2018; that March it was broken.", "2018-03", "anchored"),
    ("It was signed in May 2018; the following March it was broken.", "2019-03", "anchored"),
    ("It was signed in May 2018; the following June it was broken.", "2018-06", "anchored"),
    ("It was signed in 2018; the next March it was broken.", "2019-03", "anchored"),
    ("It was signed in May 2018; the previous March talks had begun.", "2018-03", "anchored"),
    ("It was signed in May 2018; the previous June talks had begun.", "2017-06", "anchored"),
    ("It was signed in May 2018; in July of the following year it was broken.", "2019-07", "anchored"),
    ("It was signed in May 2018; in July of that year it was broken.", "2018-07", "anchored"),
    ("It was signed in May 2018; in July the same year it was broken.", "2018-07", "anchored"),
    ("It was signed in May 2018; on 5 July of the same year it was broken.", "2018-07-05", "anchored"),
    ("It was signed in May 2018 and broken in July.", "2018-07", "anchored"),
]

SPANS: list[Row] = [
    ("It agreed last week.", "2023-12", "relative"),
    ("It agreed this week.", "2023-12", "relative"),
    ("It agreed the week before last.", "2023-12", "relative"),
    ("It agreed last month.", "2023-11", "relative"),
    ("It agreed late last month.", "2023-11", "relative"),
    ("It agreed this month.", "2023-12", "relative"),
    ("It agreed earlier this month.", "2023-12", "relative"),
    ("It agreed earlier in the month.", "2023-12", "relative"),
    ("It agreed at the beginning of the month.", "2023-12", "relative"),
    ("It agreed the month before last.", "2023-10", "relative"),
    ("It agreed last year.", "2022", "relative"),
    ("It agreed earlier this year.", "2023", "relative"),
    ("Earlier this year it agreed.", "2023", "relative"),
    ("It agreed earlier in the year.", "2023", "relative"),
    ("It agreed in the first half of this year.", "2023", "relative"),
    ("It agreed in the first half of the year.", "2023", "relative"),
    ("It agreed the year before last.", "2021", "relative"),
    ("It agreed at the end of last year.", "2022", "relative"),
    ("It agreed this time last year.", "2022", "relative"),
    ("In 2019 it decided; the following year it told.", "2020", "anchored"),
    ("In 2019 it decided; the next year it told.", "2020", "anchored"),
    ("In 2019 it decided; the previous year it had met.", "2018", "anchored"),
    ("In 2019 it decided; the year before, it had met.", "2018", "anchored"),
    ("In March 2019 it decided; later that year it told.", "2019", "anchored"),
    ("In March 2019 it decided; the following month it told.", "2019-04", "anchored"),
    ("In December 2019 it decided; the next month it told.", "2020-01", "anchored"),
    ("On 5 March 2019 it decided; later that month it told.", "2019-03", "anchored"),
    ("On 5 March 2019 it decided; at the end of the month it told.", "2019-03", "anchored"),
    ("On 5 March 2019 it decided; before the month was over it told.", "2019-03", "anchored"),
    ("On 30 March 2019 it decided; the following week it told.", "2019-04", "anchored"),
]

SEASONS: list[Row] = [
    ("It opened in the autumn of 2018.", "2018", "explicit"),
    ("It opened in spring 2018.", "2018", "explicit"),
    ("It opened in the fall of 2018.", "2018", "explicit"),
    ("It opened this spring.", "2023", "relative"),
    ("It opened last autumn.", "2023", "relative"),
    ("It opened last winter.", "2022", "relative"),
    ("It opened in the spring.", "2023", "relative"),
    ("It opened in the summer of last year.", "2022", "relative"),
    ("It opened two summers ago.", "2021", "relative"),
    ("It closed in March 2018; that summer it opened.", "2018", "anchored"),
    ("It closed in March 2018; the previous autumn it had opened.", "2017", "anchored"),
    ("It closed in November 2018; the following spring it opened.", "2019", "anchored"),
]

COUNTED_BACK: list[Row] = [
    ("It ended two days ago.", "2023-12-20", "relative"),
    ("It ended 22 days ago.", "2023-11-30", "relative"),
    ("It ended a week ago.", "2023-12", "relative"),
    ("It ended three weeks ago.", "2023-12", "relative"),
    ("It ended four weeks ago.", "2023-11", "relative"),
    ("It ended a fortnight ago.", "2023-12", "relative"),
    ("It ended a month ago.", "2023-11", "relative"),
    ("It ended 15 months ago.", "2022-09", "relative"),
    ("It ended three years ago.", "2020", "relative"),
    ("It ended nearly three years ago.", "2020", "relative"),
    ("It ended some fifteen years ago.", "2008", "relative"),
    ("It ended a decade ago.", "2013", "relative"),
    ("It ended two decades ago.", "2003", "relative"),
    ("It ended a year ago to the day.", "2022-12-22", "relative"),
    ("It ended two years ago today.", "2021-12-22", "relative"),
    ("It ended a week ago today.", "2023-12-15", "relative"),
    ("It ended days ago.", "2023-12", "relative"),
    ("The decade-long ban ended.", "2013", "relative"),
    ("The decade-old ban ended.", "2013", "relative"),
    ("The 12-year-long ban ended.", "2011", "relative"),
    ("The four-year freeze ended.", "2019", "relative"),
    ("The two-decade boycott ended.", "2003", "relative"),
]

RUNNING: list[Row] = [
    ("On Aug. 2, 2019 it decided; the next day it told.", "2019-08-03", "anchored"),
    ("On Aug. 31, 2019 it decided; the following day it told.", "2019-09-01", "anchored"),
    ("On Jan. 1, 2019 it decided; the previous day it had met.", "2018-12-31", "anchored"),
    ("On Jan. 1, 2019 it decided; the day before, it had met.", "2018-12-31", "anchored"),
    ("On Feb. 28, 2020 it decided; the day after, it told.", "2020-02-29", "anchored"),
    ("On Feb. 28, 2019 it decided; a day later it told.", "2019-03-01", "anchored"),
    ("On Aug. 2, 2019 it decided; a day earlier it had met.", "2019-08-01", "anchored"),
    ("On Aug. 2, 2019 it decided; the same day it told.", "2019-08-02", "anchored"),
    ("On Aug. 2, 2019 it decided. The same day it told.", "2019-08-02", "anchored"),
    ("On Aug. 2, 2019 it decided; later that day it told.", "2019-08-02", "anchored"),
    ("On Aug. 2, 2019 it decided; hours later it told.", "2019-08-02", "anchored"),
    ("On Aug. 2, 2019 it decided, hours before the deadline.", "2019-08-02", "anchored"),
    ("On Aug. 2, 2019 it decided; within hours it told.", "2019-08-02", "anchored"),
    ("On Aug. 2, 2019 it decided; that evening it told.", "2019-08-02", "anchored"),
    ("On Aug. 2, 2019 it decided; six days later it told.", "2019-08-08", "anchored"),
    ("On Aug. 2, 2019 it decided; two days before, it had met.", "2019-07-31", "anchored"),
    ("On Aug. 2, 2019 they met; two days after the summit it told.", "2019-08-04", "anchored"),
    ("On Aug. 2, 2019 they met; two days after Lee's visit it told.", "2019-08-04", "anchored"),
    ("On Aug. 2, 2019 it decided; days later it told.", "2019-08", "anchored"),
    ("On Aug. 2, 2019 it decided; three weeks later it told.", "2019-08", "anchored"),
    ("On Aug. 20, 2019 it decided; a fortnight later it told.", "2019-09", "anchored"),
    ("On Aug. 2, 2019 it decided; five months later it told.", "2020-01", "anchored"),
    ("On Aug. 2, 2019 it decided; two years later it told.", "2021", "anchored"),
    ("On Aug. 2, 2019 it decided; two years earlier it had met.", "2017", "anchored"),
    ("On Aug. 2, 2019 it decided; a decade later it told.", "2029", "anchored"),
    ("On Aug. 2, 2019 it decided, and on the 5th it told.", "2019-08-05", "anchored"),
    ("It met on Aug. 2. It told on the 5th.", "2023-08-05", "anchored"),
    ("It met on Aug. 2, 2019 and from the 21st of that month it told.", "2019-08-21", "anchored"),
    ("It met on Aug. 2, 2019 and on the 5th of the following month it told.", "2019-09-05", "anchored"),
    ("In March 2019 it decided; the next day it told.", "2019-03", "anchored"),
    ("In 2019 it met, the next year it signed and two years later it broke it.", "2022", "anchored"),
    ("On Aug. 2, 2019 it met, the next day it signed, and six days later it told.", "2019-08-09", "anchored"),
    ("From 2016 to 2019 it was silent; the following year it spoke.", "2020", "anchored"),
    ("It was told on the 5th.", "2023-12-05", "relative"),
    ("It was told on the 29th.", "2023-11-29", "relative"),
    ("It was told on the 29th of last month.", "2023-11-29", "relative"),
    ("It was told on the 5th of this month.", "2023-12-05", "relative"),
]

ALL = [
    *SPELLED_OUT,
    *DAY_WITHOUT_A_YEAR,
    *WEEKDAYS,
    *LOOKING_AHEAD,
    *NEAR_DAYS,
    *MONTHS,
    *SPANS,
    *SEASONS,
    *COUNTED_BACK,
    *RUNNING,
]


@pytest.mark.parametrize(("text", "iso", "basis"), ALL, ids=[text for text, _, _ in ALL])
def test_an_expression_resolves(text: str, iso: str, basis: str) -> None:
    assert resolved(text) == (iso, basis)


@pytest.mark.parametrize(
    ("text", "published", "iso"),
    [
        ("It said so yesterday.", dt.date(2023, 3, 1), "2023-02-28"),
        ("It said so yesterday.", dt.date(2024, 3, 1), "2024-02-29"),
        ("It said so yesterday.", dt.date(2024, 1, 1), "2023-12-31"),
        ("It met on Sunday.", dt.date(2024, 1, 2), "2023-12-31"),
        ("It met last month.", dt.date(2024, 1, 31), "2023-12"),
        ("It met a month ago.", dt.date(2024, 3, 31), "2024-02"),
        ("It met last week.", dt.date(2024, 1, 3), "2023-12"),
        ("It met last December.", dt.date(2024, 1, 3), "2023-12"),
        ("It met in December.", dt.date(2024, 1, 3), "2023-12"),
        ("It met on the 31st.", dt.date(2024, 1, 3), "2023-12-31"),
        ("It met last autumn.", dt.date(2024, 1, 3), "2023"),
        ("It met in the spring.", dt.date(2024, 2, 3), "2023"),
        ("It met last spring.", dt.date(2024, 4, 3), "2023"),
        ("It met over the weekend.", dt.date(2023, 12, 25), "2023-12-23"),
        ("It met over the weekend.", dt.date(2023, 12, 24), "2023-12-23"),
        ("It met last weekend.", dt.date(2023, 12, 24), "2023-12-16"),
        ("It met on Feb. 29.", dt.date(2024, 2, 29), "2024-02-29"),
        ("It met two years ago to the day.", dt.date(2024, 2, 28), "2022-02-28"),
        ("It will meet on Sunday.", dt.date(2023, 12, 30), "2023-12-31"),
        ("It will meet on Feb. 1.", dt.date(2023, 12, 30), "2024-02-01"),
    ],
)
def test_months_and_years_end(text: str, published: dt.date, iso: str) -> None:
    assert last_of(text, published).when.iso == iso


@pytest.mark.parametrize(
    "text",
    [
        "It was recently launched.",
        "In recent years it grew.",
        "In the 1990s it grew.",
        "In the early 2000s it grew.",
        "Over the past decade it grew.",
        "Weeks later it withdrew.",
        "A few months ago it withdrew.",
        "It withdrew years ago.",
        "On 31 February it withdrew.",
        "On Feb. 29, 2023 it withdrew.",
        "It was filed on 05/06/2023.",
        "The aid was worth $2 billion.",
        "The aid was worth 2,019 won.",
        "The aid was worth $2018.",
        "The aid was worth 2000 yen.",
        "It sent 2015 troops.",
        "Exports rose 2000 percent.",
        "It rose by 19.2019 points.",
        "It cited Resolution 2094.",
        "It cited page 2012 of the report.",
        "It cited No. 2019 of the files.",
        "It cited Article 9.",
        "The Group of 20 met.",
        "The Group of Seven met.",
        "It met at 2030 GMT.",
        "It was the first such call in 12 years.",
        "It was the 5th round.",
        "It was on the 5th floor.",
        "It marked the 60th anniversary.",
        "It began in the 20th century.",
        "They may meet.",
        "They may 5 times have met.",
        "Theresa May said so.",
        "They march 5 miles.",
        "Thousands march in protest.",
        "Mr Sun. and Ms Sat. said so.",
        "It was Liberation Day.",
        "It met on Good Friday.",
        "On the eve of the summit it withdrew.",
        "It was published by Korea Today.",
        "An overnight success, they called it.",
        "Half a year ago it withdrew.",
        "It allows same-day visas.",
        "A five-year-old girl was there.",
        "They sold 2019-strong packs.",
        "no date",
        "",
    ],
)
def test_no_date_is_invented(text: str) -> None:
    assert [mention for mention in find_dates(text, PUBLISHED) if mention.when.start is not None] == []


@pytest.mark.parametrize(
    ("text", "kind", "iso"),
    [
        ("under the 1965 treaty", "name", "1965"),
        ("under the 2015 accord", "name", "2015"),
        ("under the landmark 1998 declaration", "name", "1998"),
        ("under Japan's 2015 agreement", "name", "2015"),
        ("under the treaty of 1965", "name", "1965"),
        ("at the Feb. 22 event", "name", "2023-02-22"),
        ("after the March 11 earthquake", "name", "2023-03-11"),
        ("set aside Feb. 22 as an island day", "name", "2023-02-22"),
        ("during the 2018 Winter Olympics", "name", "2018"),
        ("banned since 2016", "since", "2016"),
        ("banned since March", "since", "2023-03"),
        ("banned since early March", "since", "2023-03"),
        ("banned from March 2011", "since", "2011-03"),
        ("banned ever since 2016", "since", "2016"),
        ("a decade-long ban", "since", "2013"),
        ("a four-year freeze", "since", "2019"),
        ("the ban stays until March", "until", "2024-03"),
        ("the ban stayed until March", "until", "2023-03"),
        ("to be lifted by the end of the year", "until", "2023"),
        ("to be lifted no later than March 2024", "until", "2024-03"),
        ("banned between 2016 and 2019", "until", "2019"),
        ("banned from 2016 to 2019", "until", "2019"),
        ("banned from June 29 to July 1", "until", "2023-07-01"),
        ("lifted for the first time since May 2012", "yardstick", "2012-05"),
        ("the first such visit since 2011", "yardstick", "2011"),
        ("the lowest level since March", "yardstick", "2023-03"),
        ("the last visit since 2011", "yardstick", "2011"),
        ("was recently lifted", "vague", None),
        ("was lifted in 2011", "point", "2011"),
        ("was not lifted until March", "point", "2023-03"),
        ("was lifted last week, in force since December", "since", "2023-12"),
    ],
)
def test_what_an_expression_can_be_used_for(text: str, kind: str, iso: str | None) -> None:
    mention = last_of(text)
    assert (mention.kind, mention.when.iso) == (kind, iso)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("SEOUL, Oct. 10 — The minister left on Sunday.", "2023-10-10"),
        ("SEOUL, Oct. 10 (Yonhap) -- The minister left.", "2023-10-10"),
        ("TOKYO, Oct. 10 Kyodo - The minister left.", "2023-10-10"),
        ("TOKYO/SEOUL, Oct 10 (Desk) - The minister left.", "2023-10-10"),
        ("WASHINGTON, D.C., Oct. 10, 2023 — The minister left.", "2023-10-10"),
        ("Seoul, 10 October 2023 – The minister left.", "2023-10-10"),
        ("TOKYO (Wire) Oct. 10 - The minister left.", "2023-10-10"),
        ("2023-10-10 17:30 KST\nThe minister left.", "2023-10-10"),
        ("Published: 2023-10-10\nThe minister left.", "2023-10-10"),
        ("Updated 2023.10.10 17:30\nThe minister left.", "2023-10-10"),
    ],
)
def test_a_dateline_dates_the_report(text: str, iso: str) -> None:
    first = find_dates(text, PUBLISHED)[0]
    assert (first.kind, first.when.iso) == ("dateline", iso)


def test_a_dash_in_the_text_makes_no_dateline() -> None:
    assert find_dates("Japan lifted it on Oct. 10 – late.", PUBLISHED)[0].kind == "point"


def test_a_yardstick_leaves_the_running_day_alone() -> None:
    text = "On Aug. 2, 2023 they met for the first time since 2011; the next day they left."
    assert last_of(text).when.iso == "2023-08-03"


def test_the_table_is_wide() -> None:
    assert len({text for text, _, _ in ALL}) >= 200


days = st.dates(dt.date(1995, 1, 1), dt.date(2035, 12, 31))


@given(days, days)
def test_a_day_spelled_out_is_read_back_whenever_it_is_published(day: dt.date, published: dt.date) -> None:
    month = calendar.month_name[day.month]
    for written in (f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", day.isoformat()):
        assert last_of(f"It left on {written}.", published).when == DateRange.of(str(day), "explicit", written)


@given(days, st.sampled_from(list(calendar.day_name)))
def test_a_weekday_lies_in_the_seven_days_up_to_publication(published: dt.date, weekday: str) -> None:
    start = last_of(f"It left on {weekday}.", published).when.start
    assert start is not None
    assert start.strftime("%A") == weekday
    assert 0 <= (published - start).days < 7


@given(days, st.integers(1, 12))
def test_a_month_is_the_latest_one(published: dt.date, month: int) -> None:
    start = last_of(f"It left in {calendar.month_name[month]}.", published).when.start
    assert start is not None
    assert start.month == month
    assert 0 <= (published.year * 12 + published.month) - (start.year * 12 + start.month) < 12


@given(days, st.integers(1, 300))
def test_counting_back_and_on_meet(day: dt.date, count: int) -> None:
    text = f"On {day.isoformat()} it met; {count} days later it left; {count} days earlier it had met."
    assert last_of(text, day + dt.timedelta(400)).when.start == day


@given(
    st.text(alphabet="0123456789 ,.-/AugSeptMonday thlast", max_size=200)
    | st.lists(st.sampled_from([text for text, _, _ in ALL]), max_size=6).map(" ".join),
    days,
)
def test_any_text_is_read_with_exact_ordered_spans(text: str, published: dt.date) -> None:
    mentions = find_dates(text, published)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in mentions)
    assert all(one.end <= other.start for one, other in itertools.pairwise(mentions))
    for mention in mentions:
        when = mention.when
        assert when.expression == text[mention.start : mention.end]
        assert (when.start is None) == (when.end is None)
        assert when.start is None or when.end is None or when.start <= when.end
