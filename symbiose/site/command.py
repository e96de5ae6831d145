"""The command line: `symbiose`."""

from __future__ import annotations

import os
import sys

import click

from symbiose.site.engine_commands import engine_commands


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Symbiose: from what is left over and what is needed to agreements and figures that a council can trust."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "symbiose.site.settings")


for command in engine_commands:
    main.add_command(command)


@main.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of the framework's own commands."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["symbiose manage", *arguments])


if __name__ == "__main__":
    sys.exit(main())
