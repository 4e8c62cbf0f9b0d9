"""Plots in a terminal."""

from __future__ import annotations

import os
from collections.abc import Sequence

from store.listing import MonthCount, sorted_counts
from store.text import sanitise_line

MONTHS_SHOWN = 24
PUBLISHERS_SHOWN = 6
"""Those with most articles; the others are one."""
OTHERS = "others"


def monthly_plot(counts: Sequence[MonthCount], width: int, *, colours: bool = True) -> str:
    """Return a stacked bar per month, the latest `MONTHS_SHOWN` months that have articles; empty when none is dated."""
    import plotext

    months = sorted({count.month for count in counts if count.month})[-MONTHS_SHOWN:]
    if not months:
        return ""
    named = list(sorted_counts([count for count in counts if count.month in months]))
    shown = named[:PUBLISHERS_SHOWN]
    rows: dict[str, list[int]] = {}
    for publisher in named:
        label = sanitise_line(publisher or "unknown") if publisher in shown else OTHERS
        row = rows.setdefault(label, [0] * len(months))
        for count in counts:
            if count.publisher == publisher and count.month in months:
                row[months.index(count.month)] += count.articles
    plotext.clear_figure()
    plotext.simple_stacked_bar(months, list(rows.values()), width=width, labels=list(rows), title="articles per month")
    drawn: str = plotext.build()
    return drawn if colours and not os.environ.get("NO_COLOR") else plotext.uncolorize(drawn)
