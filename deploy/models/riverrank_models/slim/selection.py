"""Where a graph reads one token."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Selection:
    """
    :param tokens: a value that has an axis of tokens
    :param axis: that axis
    :param position: of the one token that is read: from 0 on, or −1 for the last; or the name of an
        int64 value [batch] that holds each row's position and needs nothing of the last layer
    :param selected: the value that holds the token's part, with an axis of 1 for ``axis`` or
        without that axis; the operator that makes it is replaced
    """

    tokens: str
    axis: int
    position: int | str
    selected: str
