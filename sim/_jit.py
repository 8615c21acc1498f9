"""Compilation, and the few mathematical functions that the theory needs.

Two marks and no framework: :func:`rule` marks a scalar function of the theory, :func:`kernel` a loop over rows
that calls rules.  Both are compiled by Numba, and both run as plain Python under ``NUMBA_DISABLE_JIT=1``.

``exp``, ``log``, ``logistic`` and ``normal_quantile`` are written out here with explicit fused multiply-adds and
no call to the C library, so that a result has the same bits on every machine, and loops over them vectorise.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numba
import numpy as np
from llvmlite import ir
from numba import config, types
from numba.extending import intrinsic

from sim import _kept
from sim._pipeline import InnerCompiler, KeptCompiler, SeparateCompiler
from sim._units import address_for, called_by_address

F = TypeVar("F", bound=Callable[..., Any])

if TYPE_CHECKING:
    int64 = int
else:
    int64 = np.int64
"""A 64-bit integer: what compiled code counts with, and a plain int to a reader of types."""

INTERPRETED: bool = bool(config.DISABLE_JIT)
"""True when everything runs as plain Python (``NUMBA_DISABLE_JIT=1``)."""

_MONTH = re.compile(r"^@(?:entry|borrowing_entry|unit)\ndef (\w+)", re.MULTILINE)


def is_compiled() -> bool:
    """Return whether compiled code of the month, for exactly these sources, is kept: the entry and all its units."""
    if INTERPRETED:
        return True
    kept = {file.name.partition("-")[0] for file in _kept.folder().rglob("*.nbc")}
    source = _kept.HERE.joinpath("processes", "schedule.py").read_text(encoding="utf-8")
    return kept >= {f"schedule.{name}" for name in _MONTH.findall(source)}


def rule(function: F) -> F:
    """Mark a scalar function of the theory: numbers in, one number out, inlined into the loops that call it."""
    return cast(F, numba.njit(forceinline=True, error_model="numpy", no_cfunc_wrapper=True)(function))


_INNER: dict[str, Any] = dict.fromkeys(("nogil", "no_cpython_wrapper", "no_cfunc_wrapper"), True)
_INNER |= {"error_model": "numpy", "_nrt": False}
"""Options of functions that only compiled code calls: they borrow arrays and make none, so that Numba need not count
who uses one (for the dozens of arrays of ``o`` and ``r``, a seventh of a month)."""


def piece(function: F) -> F:
    """Mark a piece of a kernel, always inlined: its arguments, whole tables among them, cost nothing to hand over."""
    return cast(F, numba.njit(forceinline=True, pipeline_class=InnerCompiler, **_INNER)(function))


def kernel(function: F) -> F:
    """Mark a loop over rows that only compiled code calls; it is optimised once and stays out of its callers."""
    return cast(F, numba.njit(forceinline=False, pipeline_class=SeparateCompiler, **_INNER)(function))


def allocating_kernel(function: F) -> F:
    """Mark a kernel that makes arrays of its own."""
    return cast(F, numba.njit(pipeline_class=SeparateCompiler, **_INNER | {"_nrt": True})(function))


def _keep(function: Any, **options: Any) -> Any:
    options |= {"nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True}
    compiled = numba.njit(pipeline_class=KeptCompiler, **options)(function)
    return compiled if INTERPRETED else _kept.keep(compiled)


def entry(function: F) -> F:
    """Mark a kernel that Python calls: compiled once and kept until an edit of the theory."""
    return cast(F, _keep(function))


def borrowing_entry(function: F) -> F:
    """Mark an entry that makes no arrays: quicker to compile and to call, because uses of arrays are not counted."""
    return cast(F, _keep(function, _nrt=False))


def unit(function: F) -> Any:
    """Mark a large part of an entry that is compiled and kept like an entry, and called by its address.

    Numba puts all that an entry calls into one piece of machine code, one process makes it, and it takes a minute;
    units are made by several processes at a time.  The first argument of every call is what :func:`address` returns.
    """
    if INTERPRETED:
        return lambda _address, *arguments: function(*arguments)
    return called_by_address(_keep(function, no_cpython_wrapper=True, _nrt=False))


def address(of: Any, *arguments: Any) -> tuple[int, int]:
    """Return where a unit's machine code for arguments like these begins, and a number that tells it from others."""
    return (0, 0) if INTERPRETED else address_for(of, tuple(map(numba.typeof, arguments)))


def is_kept(function: Any, *arguments: Any) -> bool:
    """Return whether machine code of an entry for arguments like these is kept."""
    return function._cache.load_overload(tuple(map(numba.typeof, arguments)), function.targetctx) is not None


def compile_for(function: Any, *arguments: Any) -> None:
    """Compile an entry or a unit for arguments like these, or load it from the cache."""
    if not INTERPRETED:
        getattr(function, "kernel", function).compile(tuple(map(numba.typeof, arguments)))


if INTERPRETED:

    def bits_of(x: float) -> Any:
        """Return the 64 bits of a float as an unsigned integer."""
        return np.uint64(struct.unpack("<Q", struct.pack("<d", float(x)))[0])

    def float_of(bits: Any) -> float:
        """Return the float whose 64 bits these are."""
        return float(struct.unpack("<d", struct.pack("<Q", int(bits) & 0xFFFFFFFFFFFFFFFF))[0])

    def fma(a: float, b: float, c: float) -> float:
        """Return a·b + c, rounded once (exact rational arithmetic; finite arguments)."""
        exact = Fraction(float(a)) * Fraction(float(b)) + Fraction(float(c))
        if exact == 0:
            return float(a) * float(b) + float(c)
        return float(exact)

    def wrap_add(a: Any, b: Any) -> Any:
        """Return a + b modulo 2^64."""
        return np.uint64((int(a) + int(b)) & 0xFFFFFFFFFFFFFFFF)

    def wrap_sub(a: Any, b: Any) -> Any:
        """Return a − b modulo 2^64."""
        return np.uint64((int(a) - int(b)) & 0xFFFFFFFFFFFFFFFF)

    def wrap_mul(a: Any, b: Any) -> Any:
        """Return a·b modulo 2^64."""
        return np.uint64((int(a) * int(b)) & 0xFFFFFFFFFFFFFFFF)

    def signed(a: Any) -> Any:
        """Return the same 64 bits read as a signed integer."""
        return np.int64(struct.unpack("<q", struct.pack("<Q", int(a)))[0])

else:

    @intrinsic  # type: ignore[untyped-decorator]
    def bits_of(typingctx: Any, x: Any) -> Any:
        """Return the 64 bits of a float as an unsigned integer."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.bitcast(args[0], ir.IntType(64))

        return types.uint64(types.float64), codegen

    @intrinsic  # type: ignore[untyped-decorator]
    def float_of(typingctx: Any, bits: Any) -> Any:
        """Return the float whose 64 bits these are."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.bitcast(args[0], ir.DoubleType())

        return types.float64(types.uint64), codegen

    @intrinsic  # type: ignore[untyped-decorator]
    def fma(typingctx: Any, a: Any, b: Any, c: Any) -> Any:
        """Return a·b + c, rounded once, on every machine."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.fma(*args)

        return types.float64(types.float64, types.float64, types.float64), codegen

    @numba.njit(forceinline=True)
    def wrap_add(a: Any, b: Any) -> Any:
        """Return a + b modulo 2^64."""
        return np.uint64(a) + np.uint64(b)

    @numba.njit(forceinline=True)
    def wrap_sub(a: Any, b: Any) -> Any:
        """Return a − b modulo 2^64."""
        return np.uint64(a) - np.uint64(b)

    @numba.njit(forceinline=True)
    def wrap_mul(a: Any, b: Any) -> Any:
        """Return a·b modulo 2^64."""
        return np.uint64(a) * np.uint64(b)

    @numba.njit(forceinline=True)
    def signed(a: Any) -> Any:
        """Return the same 64 bits read as a signed integer."""
        return np.int64(a)


LOG2_E = 1.4426950408889634
LN2_HIGH = 0.693147180369123816490
LN2_LOW = 1.90821492927058770002e-10
ROUNDER = 6755399441055744.0
"""1.5·2^52: adding it rounds to the nearest integer, which then lies in the low bits of the sum."""
_BIAS = np.uint64(1023)
_FRACTION_BITS = np.uint64(52)
_SQRT_HALF = np.uint64(0x3FE6A09E667F3BCD)
_ROUNDER_BITS = np.uint64(0x4338000000000000)
_SQRT_TWO = 1.4142135623730951


@rule
def exp(x: float) -> float:
    """Return e to the x; relative error below 1e-13; arguments beyond ±700 are cut."""
    x = min(max(x, -700.0), 700.0)
    shifted = fma(x, LOG2_E, ROUNDER)
    whole = shifted - ROUNDER
    r = fma(whole, -LN2_LOW, fma(whole, -LN2_HIGH, x))
    r2 = r * r
    r4 = r2 * r2
    p01 = 1.0 + r
    p23 = fma(r, 1.6666666666666666e-01, 0.5)
    p45 = fma(r, 8.333333333333333e-03, 4.1666666666666664e-02)
    p67 = fma(r, 1.984126984126984e-04, 1.388888888888889e-03)
    p89 = fma(r, 2.755731922398589e-06, 2.48015873015873e-05)
    pab = fma(r, 2.505210838544172e-08, 2.755731922398589e-07)
    low = fma(p23, r2, p01)
    middle = fma(p67, r2, p45)
    high = fma(pab, r2, p89)
    p = fma(fma(high, r4, middle), r4, low)
    return p * float_of(wrap_add(bits_of(shifted), _BIAS) << _FRACTION_BITS)


@rule
def log(x: float) -> float:
    """Return the natural logarithm of a positive normal number; absolute error below 1e-9 (enough for luck)."""
    bits = bits_of(x)
    k = signed(wrap_sub(bits, _SQRT_HALF)) >> np.int64(52)
    mantissa = float_of(wrap_sub(bits, np.uint64(k) << _FRACTION_BITS))
    exponent = float_of(wrap_add(np.uint64(k), _ROUNDER_BITS)) - ROUNDER
    f = mantissa - 1.0
    s = f / (2.0 + f)
    z = s * s
    z2 = z * z
    p = fma(z2, fma(z, 0.18181818181818182, 0.2222222222222222), fma(z, 0.2857142857142857, 0.4))
    p = fma(z, fma(z, p, 0.6666666666666666), 2.0)
    return fma(exponent, 0.6931471805599453, s * p)


@rule
def logistic(x: float) -> float:
    """Return 1 / (1 + e^-x), in [0, 1]; rounding makes it 1 beyond about 37."""
    return 1.0 / (1.0 + exp(-x))


@rule
def clip(x: float, low: float, high: float) -> float:
    """Return x, cut to [low, high]."""
    return min(max(x, low), high)


@rule
def share(x: float) -> float:
    """Return x, cut to [0, 1]."""
    return min(max(x, 0.0), 1.0)


@rule
def normal_quantile(u: float) -> float:
    """Return the standard normal quantile of u in (0, 1); absolute error below 1e-6 up to 5.4 sigma.

    The pair of polynomials is Giles' (2012) single-precision inverse error function, without a branch.
    """
    x = fma(2.0, u, -1.0)
    w = -log(4.0 * u * (1.0 - u))
    a = w - 2.5
    a2 = a * a
    a4 = a2 * a2
    p01 = fma(a, 0.246640727, 1.50140941)
    p23 = fma(a, -0.00125372503, -0.00417768164)
    p45 = fma(a, -4.39150654e-06, 0.00021858087)
    p67 = fma(a, 3.43273939e-07, -3.5233877e-06)
    centre = fma(fma(a4, 2.81022636e-08, fma(p67, a2, p45)), a4, fma(p23, a2, p01))
    b = np.sqrt(max(w, 0.0)) - 3.0
    b2 = b * b
    b4 = b2 * b2
    q01 = fma(b, 1.00167406, 2.83297682)
    q23 = fma(b, -0.0076224613, 0.00943887047)
    q45 = fma(b, -0.00367342844, 0.00573950773)
    q67 = fma(b, 0.000100950558, 0.00134934322)
    tail = fma(fma(b4, -0.000200214257, fma(q67, b2, q45)), b4, fma(q23, b2, q01))
    return _SQRT_TWO * (centre if w < 5.0 else tail) * x
