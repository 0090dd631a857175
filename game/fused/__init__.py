"""The same turn as generated code: rules and policies are traced once and compiled, same bits."""
