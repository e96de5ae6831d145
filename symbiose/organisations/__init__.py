"""Companies, social enterprises, departments, associations and schools, and who acts for them."""
