"""How everything looks: colours and type, as Qt's palette and style sheet, and drawn icons."""
