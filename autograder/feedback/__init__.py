"""Feedback that people read: a page for each student and set, and one for the class, made of reports and evidence.

``records`` reads what a grading run left; ``values``, ``differences`` and ``drawing`` put evidence into words, tables
and pictures; ``advice`` tells a student what to try next, ``statistics`` and ``lecture`` tell a teacher what to teach;
``views`` chooses what is shown, ``pages`` makes HTML of it, ``writing`` makes all of them.
"""
