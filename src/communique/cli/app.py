"""What all commands share: exit codes, configuration, quiet ends."""

from __future__ import annotations

import contextlib
import os
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from communique.errors import CommuniqueError

CODED, FAILED, USAGE, SOME_FAILED, INTERRUPTED = 0, 1, 2, 3, 130
# What a shell reports for a program that a closed pipe ended (128 + SIGPIPE).
PIPE_CLOSED = 141
CONFIGURATION = Path("communique.toml")


class App(click.Group):
    """A group of commands with the contract's exit codes."""

    # Headings of the help, each with names of commands.
    sections: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, *_: object, **options: Any) -> Any:
        """Run a command line and leave with its exit code."""
        sys.exit(self._code(args, prog_name or "communique", options))

    def _code(self, args: Sequence[str] | None, name: str, options: dict[str, Any]) -> int:
        options.pop("standalone_mode", None)
        try:
            code = super().main(args, name, standalone_mode=False, **options)
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except CommuniqueError as error:
            say(f"error: {error}")
            return FAILED
        except UnicodeEncodeError:
            say("error: a word of the command is not in the encoding of this terminal; set PYTHONUTF8=1, or LC_ALL to a locale with UTF-8")
            return FAILED
        except OSError as error:
            say(f"error: {error.filename or 'output'}: {error.strerror or error}")
            _forget_output()
            return FAILED
        except (KeyboardInterrupt, click.Abort):
            say("interrupted")
            return INTERRUPTED
        return code if isinstance(code, int) else CODED

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; quiet where whoever reads the output has stopped reading."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _forget_output()
            return PIPE_CLOSED
        return code

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands by what they are for, each with the whole first sentence of its help."""
        told = {name for names in self.sections.values() for name in names}
        rest = tuple(name for name in self.list_commands(ctx) if name not in told)
        for heading, names in {**self.sections, ("Others" if told else "Commands"): rest}.items():
            if names:
                with formatter.section(heading):
                    formatter.write_dl([(name, self.commands[name].get_short_help_str(limit=200)) for name in names])

    def make_context(self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any) -> click.Context:
        """A context that knows ``communique.toml``."""
        return super().make_context(info_name, args, parent, default_map=self._configured(), **extra)

    def _configured(self) -> dict[str, dict[str, Any]]:
        """``communique.toml`` of the current folder: a table for each command. Raises ``UsageError`` for what no command knows."""
        try:
            tables = tomllib.loads(CONFIGURATION.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise click.UsageError(f"{CONFIGURATION} cannot be used: {error}") from error
        return _options(self, "", tables)


def _options(command: click.Command | None, name: str, table: object) -> dict[str, Any]:
    """The defaults of a command, or of a group's commands. Raises ``UsageError`` for what no command knows."""
    if command is None or not isinstance(table, dict):
        raise click.UsageError(f"{CONFIGURATION}: [{name}] is no command; `communique --help` lists them")
    if isinstance(command, click.Group):
        return {key: _options(command.commands.get(key), f"{name}.{key}".lstrip("."), inner) for key, inner in table.items()}
    known = {o.lstrip("-"): p.name for p in command.params if isinstance(p, click.Option) for o in p.opts}
    wrong = sorted(set(table) - set(known))
    if wrong:
        raise click.UsageError(f"{CONFIGURATION}: [{name}] has no option {wrong[0]!r}; use one of: {', '.join(known)}")
    return {str(known[key]): value.isoformat() if hasattr(value, "isoformat") else value for key, value in table.items()}


def say(message: str) -> None:
    """A line on standard error."""
    with contextlib.suppress(BrokenPipeError):
        click.echo(f"communique: {message}", err=True)


def _forget_output() -> None:
    """Keep Python from trying to flush into the closed pipe when it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
