"""Feedback on its way back to students: files for each platform, made from the pages of a grading run. Sends nothing.

``material`` is what there is to give back; ``words`` and ``notebooks`` put it into texts, scripts and notebooks; each
platform has a module with a function ``give(material)``, and ``platforms`` knows them; ``writing`` writes what it made.
"""
