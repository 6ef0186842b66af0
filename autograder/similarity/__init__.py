"""Which submissions of a set are more alike than chance: for a teacher to look at, never for a mark.

Data flows one way: ``reading`` (units of code), ``fragments`` (pieces of them that renaming does not change),
``comparing`` (which rare ones two have in common), ``mistakes`` (what else they share that is wrong), ``page``.
"""
