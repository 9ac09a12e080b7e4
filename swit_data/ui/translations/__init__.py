"""The page on which translations are read side by side and worded better."""
