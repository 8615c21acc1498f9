"""The Python of a page, block after block in one namespace, as its reader has it; run as a program."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import traceback


def main() -> None:
    """Run each block that a line of stdin holds, and answer with a line: empty, or what went wrong."""
    answers = sys.stdout
    names: dict[str, object] = {"__name__": "__main__"}
    for line in sys.stdin:
        place, text = json.loads(line)
        wrong = ""
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                exec(compile(text, place, "exec"), names)
            except BaseException:
                wrong = traceback.format_exc()
        answers.write(json.dumps(wrong) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
