"""Why a number changed: its causes, traced and split."""
