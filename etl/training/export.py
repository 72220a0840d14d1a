"""Network → ONNX with 8-bit weights, with everything beside it that running it needs."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from etl.coder.reader import checksum_of
from etl.coder.reader_card import Labels
from etl.training.net import ReaderNet

INPUTS = ("ids", "segments", "mask", "member")


def export(net: ReaderNet, tokenizer: Tokenizer, labels: Labels, folder: Path) -> None:
    """Write `reader.onnx`, `tokenizer.json` and `reader.json` (labels, SHA-256) to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    example = (
        torch.ones(2, 16, dtype=torch.long),
        torch.zeros(2, 16, dtype=torch.long),
        torch.ones(2, 16, dtype=torch.long),
        torch.ones(2, 3, 16),
    )
    batch, tokens, sentences = torch.export.Dim("batch"), torch.export.Dim("tokens"), torch.export.Dim("sentences")
    shapes = ({0: batch, 1: tokens},) * 3 + ({0: batch, 1: sentences, 2: tokens},)
    with TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            net, example, str(whole), input_names=list(INPUTS), output_names=["told", "words"],
            dynamic_shapes=shapes, dynamo=True, external_data=False,
        )  # fmt: skip
        quantize_dynamic(whole, folder / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    checksum = checksum_of((folder / "reader.onnx").read_bytes(), folder / "tokenizer.json", labels)
    card = {"labels": labels.as_json(), "sha256": checksum}
    (folder / "reader.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
