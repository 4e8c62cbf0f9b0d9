"""What a sentence states that can be checked exactly: numbers, dates, names, stance."""
