"""Community-led assessments of the SWIT: from a file from the field to pages that can be shown."""
