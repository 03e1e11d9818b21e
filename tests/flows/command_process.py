"""A process that runs the command line many times, so that modules are loaded only once.

One JSON line in: {"cwd": ..., "arguments": [...]}. One JSON line out: {"code": ..., "out": ..., "err": ...}.
"""

import contextlib
import io
import json
import os
import sys


def run(arguments: list[str]) -> dict[str, object]:
    from studio.cli import main

    out, err, code = io.StringIO(), io.StringIO(), 0
    sys.argv = ["storyreel", *arguments]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code
    return {"code": code, "out": out.getvalue(), "err": err.getvalue()}


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        asked = json.loads(line)
        os.chdir(asked["cwd"])
        answers.write(json.dumps(run(asked["arguments"])) + "\n")
        answers.flush()
