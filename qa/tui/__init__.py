"""The chat: a terminal UI over the chain's events. It shows answers and holds no logic of answering."""
