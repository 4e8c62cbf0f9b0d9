"""The articles that come with the project."""
