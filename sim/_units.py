"""Calls by address: compiled code calls code that another process may have compiled, without linking it in."""

from __future__ import annotations

import hashlib
import inspect
from functools import cache
from typing import Any

from numba import types
from numba.core import cgutils
from numba.core.typing import signature
from numba.extending import intrinsic


@cache
def _digest(kernel: Any, arguments: tuple[Any, ...]) -> int:
    """Return a number for a unit and the types that it takes, the same in every process."""
    name = f"{kernel.py_func.__module__}.{kernel.py_func.__qualname__}"
    digest = hashlib.sha256(" ".join([name, *map(str, arguments)]).encode()).digest()
    return int.from_bytes(digest[:8], "little", signed=True)


def called_by_address(kernel: Any) -> Any:
    """Return what compiled code calls instead of a kernel, with the kernel's address as the first argument.

    Parameters
    ----------
    kernel : Dispatcher
        A function that returns nothing.

    Raises
    ------
    RuntimeError
        When called: the address is that of another unit, or of one that takes arguments of other types.
    """

    def call(_: Any, address: Any, *arguments: Any) -> Any:
        expected = _digest(kernel, tuple(map(types.unliteral, arguments)))

        def generate(context: Any, builder: Any, called: Any, values: Any) -> Any:
            convention, (place, known) = context.call_conv, cgutils.unpack_tuple(builder, values[0], 2)
            with cgutils.if_unlikely(builder, builder.icmp_signed("!=", known, known.type(expected))):
                convention.return_user_exc(builder, RuntimeError, (f"not the address of {kernel.__name__}",))
            kind = convention.get_function_type(types.none, called.args[1:])
            code = builder.inttoptr(place, kind.as_pointer())
            status, _ = convention.call_function(builder, code, types.none, called.args[1:], values[1:])
            with cgutils.if_unlikely(builder, status.is_error):
                convention.return_status_propagate(builder, status)
            return context.get_dummy_value()

        return signature(types.none, address, *arguments), generate

    # An intrinsic has as many arguments as it says, and it says what the kernel does.
    ahead = [inspect.Parameter(name, inspect.Parameter.POSITIONAL_ONLY) for name in ("_", "address")]
    own = [
        parameter.replace(kind=inspect.Parameter.POSITIONAL_ONLY)
        for parameter in inspect.signature(kernel.py_func).parameters.values()
    ]
    call.__signature__ = inspect.Signature([*ahead, *own])  # type: ignore[attr-defined]
    unit = intrinsic(call)
    unit.kernel = kernel
    return unit


def address_for(unit: Any, arguments: tuple[Any, ...]) -> tuple[int, int]:
    """Return where a unit's machine code for these types begins, and the number of unit and types."""
    kernel = unit.kernel
    kernel.compile(arguments)
    made = kernel.overloads[arguments]
    return made.library.get_pointer_to_function(made.fndesc.llvm_func_name), _digest(kernel, arguments)
