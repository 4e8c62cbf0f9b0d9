"""Articles in, passages out. Knows no question, no LLM, no screen."""
