"""The score of a causal language model: one or two columns of its head, at the last token."""

import torch
from sentence_transformers.base.modules import Transformer
from sentence_transformers.cross_encoder.modules import LogitScore

from ..errors import PrepareError


class LastToken(torch.nn.Module):
    """In the place of a language model's head: [batch, sequence, width] → [batch, 1, columns].

    The head as it is gives [batch, sequence, vocabulary], of which a score needs two numbers. What
    the model does to its logits afterwards (a scale, a cap) it does to these.

    :param head: the head, of which ``columns`` are kept
    """

    def __init__(self, head: torch.nn.Linear, columns: list[int]) -> None:
        super().__init__()
        self.width = head.in_features
        self.weight = torch.nn.Parameter(head.weight[columns].detach().clone())
        bias = None if head.bias is None else head.bias[columns].detach().clone()
        self.bias = None if bias is None else torch.nn.Parameter(bias)
        self.attention_mask: torch.Tensor | None = None  # of the batch that is being scored

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        last = last_positions(self.attention_mask)
        at = last[:, None, None].expand(-1, 1, self.width)
        # Not squeeze(), which the exporter makes a branch of.
        hidden = torch.gather(hidden, 1, at).reshape(-1, self.width)
        return torch.nn.functional.linear(hidden, self.weight, self.bias).unsqueeze(1)


def last_positions(attention_mask: torch.Tensor) -> torch.Tensor:
    """[batch]: where each row's last token is, its padding being on the right."""
    return (attention_mask.sum(dim=1) - 1).clamp(min=0)


def check_head(transformer: Transformer, score: LogitScore) -> None:
    """
    :raises PrepareError: if there is no head to take columns of, or a token id is not in it
    """
    model = transformer.model
    head = model.get_output_embeddings()
    if not isinstance(head, torch.nn.Linear):
        raise PrepareError(
            f"{model.config.model_type} models have no linear head to take two columns of; only "
            "such can be compiled with LogitScore"
        )
    for token_id in _columns(score):
        if not 0 <= token_id < head.weight.shape[0]:
            raise PrepareError(
                f"LogitScore reads the token id {token_id}, but the model's head has "
                f"{head.weight.shape[0]}; correct its config.json"
            )


def replace_head(transformer: Transformer, score: LogitScore) -> LogitScore:
    """Gives the model the small head and returns the module that reads its columns."""
    model = transformer.model
    columns = _columns(score)
    model.set_output_embeddings(LastToken(model.get_output_embeddings(), columns))
    return LogitScore(0, 1 if len(columns) > 1 else None, score.module_input_name)


def _columns(score: LogitScore) -> list[int]:
    ids = (score.true_token_id, score.false_token_id)
    return [token_id for token_id in ids if token_id is not None]
