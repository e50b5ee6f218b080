"""ONNX files on disk, with their weights beside them where one file can't hold them."""

from pathlib import Path

import onnx
import onnxruntime

LARGEST_FILE = 1_900_000_000  # bytes of weights; protobuf ends at 2 GiB


def load(path: Path) -> onnx.ModelProto:
    return onnx.load(str(path))


def save(model: onnx.ModelProto, path: Path) -> None:
    """Writes the model; weights past 1.9 GB go to one file beside it, NAME.onnx_data."""
    path.parent.mkdir(parents=True, exist_ok=True)
    remove(path)
    if weight_bytes(model) <= LARGEST_FILE:
        onnx.save(model, str(path))
        return
    onnx.save(
        model,
        str(path),
        save_as_external_data=True,
        all_tensors_to_one_file=True,
        location=weights_of(path).name,
        convert_attribute=False,
    )
    # Which moves the weights out of the model in memory, too.
    onnx.load_external_data_for_model(model, str(path.parent))


def remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    weights_of(path).unlink(missing_ok=True)


def size(path: Path) -> int:
    """Bytes on disk, weights included."""
    return sum(file.stat().st_size for file in (path, weights_of(path)) if file.exists())


def weights_of(path: Path) -> Path:
    return path.with_name(path.name + "_data")


def weight_bytes(model: onnx.ModelProto) -> int:
    return sum(tensor.ByteSize() for tensor in model.graph.initializer)


def session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    """A CPU session with all of ONNX Runtime's graph optimisations."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
