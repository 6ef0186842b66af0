"""The wall between student code and everything else: see ``sandbox`` for the trusted side, ``child`` for the other."""
