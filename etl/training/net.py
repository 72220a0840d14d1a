"""The trained reader's network: a small pretrained encoder with a head per sentence and heads per word.

For every sentence it says how likely the sentence tells an event of each indicator and stance; for every
token, how likely it is the word that tells an event, and of which indicator, action, modality and actor.
Only training imports this module; what runs later is its ONNX export.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel


class ReaderNet(nn.Module):
    """`sizes` gives the width of each word head; `labels` is the width of the sentence head."""

    def __init__(self, config: BertConfig, labels: int, sizes: dict[str, int]) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.dropout = nn.Dropout(0.15)
        self.score = nn.Linear(config.hidden_size, 1)  # how much each token counts for its sentence
        self.sentence = nn.Linear(3 * config.hidden_size, labels)
        self.words = nn.Linear(2 * config.hidden_size, sum(sizes.values()))

    @classmethod
    def pretrained(cls, folder: Path, labels: int, sizes: dict[str, int]) -> ReaderNet:
        """With the encoder's weights from `folder` (`config.json`, `model.safetensors`); the heads are new."""
        net = cls(BertConfig.from_json_file(folder / "config.json"), labels, sizes)
        missing, _ = net.encoder.load_state_dict(load_file(folder / "model.safetensors"), strict=False)
        if missing:
            raise ValueError(f"{folder}: weights are missing: {', '.join(missing[:5])}")
        return net

    def forward(self, ids: Tensor, segments: Tensor, mask: Tensor, member: Tensor) -> tuple[Tensor, Tensor]:
        """Logits per sentence (batch, sentences, labels) and per token (batch, tokens, sum of sizes).

        `ids`, `segments`, `mask`: (batch, tokens). `member` (batch, sentences, tokens) is 1 where a token is of a
        sentence, else 0.
        """
        states = self.encoder(input_ids=ids, token_type_ids=segments, attention_mask=mask).last_hidden_state
        states = self.dropout(states)
        weights = torch.softmax(self.score(states).transpose(1, 2) - 1e4 * (1 - member), dim=-1) * member
        mean = member / member.sum(-1, keepdim=True).clamp(min=1)
        whole = states[:, :1].expand(-1, member.shape[1], -1)
        pooled = torch.cat([torch.bmm(weights, states), torch.bmm(mean, states), whole], dim=-1)
        around = torch.bmm(member.transpose(1, 2), pooled[..., : states.shape[-1]])
        return self.sentence(pooled), self.words(torch.cat([states, around], dim=-1))
