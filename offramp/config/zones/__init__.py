"""Two zones on one database: tables, grants, and what must hold before one serves."""
