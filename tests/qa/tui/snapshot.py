"""A screen as text that can be compared and read: its lines, then for every line its colours and styles by letter."""

from __future__ import annotations

import os
from pathlib import Path

from textual.app import App

FOLDER = Path(__file__).parent / "snapshots"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
UPDATE = "UPDATE_SNAPSHOTS"


def snapshot(app: App[int]) -> str:
    """The lines of the screen, then runs of styles (``a12b3``: 12 cells of a, 3 of b), and what each letter is."""
    styles: dict[str, str] = {}
    lines, runs = [], []
    for strip in app.screen._compositor.render_strips():
        lines.append(strip.text.rstrip())
        line: list[tuple[str, int]] = []
        for segment in strip:
            letter = styles.setdefault(str(segment.style or ""), LETTERS[len(styles) % len(LETTERS)])
            if line and line[-1][0] == letter:
                line[-1] = (letter, line[-1][1] + segment.cell_length)
            else:
                line.append((letter, segment.cell_length))
        runs.append("".join(f"{letter}{count}" for letter, count in line))
    legend = [f"{letter} {style}" for style, letter in styles.items()]
    return "\n".join([*lines, "-- styles", *runs, *legend]) + "\n"


def assert_matches(app: App[int], name: str) -> None:
    """Compare with the kept snapshot; with UPDATE_SNAPSHOTS=1 keep this one."""
    taken = snapshot(app)
    path = FOLDER / f"{name}.txt"
    if os.environ.get(UPDATE):
        path.parent.mkdir(exist_ok=True)
        path.write_text(taken, encoding="utf-8")
        return
    assert path.exists(), f"no snapshot {name}: take it with {UPDATE}=1 and look at it"
    kept = path.read_text(encoding="utf-8")
    assert taken.split("-- styles")[0] == kept.split("-- styles")[0], f"{name}: other text on the screen"
    assert taken == kept, f"{name}: other colours or styles"
