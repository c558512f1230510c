"""Communique: news reports and official readouts in, a sourced record of diplomacy out."""

__version__ = "0.1.0"
