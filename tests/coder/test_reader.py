"""The trained reader: what it says of plain sentences, and of files that are not what they should be."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

from etl.catalogue import DATA
from etl.coder.kernel import Coder
from etl.coder.reader import ModelError, TrainedReader

MODEL = DATA / "models" / "JPN_KOR"


@pytest.fixture(scope="module")
def reader() -> TrainedReader:
    return TrainedReader.load(MODEL)


def likeliest(reader, title, sentence):
    ((view,),) = reader.read([(title, [sentence])])
    best = int(view.told.argmax())
    row = int(view.words["event"].argmax())
    action = reader.labels.actions[int(view.words["action"][row].argmax())]
    word = sentence[view.starts[row] :].split()[0]
    return reader.labels.indicators[best // 2], word, action, float(view.told[best])


@pytest.mark.parametrize(
    ("sentence", "indicator", "word", "action"),
    [
        ("Japan removed South Korea from its white list on Friday.", "export_white_list", "removed", "SANCTION"),
        ("South Korea's top court ordered Mitsubishi Heavy to pay 11 workers.", "forced_labour_ruling", "ordered",
         "SANCTION"),
        ("Abe and Park met in Seoul on Monday for their first summit.", "summit", "met", "CONSULT"),
        ("Prime Minister Koizumi visited Yasukuni Shrine again on Tuesday.", "yasukuni", "visited", "ACCUSE"),
    ],
)  # fmt: skip
def test_a_plain_act_is_told_by_its_word(reader, sentence, indicator, word, action):
    told, by, acted, probability = likeliest(reader, "", sentence)
    assert (told, by, acted) == (indicator, word, action)
    assert probability > 0.5


@pytest.mark.parametrize(
    "sentence",
    [
        "North Korea fired two short-range missiles on Sunday, the Joint Chiefs of Staff said in Seoul.",
        "Shares in Tokyo closed 0.4 percent higher.",
        "The opposition leader said Japan might remove South Korea from its white list.",
    ],
)
def test_a_sentence_without_an_act_is_told_as_none(reader, sentence):
    assert likeliest(reader, "", sentence)[3] < 0.5


def test_probabilities_are_probabilities_and_there_is_a_view_a_sentence(reader):
    sentences = ["Seoul protested.", "", "Tokyo " * 400, "The two sides met."]
    (views,) = reader.read([("Row over islets", sentences)])
    assert len(views) == len(sentences)
    for view in views:
        assert ((view.told >= 0) & (view.told <= 1)).all()
        assert all(np.allclose(rows.sum(-1), 1, atol=1e-4) for head, rows in view.words.items() if head != "event")


def test_what_is_read_together_does_not_change_what_is_read(reader):
    one, other = ("A", ["Seoul protested."]), ("B", ["The two leaders met in Tokyo on Friday for talks."] * 9)
    alone, together = reader.read([one])[0][0], reader.read([other, one, other])[1][0]
    assert np.allclose(alone.told, together.told, atol=0.02)


def test_a_missing_model_is_one_sentence(tmp_path):
    with pytest.raises(ModelError, match=r"reader.json: cannot be read; restore it, or use --reader rules"):
        TrainedReader.load(tmp_path)


def test_altered_weights_are_refused(tmp_path):
    shutil.copytree(MODEL, tmp_path / "model")
    with open(tmp_path / "model" / "reader.onnx", "ab") as weights:
        weights.write(b"\0")
    with pytest.raises(ModelError, match=r"are not those of the checksum in reader\.json"):
        TrainedReader.load(tmp_path / "model")


@pytest.mark.parametrize("card", ["", "[]", "{}", json.dumps({"labels": {}, "sha256": "0"})])
def test_a_broken_card_is_one_sentence(tmp_path, card):
    shutil.copytree(MODEL, tmp_path / "model")
    (tmp_path / "model" / "reader.json").write_text(card)
    with pytest.raises(ModelError, match="not a trained reader"):
        TrainedReader.load(tmp_path / "model")


def test_without_the_model_rules_alone_still_code(catalogue):
    assert Coder(catalogue, readers="rules").trained is None
