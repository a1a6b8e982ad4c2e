"""Reports as Excel workbooks: numbers as numbers, text as text, every sheet ready to be sorted, filtered and printed."""

from collections.abc import Iterator
from datetime import UTC
from math import ceil
from typing import BinaryIO

import xlsxwriter
from wcwidth import wcswidth
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from aigov_checklist.harmless import spreadsheet, visible
from aigov_checklist.report.blocks import Block, Chart, Listing, Notice, Paragraph, Report, Table
from aigov_checklist.report.fields import Field, Kind
from aigov_checklist.report.rows import Cell, Row, scores_shown
from aigov_checklist.report.workbook import LONGEST_CELL, Grid, Prose, build_workbook
from aigov_checklist.report.writing import Look
"""
