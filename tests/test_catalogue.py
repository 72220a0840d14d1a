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


def test_an_unknown_pair_is_told_with_those_there_are(data: Path) -> None:
    told = message(data, "JPN_KRO")
    assert "there is no pair 'JPN_KRO'" in told
    assert "use one of JPN_KOR or add JPN_KRO.toml" in told


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
