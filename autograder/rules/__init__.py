"""Late work: what is due when, what lateness costs, and who is excused, as ``rules.yaml`` and ``extensions.csv`` say.

Both lie in the folder of a class, beside ``roster.csv``; ``docs/late-work.md`` shows them. What follows from them is
computed from data alone: nothing here looks at a submission.
"""

FILE, EXTENSIONS = "rules.yaml", "extensions.csv"
