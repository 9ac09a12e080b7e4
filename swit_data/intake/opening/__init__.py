"""A file from the field opened safely: its bytes as tables of text, or a sentence about why not."""
