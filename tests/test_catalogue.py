"""The catalogue: what an expert mistypes is named with file, key and remedy."""

import shutil
from pathlib import Path

import pytest

from etl.catalogue import DATA, CatalogueError, available_pairs, load_catalogue


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped files, to be spoilt."""
    shutil.copytree(DATA / "pairs", tmp_path / "pairs")
    for name in ("acts.toml", "actors.toml"):
        shutil.copy(DATA / name, tmp_path)
    return tmp_path


def spoil(data: Path, old: str, new: str, name: str = "pairs/JPN_KOR.toml") -> None:
    """Replace the first `old` in a file of the copy."""
    path = data / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def message(data: Path, pair: str = "JPN_KOR") -> str:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(pair, data)
    return str(caught.value)


def test_every_shipped_pair_loads() -> None:
    assert "JPN_KOR" in available_pairs()
    for pair in available_pairs():
        assert load_catalogue(pair).pair.id == pair


def test_the_hash_follows_the_files(data: Path) -> None:
    before = load_catalogue("JPN_KOR", data).hash
    assert before == load_catalogue("JPN_KOR").hash
    spoil(data, "\n", "\n# a remark\n", "acts.toml")
    assert load_catalogue("JPN_KOR", data).hash != before


@pytest.mark.parametrize("name", ["JPN_KRO", "KOR_JPN", "jpn_kor", "Jpn-Kor"])
def test_a_pair_written_otherwise_is_told_with_the_one_that_is_meant(data: Path, name: str) -> None:
    assert message(data, name) == f"{data / 'pairs'}: there is no pair {name!r}; did you mean JPN_KOR?"


def test_a_pair_like_no_other_is_told_with_those_there_are(data: Path) -> None:
    told = message(data, "DEU_FRA")
    assert told == f"{data / 'pairs'}: there is no pair 'DEU_FRA'; use one of JPN_KOR, or add a file for it there"


def test_a_typo_in_a_key_names_file_key_and_near_key(data: Path) -> None:
    spoil(data, "\ninitial = ", "\ninitail = ")
    told = message(data)
    assert str(data / "pairs" / "JPN_KOR.toml") in told
    assert "policies[" in told
    assert "the key 'initail' is not known; did you mean 'initial'?" in told
    assert ".initial: this key is missing; add it" in told


def test_a_key_like_no_other_is_to_be_removed(data: Path) -> None:
    spoil(data, "\ninitial = ", "\nzzqqxx = 1\ninitial = ")
    assert "the key 'zzqqxx' is not known; remove it" in message(data)


def test_a_state_that_is_none_is_told_with_the_nearest(data: Path) -> None:
    policy = load_catalogue("JPN_KOR").pair.policies[0]
    spoil(data, f'initial = "{policy.initial}"', f'initial = "{policy.initial}x"')
    told = message(data)
    assert f"policies[{policy.id}].initial: there is no state '{policy.initial}x'" in told
    assert f"did you mean '{policy.initial}'?" in told


def test_a_topic_that_is_none_is_told(data: Path) -> None:
    indicator = load_catalogue("JPN_KOR").pair.indicators[0]
    spoil(data, f'topic = "{indicator.topic}"', 'topic = "zzqqxx"')
    assert f"indicators[{indicator.id}].topic: there is no topic 'zzqqxx'; use one of " in message(data)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('owner = "KOR"', 'owner = "KRO"', ".owner: there is no side 'KRO'; did you mean 'KOR'?"),
        (
            'offices = ["leader"]',
            'offices = ["leeder"]',
            ".offices: there is no office 'leeder'; did you mean 'leader'?",
        ),
        ('partners = ["USA"', 'partners = ["USB"', ".partners: there is no country 'USB'; did you mean 'USA'?"),
        ('partners = ["USA"', 'partners = ["KOR"', ".partners: 'KOR' is a side of the pair; name a third country"),
    ],
)
def test_whose_measure_and_whose_meeting_is_checked(data: Path, old: str, new: str, told: str) -> None:
    spoil(data, old, new)
    assert told in message(data)


@pytest.mark.parametrize(
    ("cue", "told"),
    [
        ("(white list*", "the cue '(white list*' cannot be searched for (missing ))"),
        ("white list)", "the cue 'white list)' cannot be searched for (unexpected ))"),
        ("?list", "the cue '?list' cannot be searched for (nothing to repeat"),
        (" * ", "the cue ' * ' holds no word; write a phrase or remove it"),
    ],
)
@pytest.mark.parametrize(("kind", "after"), [("strong", "strong = ["), ("weak", "weak = ["), ("never", "never = [")])
def test_a_cue_that_cannot_be_searched_for_is_told_at_once(
    data: Path, cue: str, told: str, kind: str, after: str
) -> None:
    spoil(data, after, f'{after}"{cue}", ')
    assert f".{kind}: {told}" in message(data)


@pytest.mark.parametrize(
    ("first", "key"),
    [("lift*", ".moves.words"), ("court*", "rulings.words"), ("supreme court", "rulings.stages[supreme].words")],
)
def test_the_words_of_moves_and_rulings_are_checked_like_cues(data: Path, first: str, key: str) -> None:
    spoil(data, f'words = ["{first}"', 'words = ["(lift*"')
    assert f"{key}: the cue '(lift*' cannot be searched for (missing ))" in message(data)


def test_an_own_act_without_words_is_told(data: Path) -> None:
    spoil(data, "[[policies]]", '[[indicators.acts]]\nstance = "friction"\naction = "ACCUSE"\n\n[[policies]]')
    last = load_catalogue("JPN_KOR").pair.indicators[-1].id
    assert f"indicators[{last}].acts[1]: no words tell this act; give verbs or nouns" in message(data)


def test_an_id_used_twice_is_told(data: Path) -> None:
    one, two = load_catalogue("JPN_KOR").pair.policies[:2]
    spoil(data, f'id = "{two.id}"', f'id = "{one.id}"')
    assert f"policies: the id '{one.id}' is used twice; rename one" in message(data)


def test_a_file_named_otherwise_than_its_pair_is_told(data: Path) -> None:
    (data / "pairs" / "JPN_KOR.toml").rename(data / "pairs" / "DEU_FRA.toml")
    assert "id: is 'JPN_KOR' but the file is named 'DEU_FRA'; make them equal" in message(data, "DEU_FRA")


def test_a_missing_file_is_told(data: Path) -> None:
    (data / "acts.toml").unlink()
    assert message(data) == f"{data / 'acts.toml'}: the file is missing; restore it from the repository"


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"id = \n", "not valid TOML: "), (b'id = "\xff"\n', "byte 6 is not UTF-8; save the file as UTF-8")],
)
def test_a_file_that_is_no_toml_is_told(data: Path, content: bytes, told: str) -> None:
    path = data / "pairs" / "JPN_KOR.toml"
    path.write_bytes(content)
    assert message(data).startswith(f"{path}: {told}")
