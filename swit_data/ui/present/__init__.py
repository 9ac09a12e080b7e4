"""The meeting: a sequence of views put together by the speaker, and shown one statement and one picture at a time."""
