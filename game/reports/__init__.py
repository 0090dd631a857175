"""Pages and figures for readers: what was played, told in sentences, tables and charts."""
