"""Pictures out of characters: bars, columns, lines and time axes, drawn on sheets."""
