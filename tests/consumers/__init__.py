"""Readers of what is exported: small ones that follow the rules of the real importers, and schemas."""
