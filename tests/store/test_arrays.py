"""Arrow's arrays made from bytes are those that Arrow makes itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from sim.store.arrays import arrow_array, numpy_array

SEQUENCES: list[tuple[list[Any], pa.DataType | None]] = [
    ([], None),
    ([None, None], None),
    ([1, None, 2], None),
    ([1.5, 2], None),
    ([True, None, False], None),
    (["a", None, "", "é", "日本"], None),
    ([], pa.string()),
    ([1, 2], pa.int32()),
    ([1, None], pa.float64()),
    ([5, 2**64 - 1, None], pa.uint64()),
]
ARRAYS: list[tuple[np.ndarray, pa.DataType | None]] = [
    (np.arange(5), pa.int8()),
    (np.arange(10)[::2], None),
    (np.array([True, False, True] * 5), None),
    (np.array([0.25, -1.0]), pa.float32()),
    (np.zeros(0), pa.float32()),
    (np.zeros(0, bool), pa.bool_()),
]


@pytest.mark.parametrize(("values", "kind"), SEQUENCES)
def test_of_a_sequence(values: list[Any], kind: pa.DataType | None) -> None:
    made, wanted = arrow_array(values, kind), pa.array(values, kind)
    made.validate(full=True)
    assert made.type == wanted.type
    assert made.to_pylist() == values == wanted.to_pylist()


@pytest.mark.parametrize(("values", "kind"), ARRAYS)
def test_of_an_array(values: np.ndarray, kind: pa.DataType | None) -> None:
    made = arrow_array(values, kind)
    made.validate(full=True)
    assert made.equals(pa.array(values).cast(kind or pa.array(values).type))


def test_nan_is_no_null() -> None:
    assert arrow_array(np.array([np.nan, 1.0])).null_count == 0


@pytest.mark.parametrize(
    ("value", "kind"), [(300, pa.int8()), (1.5, pa.int32()), (np.nan, pa.int64()), (2, pa.bool_())]
)
def test_what_does_not_fit_is_refused(value: float, kind: pa.DataType) -> None:
    with pytest.raises(ValueError, match="is no"), np.errstate(invalid="ignore"):
        arrow_array(np.array([value]), kind)


@pytest.mark.parametrize(
    "column",
    [
        pa.chunked_array([[0, 1, 2, 3], [4, 5]]),
        pa.chunked_array([pa.array([True, False, True] * 6).slice(3), pa.array([False])]),
        pa.chunked_array([pa.array([0.5, 1.5, 2.5]).slice(1, 1)]),
        pa.chunked_array([[1, None, 3]]),
        pa.chunked_array([], pa.int32()),
        pa.chunked_array([], pa.bool_()),
        pa.array([1.0, None]),
    ],
)
def test_and_back(column: pa.ChunkedArray | pa.Array) -> None:
    wanted = column.to_numpy(zero_copy_only=False)
    found = numpy_array(column)
    assert found.dtype == wanted.dtype
    np.testing.assert_array_equal(found, wanted)
