"""From NumPy arrays and plain lists to Arrow's arrays and back, by their bytes.

``pyarrow.array`` imports pandas, where that is installed, to learn that what it was given is none of pandas' own,
``to_numpy`` does too, and ``cast`` imports all of Arrow's functions.  That takes longer than the rest of a small run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


def arrow_array(values: NDArray[Any] | Sequence[Any], kind: pa.DataType | None = None) -> pa.Array:
    """Return values as an Arrow array.

    Parameters
    ----------
    values : (n,) array, or sequence, of numbers, truth values or words
        In a sequence None is a null; in an array nothing is, NaN included.
    kind : pyarrow.DataType, optional
        The type wanted, of numbers, truth values or words; that of the values where left out.

    Raises
    ------
    ValueError
        Where a whole number or truth value is wanted and a value is another one.
    """
    known = np.array([value is not None for value in values]) if not isinstance(values, np.ndarray) else None
    if known is not None and not known.any():
        return pa.nulls(len(values), kind or pa.null())
    if known is not None:
        some = values[int(known.argmax())]
        # NumPy makes real numbers of small whole ones beside those that need all 64 bits, as seeds do.
        wanted = np.uint64 if kind == pa.uint64() else None
        values = np.array([some if value is None else value for value in values], wanted)
    assert isinstance(values, np.ndarray)
    bitmap = None if known is None or known.all() else _bits(known)
    if values.dtype.kind == "U":
        texts = [word.encode() for word in values.tolist()]
        ends = np.cumsum([0, *map(len, texts)], dtype=np.int32)
        return pa.StringArray.from_buffers(len(texts), pa.py_buffer(ends), pa.py_buffer(b"".join(texts)), bitmap)
    kind = kind or pa.from_numpy_dtype(values.dtype)
    fitted = np.ascontiguousarray(values, dtype=kind.to_pandas_dtype())
    if fitted.dtype != values.dtype and fitted.dtype.kind in "iub" and not np.array_equal(fitted, values):
        raise ValueError(f"{values[fitted != values][0]} is no {kind}")
    buffer = _bits(fitted) if fitted.dtype == np.bool_ else pa.py_buffer(fitted)
    return pa.Array.from_buffers(kind, fitted.size, [bitmap, buffer])


def _bits(truths: NDArray[np.bool_]) -> pa.Buffer:
    return pa.py_buffer(np.packbits(truths, bitorder="little"))


def numpy_array(column: pa.ChunkedArray | pa.Array) -> NDArray[Any]:
    """Return a column of numbers or truth values as a NumPy array of its own; NaN where there is a null."""
    if column.null_count:
        return np.asarray(column.to_numpy(zero_copy_only=False))
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    none = np.zeros(0, column.type.to_pandas_dtype())
    return np.concatenate([none, *(_values(chunk) for chunk in chunks if len(chunk))])


def _values(chunk: pa.Array) -> NDArray[Any]:
    end, buffer = chunk.offset + len(chunk), chunk.buffers()[1]
    if pa.types.is_boolean(chunk.type):
        bits = np.unpackbits(np.frombuffer(buffer, np.uint8), count=end, bitorder="little")
        return bits[chunk.offset :].view(np.bool_)
    return np.frombuffer(buffer, chunk.type.to_pandas_dtype(), end)[chunk.offset :]
