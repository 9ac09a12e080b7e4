"""The parts of the Data page: what is shown, files from the field, stages, release, history, forms."""
