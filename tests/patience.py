"""How long a test waits for another process or a page before it says that it hangs."""

# In seconds; no claim on how long anything takes, which on a busy machine is any time.
PATIENCE = 900.0
