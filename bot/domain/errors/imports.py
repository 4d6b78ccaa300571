"""What can go wrong on purpose with files that are brought in, as a whole."""

from __future__ import annotations

from bot.domain.errors.base import TouchpointError
from bot.domain.messages import N_


class ImportRefused(TouchpointError):
    """The root of what is wrong with a whole file or import; rows have reasons of their own."""


class FileEmpty(ImportRefused):
    template = N_("The file is empty.")


class FileTooLarge(ImportRefused):
    template = N_("The file has {size} MB; the most is {most} MB. Please divide it.")


class TooManyRows(ImportRefused):
    template = N_("The file has more than {most} rows. Please divide it.")


class TooManyColumns(ImportRefused):
    template = N_("The file has {count} columns; the most is {most}.")


class FileEncrypted(ImportRefused):
    template = N_(
        "The workbook is encrypted or in Excel's old format (.xls). Please save it without a "
        "password as .xlsx."
    )


class FileOfAnotherKind(ImportRefused):
    template = N_("The file is called {name}, but it is {kind}. Please check what it is.")


class FileUnreadable(ImportRefused):
    template = N_("The file can't be read as {kind}. It may be damaged, or be of another kind.")


class WorkbookTooLarge(ImportRefused):
    template = N_(
        "The workbook unpacks to {size} MB; the most is {most} MB. Please save its rows as CSV."
    )


class CellUnending(ImportRefused):
    template = N_(
        "From row {row} on, a quotation mark is opened and not closed, or a cell has more than "
        "{most} characters."
    )


class HeadingsMissing(ImportRefused):
    template = N_("The file has no row of headings.")


class NothingIdentifies(ImportRefused):
    template = N_(
        "None of the headings says what a row is about: {headings}. Please map a heading to one of "
        "these columns: {needed}."
    )


class HeadingUnknown(ImportRefused):
    template = N_("The mapping names the heading {heading}, which the file lacks: {headings}.")


class TargetUnknown(ImportRefused):
    template = N_("The mapping names {target}, which is no column. There are: {targets}.")


class TargetTwice(ImportRefused):
    template = N_("The mapping maps two headings to {target}.")


class MappingUnreadable(ImportRefused):
    template = N_(
        "The mapping can't be read. It is a JSON object with headings as names and columns, or "
        "null, as values; each heading once."
    )


class EncodingUnknown(ImportRefused):
    template = N_("{encoding} is no encoding that is known, or the file isn't in it.")


class ImportUnknown(ImportRefused):
    template = N_("There is no import {number}, or it was made more than a week ago.")


class ImportUndone(ImportRefused):
    template = N_("Import {number} is undone already.")


class AssignedOtherwise(ImportRefused):
    template = N_(
        "Somebody has assigned the headings of such files otherwise meanwhile. Please check the "
        "file again."
    )


class FileNotFetched(ImportRefused):
    template = N_(
        "Slack did not hand the file over. Please try again; if it was deleted, send it anew."
    )
