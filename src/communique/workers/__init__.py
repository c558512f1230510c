"""Processes that work for this one: each has one task at a time, may be killed at any moment, and ends when this one does."""

from communique.workers.board import CODE, MOST_TOGETHER, READ, START, WRITE, Board, Silent, State
from communique.workers.team import Heard, Lost, Team
from communique.workers.worker import Worker, named

__all__ = ["CODE", "MOST_TOGETHER", "READ", "START", "WRITE", "Board", "Heard", "Lost", "Silent", "State", "Team", "Worker", "named"]
