"""Luck by address.

A draw is a pure function of (seed, purpose, month, who is concerned).  Nothing is consumed and nothing is counted,
so one more agent, a process switched off or another number of threads changes nobody else's luck, and the same pair
of organisations has the same luck in both arms of a comparison.

``key`` mixes (seed, purpose, month) once; ``word`` mixes a key with an identity into 64 bits, whose high half gives a
normal or a uniform number and whose low half another uniform one.  ``GENERATOR`` may be switched to Philox4x32-10
(environment variable ``DYADS_GENERATOR=philox``) to test that no conclusion hangs on the mixing function.
"""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from sim._jit import float_of, normal_quantile, rule, wrap_add, wrap_mul

GENERATOR: str = os.environ.get("DYADS_GENERATOR", "mix")
PHILOX: bool = GENERATOR == "philox"

_GOLD = np.uint64(0x9E3779B97F4A7C15)
_M1 = np.uint64(0xBF58476D1CE4E5B9)
_M2 = np.uint64(0x94D049BB133111EB)
_M3 = np.uint64(0xD6E8FEB86659FD93)
_S16, _S27, _S30, _S31, _S32 = np.uint64(16), np.uint64(27), np.uint64(30), np.uint64(31), np.uint64(32)
_LOW32 = np.uint64(0xFFFFFFFF)
_ONE = np.uint64(1)
_EXPONENT = np.uint64(0x4330000000000000)
_TWO52_LESS_HALF = 4503599627370496.0 - 0.5
_INVERSE32 = 1.0 / 4294967296.0

PHILOX_A, PHILOX_B = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
PHILOX_KEY_A, PHILOX_KEY_B = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)

# Purposes: one name for each kind of luck.  A number, once given, is never given again.
FOUNDING = 1
FIRST_LINK = 2
HEARING = 3  # and 4
SEARCH = 5
CONTACT = 6
FIRST_SIGHT = 7
OPENING = 8  # and 9
DELIVERY = 10  # and 11: noise of performance; temptation
PERCEPTION = 12  # and 13: blur; speech
LEAVING = 14  # and 15: departure; notice of a breach
FATE = 16  # end for outside reasons; whether an act was concealed
REVIEW = 17  # and 18
PRIORITY = 19
INTERVENTION = 20


@rule
def mix(z: Any) -> Any:
    """Return 64 well-mixed bits of 64 bits (SplitMix64 finaliser)."""
    z = wrap_mul(z ^ (z >> _S30), _M1)
    z = wrap_mul(z ^ (z >> _S27), _M2)
    return z ^ (z >> _S31)


@rule
def key(seed: Any, purpose: int, month: int) -> Any:
    """Return the 64-bit key of one purpose in one month of the run with this seed (any 64-bit integer, 0 included)."""
    k = mix(wrap_add(np.uint64(seed), _GOLD))
    k = mix(k ^ wrap_add(wrap_mul(np.uint64(month), _M3), _GOLD))
    return mix(k ^ wrap_add(wrap_mul(np.uint64(purpose), _M1), _GOLD))


@rule
def mixed_word(key: Any, identity: Any) -> Any:
    """Return the 64 bits of one address by keyed multiplication (the key enters twice)."""
    z = wrap_mul(wrap_add(identity, _GOLD), _M3) ^ key
    z = wrap_mul(z ^ (z >> _S32), _M1)
    z = wrap_add(wrap_mul(z ^ (z >> _S30), _M2), key)
    z = wrap_mul(z ^ (z >> _S32), _M3)
    return z ^ (z >> _S32)


@rule
def philox_word(key: Any, identity: Any) -> Any:
    """Return 64 bits of Philox4x32-10 with this key, the identity as its counter."""
    c0, c1, c2, c3 = identity & _LOW32, identity >> _S32, np.uint64(0), np.uint64(0)
    k0, k1 = key & _LOW32, key >> _S32
    for _ in range(10):
        a = c0 * PHILOX_A
        b = c2 * PHILOX_B
        c0, c1, c2, c3 = (b >> _S32) ^ c1 ^ k0, b & _LOW32, (a >> _S32) ^ c3 ^ k1, a & _LOW32
        k0 = (k0 + PHILOX_KEY_A) & _LOW32
        k1 = (k1 + PHILOX_KEY_B) & _LOW32
    return (c0 << _S32) | c1


word = philox_word if PHILOX else mixed_word
"""The generator in use: ``word(key, identity)`` returns 64 bits."""


@rule
def pair(first: Any, second: Any) -> Any:
    """Return the identity of an ordered pair of organisations (each below 2^32)."""
    return (np.uint64(first) << _S32) | np.uint64(second)


@rule
def nth(identity: Any, ordinal: Any) -> Any:
    """Return the identity of the ordinal-th of several draws about the same one."""
    return mix(wrap_add(identity, wrap_mul(np.uint64(ordinal) + _ONE, _M2)))


@rule
def uniform(bits: Any) -> float:
    """Return a uniform number in (0, 1) from the high half of a word."""
    return (float_of((bits >> _S32) | _EXPONENT) - _TWO52_LESS_HALF) * _INVERSE32


@rule
def second_uniform(bits: Any) -> float:
    """Return a uniform number in (0, 1) from the low half of a word, independent of the high half."""
    return (float_of((bits & _LOW32) | _EXPONENT) - _TWO52_LESS_HALF) * _INVERSE32


@rule
def normal(bits: Any) -> float:
    """Return a standard normal number from the high half of a word."""
    return normal_quantile(uniform(bits))


@rule
def nested_index(bits: Any, mask: Any) -> Any:
    """Return an index in [0, mask], uniform, that is the same for a smaller mask whenever it still fits.

    ``mask`` is a power of two less one.  The highest set bit of ``bits & mask`` chooses the octave; each octave has its
    own place in it, or a draw that is refused in one octave would be told by its place in the next.
    """
    m = bits & mask
    smear = m | (m >> _ONE)
    smear = smear | (smear >> np.uint64(2))
    smear = smear | (smear >> np.uint64(4))
    smear = smear | (smear >> np.uint64(8))
    smear = smear | (smear >> _S16)
    below = smear >> _ONE
    place = mix(wrap_add(bits, wrap_mul(smear, _GOLD)))
    return (smear ^ below) | (place & below)


@rule
def index_mask(n: int) -> Any:
    """Return the least power of two that is not below n, less one; n at least 1."""
    mask = np.uint64(n - 1)
    mask = mask | (mask >> _ONE)
    mask = mask | (mask >> np.uint64(2))
    mask = mask | (mask >> np.uint64(4))
    mask = mask | (mask >> np.uint64(8))
    return mask | (mask >> _S16)


@rule
def first_index(bits: Any, n: int) -> Any:
    """Return ``index(bits, n)`` where its first draw settles it, as it does in more than half of all cases, else -1."""
    first = np.int64(nested_index(bits, index_mask(n)))
    return first if first < n else np.int64(-1)


@rule
def early_index(bits: Any, n: int) -> Any:
    """Return ``index(bits, n)`` where three draws settle it, as they do in seven cases of eight, else -1; n > 1.

    Without a branch, as ``first_index``, so that loops over them vectorise.
    """
    mask = index_mask(n)
    half = mask >> _ONE
    first = first_index(bits, n)
    again = mix(wrap_add(bits, _M3))
    second = np.int64(nested_index(again, mask))
    third = np.int64(nested_index(mix(wrap_add(again, _M3)), mask))
    below = np.int64(nested_index(bits, half))
    last = below if third <= np.int64(half) else (third if third < n else np.int64(-1))
    later = below if second <= np.int64(half) else (second if second < n else last)
    return first if first >= 0 else later


@rule
def index(bits: Any, n: int) -> Any:
    """Return an index in [0, n), uniform, such that one more place moves only the draws that move to it.

    Consistent hashing (in the manner of BinomialHash, Coluzzi et al. 2024): a plain ``bits % n`` would send nearly
    everybody elsewhere when one buyer joins.  n is below 2^32.
    """
    if n <= 1:
        return np.int64(0)
    mask = index_mask(n)
    half = mask >> _ONE
    size = np.uint64(n)
    first = nested_index(bits, mask)
    if first < size:
        return np.int64(first)
    again = bits
    for _ in range(16):
        again = mix(wrap_add(again, _M3))
        place = nested_index(again, mask)
        if place <= half:
            break
        if place < size:
            return np.int64(place)
    return np.int64(nested_index(bits, half))
