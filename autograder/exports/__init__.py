"""Marks on their way to others: one module for each consumer, all made from the reports of a grading run.

Each has one function, ``export(reports, options)``, that returns an ``Export``. Reports may be condensed, so that any
class fits into memory: what quotes single tests asks ``options.whole`` for all of a report when its turn has come, and
lets go of it. What is refused is refused before the first piece of an export is made. What a consumer would take for a
change that nobody made is never written: a student without a mark is left out, and whoever is left out is named.
"""
