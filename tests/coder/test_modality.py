"""Modality: (sentence, its trigger, told as, unreal because)."""

from __future__ import annotations

import pytest

from etl.coder.modality import read_modality


@pytest.mark.parametrize(
    ("text", "word", "modality", "unreal"),
    [
        ("Japan removed South Korea from the list.", "removed", "actual", ""),
        ("South Korea was removed from the list.", "removed", "actual", ""),
        ("Japan did not remove South Korea from the list.", "remove", "actual", "negated"),
        ("Japan never removed South Korea from the list.", "removed", "actual", "negated"),
        ("Japan may remove South Korea from the list.", "remove", "actual", "possible"),
        ("Japan is considering removing South Korea from the list.", "removing", "actual", "planned"),
        ("Lawmakers urged Japan to lift the curbs.", "lift", "actual", "demanded"),
        ("If Japan lifts the curbs, ties could improve.", "lifts", "actual", "conditional"),
        ("Japan will lift the curbs in April.", "lift", "announced", ""),
        ("Japan agreed to lift the curbs.", "lift", "announced", ""),
        ("Japan decided to lift the curbs.", "lift", "announced", ""),
    ],
)
def test_a_verb_is_read_with_what_governs_it(parser, text, word, modality, unreal):
    token = next(token for token in parser(text) if token.text == word)
    told = read_modality(token, noun=False, measure=False)
    assert told.unreal == unreal
    if not unreal:
        assert told.modality == modality


@pytest.mark.parametrize(("measure", "modality"), [(True, "ongoing"), (False, "actual")])
def test_a_measure_that_is_only_named_is_in_force(parser, measure, modality):
    token = next(token for token in parser("The ban hurts fishermen.") if token.text == "ban")
    assert read_modality(token, noun=True, measure=measure).modality == modality
