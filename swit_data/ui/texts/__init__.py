"""The parts of the page on which owners write: narratives, asks and promises, and what of it will be shown."""
