"""Drawing primitives: shapes, charts and the flows of the map, painted on a surface."""
