"""Rows are sorted by several whole numbers as NumPy sorts them, whether these fit into one number or not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.recording.tables import row_order

SMALL = st.integers(-3, 3)
LARGE = st.sampled_from([-(2**62), -1, 0, 5, 2**61, 2**62])


@given(st.lists(st.tuples(SMALL, SMALL, SMALL)) | st.lists(st.tuples(SMALL, LARGE, SMALL)))
def test_as_numpy_sorts(rows: list[tuple[int, int, int]]) -> None:
    table = np.array(rows, np.int64).reshape(-1, 3)
    keys = [table[:, 0].astype(np.int8), table[:, 1], table[:, 2].astype(np.int32)]
    np.testing.assert_array_equal(row_order(keys), np.lexsort(keys[::-1]))


@pytest.mark.parametrize("span", [2**62 - 1, 2**62, 2**63 - 1])
def test_at_the_edge_of_what_fits_into_one_number(span: int) -> None:
    keys = [np.array([1, 0, 1, 0]), np.array([span - 1, span - 1, 0, 0])]
    np.testing.assert_array_equal(row_order(keys), [3, 1, 2, 0])
