"""Arguments for hidden tests, ordinary ones and edges of what may come in; ways to ask for results of many at once."""

from .arrays import edges, edges_of_many
from .asking import agree_at_edges, agree_on, in_kind_of, in_reach, in_single
from .numbers import between_singles, draw
from .symmetric import symmetric_edges

__all__ = [
    "agree_at_edges", "agree_on", "between_singles", "draw", "edges", "edges_of_many", "in_kind_of", "in_reach",
    "in_single", "symmetric_edges",
]  # fmt: skip
