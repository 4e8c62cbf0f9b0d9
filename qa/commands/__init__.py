"""The commands of `tumen`, a module per family."""
