"""From submissions to marks on disk: tasks, judges, and the ledger of what they said."""
