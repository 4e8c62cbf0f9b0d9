"""The themes this program brings; Textual's own, ANSI ones included, are there as well."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="tumen-dark",
    primary="#7aa2c8",
    secondary="#5f8a8b",
    accent="#9cc4e4",
    foreground="#d8dee6",
    background="#14181d",
    surface="#1b2027",
    panel="#232a33",
    success="#7fb685",
    warning="#d9b45b",
    error="#d9776b",
    dark=True,
    variables={"scrollbar-background": "#1b2027", "scrollbar": "#3a4654"},
)
LIGHT = Theme(
    name="tumen-light",
    primary="#2f5d8a",
    secondary="#3d6b6c",
    accent="#1f5f99",
    foreground="#1d2630",
    background="#fbfaf7",
    surface="#f1efe9",
    panel="#e6e3da",
    success="#2e7040",
    warning="#8a6100",
    error="#a8362a",
    dark=False,
    variables={"scrollbar-background": "#f1efe9", "scrollbar": "#c3cad0"},
)
