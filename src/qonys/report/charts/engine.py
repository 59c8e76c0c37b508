"""The drawing engine as a process: a line of JSON in (drawing, description, name), SVG as a line of JSON out."""

from __future__ import annotations

import json
import sys

from qonys.report.charts.svg import convert, warm_up


def main() -> None:
    """Answer until the input ends."""
    warm_up()
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(json.dumps(convert(*json.loads(line))).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
