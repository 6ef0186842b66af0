"""From what a platform hands out to a folder that can be graded: whose work each file is, and which attempt counts.

``archives`` opens a download, ``platforms`` tells one from another, ``matching`` says whose a hand-in is, ``taking``
which of its files are the work, ``plan`` what is new about it; ``storing`` writes that, and the ``manifest`` keeps why.
"""
