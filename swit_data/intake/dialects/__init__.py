"""Any export in: a file of whatever dialect as one table in the form's own names and codes."""

from swit_data.intake.dialects.converting import as_export
from swit_data.intake.dialects.describing import describe
from swit_data.intake.dialects.form_words import FormQuestion, FormWords
from swit_data.intake.dialects.xlsform import words_of_form

__all__ = ["FormQuestion", "FormWords", "as_export", "describe", "words_of_form"]
