"""Whether the answers are right: a question set is asked, and deterministic metrics score what comes back."""
