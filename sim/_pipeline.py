"""How Numba's own passes are put together for the three kinds of compiled functions.

Inner functions are optimised and made machine code where they are used; kernels among them stay out of their callers;
what is kept in a cache of its own is compiled while the collector of garbage is at rest.
"""

from __future__ import annotations

import gc
from typing import Any

from numba import _dynfunc
from numba.core.compiler import Compiler, CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import PassManager, register_pass
from numba.core.lowering import Lower
from numba.core.typed_passes import NativeLowering


class _AtRest:
    """The collector of garbage at rest: compiling makes millions of objects that live until it ends."""

    def __enter__(self) -> None:
        self._worked = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self._worked:
            gc.enable()


class KeptCompiler(Compiler):  # type: ignore[misc]
    """Numba's own pipeline, for what is kept in a cache: a tenth faster without the collector of garbage."""

    def compile_extra(self, function: Any) -> Any:
        """Compile a Python function."""
        with _AtRest():
            return super().compile_extra(function)


class SeparateLower(Lower):  # type: ignore[misc]
    """Lowering that keeps a function out of its callers, so that each loop is optimised once, not in every caller."""

    def lower_normal_function(self, fndesc: Any) -> None:
        super().lower_normal_function(fndesc)
        self.function.attributes.add("noinline")


@register_pass(mutates_CFG=True, analysis_only=False)
class InnerLowering(NativeLowering):  # type: ignore[misc]
    """Lowering of a function that only compiled code calls: it is optimised and made machine code where it is used.

    Numba would do both for the function alone, and then again in its caller's module and in its caller's caller's,
    which takes a third of the time of a first compile.
    """

    _name = "inner_lowering"

    def run_pass(self, state: Any) -> bool:
        codegen = state.targetctx.codegen()
        state.library = library = codegen.create_library(state.func_id.func_qualname)
        library._optimize_functions = lambda module: setattr(module, "data_layout", codegen._data_layout)
        library._optimize_final_module = lambda: None
        library._finalize_final_module = lambda: setattr(library, "_finalized", True)
        state.flags.no_compile = True
        super().run_pass(state)
        lowered = state["cr"]
        nowhere = 0  # address for calls from Python, of which there are none
        name = lowered.fndesc.qualname
        known_by = _dynfunc.make_function(lowered.fndesc.lookup_module(), name, "", nowhere, lowered.env, (library,))
        state.targetctx.insert_user_function(known_by, lowered.fndesc, [library])
        state["cr"] = lowered._replace(cfunc=known_by)
        return True


@register_pass(mutates_CFG=True, analysis_only=False)
class SeparateLowering(InnerLowering):
    _name = "separate_lowering"

    @property
    def lowering_class(self) -> Any:
        return SeparateLower


class InnerCompiler(CompilerBase):  # type: ignore[misc]
    """Numba's own pipeline, with the lowering above."""

    lowering: type[NativeLowering] = InnerLowering

    def define_pipelines(self) -> list[Any]:
        builder = DefaultPassBuilder
        pipeline = PassManager("inner")
        pipeline.passes.extend(builder.define_untyped_pipeline(self.state).passes)
        pipeline.passes.extend(builder.define_typed_pipeline(self.state).passes)
        pipeline.passes.extend(
            (self.lowering if step is NativeLowering else step, text)
            for step, text in builder.define_nopython_lowering_pipeline(self.state).passes
        )
        pipeline.finalize()
        return [pipeline]


class SeparateCompiler(InnerCompiler):
    lowering = SeparateLowering
