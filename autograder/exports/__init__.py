"""Marks on their way to others: one module for each consumer, all made from the reports of a grading run.

Each has one function, ``export(reports, options)``, that returns an ``Export``. What a consumer would take for a change
that nobody made is never written: a student without a mark is left out, and whoever is left out is named.
"""
