"""Stylised facts, looked for in runs and in placebos."""
