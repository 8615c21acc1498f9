"""Drawing strangers: whom of a market organisations hear of, many draws at a time."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import streams
from sim._jit import kernel


@kernel
def draw_strangers(
    uid: Any, asking: Any, keys: Any, start: Any, size: Any, strangers: Any, luck: Any, refused: Any, again: Any,
    among: Any, how_many: int, asks: int,
) -> None:  # fmt: skip
    """Draw as many organisations as each hears of; partners may be among them."""
    for k in range(how_many):
        drawn, bits = strangers[k * asks : k * asks + asks], luck[k * asks : k * asks + asks]
        for i in range(asks):
            bits[i] = np.uint64(uid[asking[i]])
        for i in range(asks):
            bits[i] = streams.word(keys[i], streams.nth(bits[i], k))
        for i in range(asks):
            drawn[i] = streams.first_index(bits[i], max(size[i], 1))
        # Those whose first draw was refused are gathered and draw on; so nobody waits at a branch for anybody.
        late = 0
        for i in range(asks):
            refused[late], again[late], among[late] = i, bits[i], size[i]
            late += 1 if drawn[i] < 0 else 0
        for j in range(late):
            among[j] = streams.early_index(again[j], among[j])
        for j in range(late):
            i = refused[j]
            drawn[i] = among[j] if among[j] >= 0 else streams.index(bits[i], size[i])
        for i in range(asks):
            drawn[i] += start[i]


@kernel
def draw_more(uid: Any, key: Any, more: Any, size: int, tries: int, few: int) -> None:
    """Draw a few more places among ``size``, after so many tries; the processor draws four at once."""
    for k in range(few):
        more[k] = streams.early_index(streams.word(key, streams.nth(uid, tries + k)), size)
    for k in range(few):
        if more[k] < 0:
            more[k] = streams.index(streams.word(key, streams.nth(uid, tries + k)), size)
