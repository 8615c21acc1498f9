"""The other generator: Philox4x32-10, known answers, and a switch that really switches."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import streams

WORD = 0xFFFFFFFF

# Known answers published with Random123 (Salmon, Moraes, Dror and Shaw 2011): counter, key, result.
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((WORD,) * 4, (WORD,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


def philox(counter: tuple[int, ...], key: tuple[int, ...]) -> tuple[int, ...]:
    """Return ten rounds of Philox4x32 in whole numbers, as its authors wrote them down."""
    c, k = list(counter), list(key)
    for _ in range(10):
        a, b = c[0] * 0xD2511F53, c[2] * 0xCD9E8D57
        c = [(b >> 32) ^ c[1] ^ k[0], b & WORD, (a >> 32) ^ c[3] ^ k[1], a & WORD]
        k = [(k[0] + 0x9E3779B9) & WORD, (k[1] + 0xBB67AE85) & WORD]
    return tuple(c)


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_the_written_out_philox_gives_the_known_answers(counter, key, answer) -> None:
    assert philox(counter, key) == answer


def test_philox_gives_the_known_answer() -> None:
    assert int(streams.philox_word(np.uint64(0), np.uint64(0))) == 0x6627E8D5E169C58D


@given(key=st.integers(0, (1 << 64) - 1), identity=st.integers(0, (1 << 64) - 1))
def test_philox_is_the_written_out_one_for_every_address(key: int, identity: int) -> None:
    answer = philox((identity & WORD, identity >> 32, 0, 0), (key & WORD, key >> 32))
    assert int(streams.philox_word(np.uint64(key), np.uint64(identity))) == (answer[0] << 32) | answer[1]


def _told(code: str, generator: str) -> str:
    environment = {**os.environ, "DYADS_GENERATOR": generator}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_code_compiled_for_one_generator_is_never_used_with_the_other() -> None:
    code = "from sim._kept import folder; print(folder())"
    assert _told(code, "mix") != _told(code, "philox")


@pytest.mark.slow
def test_the_other_generator_plays_other_worlds_with_the_same_averages() -> None:
    code = """
import numpy as np
from sim.engine import play
from sim.parameters import Parameters
runs = [play(Parameters(), months=60, seed=seed).steps["mean_trust"][-24:].mean() for seed in range(20)]
print(*runs)
"""
    one, other = (np.array(_told(code, generator).split(), float) for generator in ("mix", "philox"))
    assert np.all(one != other)
    spread = np.sqrt((one.var(ddof=1) + other.var(ddof=1)) / one.size)
    assert abs(one.mean() - other.mean()) / spread < 4.5
