"""What a graph that takes a past is fed, where rows have none."""

import numpy as np
import onnxruntime

from .past import PAST


def takes_past(session: onnxruntime.InferenceSession) -> bool:
    return any(value.name == PAST for value in session.get_inputs())


def past(session: onnxruntime.InferenceSession, length: int = 0) -> dict[str, np.ndarray]:
    """Zeros for so many tokens, by the input's name; nothing for a graph without that input."""
    return {
        value.name: np.zeros((*value.shape[:2], length, value.shape[3]), np.float32)
        for value in session.get_inputs()
        if value.name == PAST
    }
