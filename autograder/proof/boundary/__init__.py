"""Boundary mutants: right answers that are wrong on one kind of input, or spoil one kind of output."""
