"""Asking for memory ahead of its use, for loops that meet organisations all over the tables.

It changes no result: the processor may fetch the line of its cache in the meantime, or not.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from sim._jit import INTERPRETED

_FOR_READING, _KEEP, _DATA = 0, 3, 1

if INTERPRETED:

    def fetch(table: Any, row: int, column: int) -> None:
        """Ask for the line of the cache that holds this entry of a table; of a list, the column says nothing."""

else:

    @intrinsic  # type: ignore[untyped-decorator]
    def fetch(typingctx: Any, table: Any, row: Any, column: Any) -> Any:
        """Ask for the line of the cache that holds this entry of a table; of a list, the column says nothing."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            kind = signature.args[0]
            array = context.make_array(kind)(context, builder, args[0])
            address = cgutils.get_item_pointer(context, builder, kind, array, args[1 : 1 + kind.ndim])
            byte = ir.IntType(8).as_pointer()
            whole = ir.IntType(32)
            asked = cgutils.get_or_insert_function(
                builder.module, ir.FunctionType(ir.VoidType(), [byte, whole, whole, whole]), "llvm.prefetch.p0"
            )
            how = [ir.Constant(whole, k) for k in (_FOR_READING, _KEEP, _DATA)]
            builder.call(asked, [builder.bitcast(address, byte), *how])
            return context.get_dummy_value()

        return types.void(table, types.intp, types.intp), codegen
