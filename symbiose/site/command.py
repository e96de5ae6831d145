"""The command line: `symbiose`."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import click

from symbiose.site.engine_commands import match
from symbiose.site.place_command import place
from symbiose.site.solve_command import solve

SILENT_SECONDS = 120  # a process that gives no sign of life for so long is started anew; a long request is no silence
THREADS = 4  # a slow telephone or a large workbook takes one of them, and the others go on answering


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Symbiose: from what is left over and what is needed to agreements and figures that a council can trust."""


for command in (match, place, solve):
    main.add_command(command)


def ready() -> None:
    """Start the framework, with screen texts compiled and pages dressed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "symbiose.site.settings")
    import django

    from symbiose.site import assets
    from symbiose.site.messages import compile_all

    compile_all()
    if not assets.installed():
        click.echo("Installing the design system …", err=True)
        try:
            assets.install()
        except assets.NotFetchedError as error:
            raise click.ClickException(str(error)) from error
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise click.ClickException(str(error)) from error
    from django.conf import settings

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


def call(*arguments: str) -> None:
    """Run one of the framework's commands."""
    from django.core.management import call_command

    call_command(*arguments)


def refuse_misconfigured() -> None:
    """Stop with the sentences of `symbiose check` where an error stands among them."""
    from django.core.checks import ERROR, run_checks

    serious = [found for found in run_checks(include_deployment_checks=False) if found.level >= ERROR]
    for found in serious:
        click.echo(f"{found.id}: {found.msg} {found.hint or ''}", err=True)
    if serious:
        sys.exit(1)


def refuse_without_database(*, migrated: bool = True) -> None:
    """Stop with one sentence where the database does not answer, or where `migrated` and its tables are old."""
    from symbiose.home.operations import database_answers, database_is_old

    if not database_answers():
        raise click.ClickException("The database does not answer. Check DATABASE_URL.")
    if migrated and database_is_old():
        raise click.ClickException("The database is older than the program. Run symbiose manage migrate.")


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port on 127.0.0.1.")
@click.option("--seed-only", is_flag=True, help="Prepare the database and stop.")
def demo(port: int, seed_only: bool) -> None:
    """Prepare and serve the demo: made-up firms, real places, one-click roles."""
    os.environ["SYMBIOSE_DEMO"] = "1"
    os.environ.setdefault("SYMBIOSE_BASE_URL", f"http://127.0.0.1:{port}")
    ready()
    refuse_misconfigured()
    refuse_unknown()
    if not seed_only:
        refuse_taken(port)
    refuse_without_database(migrated=False)
    call("migrate", "--verbosity", "0")
    click.echo(seeded())
    if seed_only:
        return
    click.echo(f"Open http://127.0.0.1:{port} and step in with one click. Stop with Ctrl+C.")
    serve_here(port)


def refuse_unknown() -> None:
    """Stop before a database is made for a municipality that nobody knows."""
    from django.conf import settings

    from symbiose.municipalities.reader import ConfigurationError, find

    try:
        find(settings.MUNICIPALITY)
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error


def seeded() -> str:
    """Fill the demo's database; one line about what it holds."""
    from django.conf import settings

    from symbiose.home.loading import OtherMunicipality
    from symbiose.home.seed import seed_demo
    from symbiose.municipalities.reader import ConfigurationError

    try:
        return seed_demo(settings.MUNICIPALITY)
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error
    except OtherMunicipality as error:
        raise click.ClickException(f"This database belongs to {error}.") from error


def refuse_taken(port: int) -> None:
    """Stop before anything is prepared where another program listens on the port."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} cannot be used ({error.strerror}). Choose another: make demo PORT=8001, "
                "or symbiose demo --port 8001."
            ) from error


def serve_here(port: int) -> None:
    """Serve on this machine alone, several requests at a time."""
    from django.core.servers.basehttp import run
    from django.core.wsgi import get_wsgi_application

    run("127.0.0.1", port, get_wsgi_application(), threading=True)


@main.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port to listen on.")
@click.option("--workers", default=2, show_default=True, help="Number of processes.")
def serve(bind: str, workers: int) -> None:
    """Serve the pages in production; refuses to start where the configuration is unsafe."""
    os.environ.setdefault("SYMBIOSE_PRODUCTION", "1")
    ready()
    refuse_misconfigured()
    refuse_without_database(migrated=False)
    call("migrate", "--verbosity", "0")
    call("collectstatic", "--noinput", "--verbosity", "0")
    server = [sys.executable, "-m", "gunicorn", "symbiose.site.wsgi:application", "--no-control-socket"]
    server += ["--timeout", str(SILENT_SECONDS), "--bind", bind, "--workers", str(workers)]
    server += ["--worker-class", "gthread", "--threads", str(THREADS)]
    os.execv(sys.executable, server)  # noqa: S606  our own server


@main.command()
@click.option("--once", is_flag=True, help="Do what is due and stop.")
def worker(once: bool) -> None:
    """Do long work outside web requests: matching runs, letters, what is due by the clock."""
    ready()
    refuse_misconfigured()
    refuse_without_database()
    from symbiose.home.clock import work

    work(once=once)


@main.command()
@click.argument("name_or_folder", required=False)
def load(name_or_folder: str | None) -> None:
    """Load a municipality's configuration; what the database already has stays as it is."""
    ready()
    from django.conf import settings

    from symbiose.common.actor import system
    from symbiose.home.loading import OtherMunicipality, load_municipality
    from symbiose.municipalities import reader

    try:
        configuration = reader.load(reader.find(name_or_folder or settings.MUNICIPALITY))
        refuse_without_database()
        added, kept = load_municipality(configuration, by=system("symbiose load"))
    except reader.ConfigurationError as error:
        raise click.ClickException(str(error)) from error
    except OtherMunicipality as error:
        raise click.ClickException(f"This database belongs to {error}.") from error
    click.echo(f"{configuration.profile.name}: {added} items added, {kept} kept as they were.")


@main.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name, as others see it.")
@click.option(
    "--role",
    type=click.Choice(["adviser", "consultant", "leader"]),
    default="adviser",
    show_default=True,
    help="Adviser at the entrance, job consultant, or leader who sets policies.",
)
def adviser(email: str, name: str, role: str) -> None:
    """Let a person work at the entrance or inside the municipality; they choose their own password by mail."""
    ready()
    refuse_without_database()
    from django.conf import settings
    from django.urls import reverse

    from symbiose.common.actor import system
    from symbiose.home.entrance import NoMunicipality, add_staff
    from symbiose.organisations.enums import MembershipRole

    try:
        member = add_staff(MembershipRole(role), email=email, name=name, by=system("symbiose adviser"))
    except NoMunicipality as error:
        raise click.ClickException("No municipality is loaded. Run symbiose load.") from error
    click.echo(f"{member.user.name} is {role} at {member.organisation.name}.")
    click.echo(f"Choose a password at {settings.BASE_URL}{reverse('account_reset_password')}.")


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write the municipality's configuration, as it is in the database, to a folder of files."""
    ready()
    refuse_without_database()
    from symbiose.common.models import Municipality
    from symbiose.home.loading import configuration_of_database
    from symbiose.municipalities.writer import dump

    if not Municipality.objects.exists():
        raise click.ClickException("No municipality is loaded. Run symbiose load.")
    try:
        dump(configuration_of_database(), folder)
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written to ({error.strerror}).") from error
    click.echo(f"Written to {folder}.")


@main.command()
def check() -> None:
    """Name what is misconfigured; the exit code is 1 where something must be mended."""
    ready()
    from symbiose.home.operations import findings

    found = findings()
    for line in found:
        click.echo(f"{line.level}: {line.text}")
    counted = "1 finding." if len(found) == 1 else f"{len(found)} findings."
    click.echo(counted if found else "Nothing is misconfigured.")
    sys.exit(1 if any(line.level == "error" for line in found) else 0)


@main.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of the framework's own commands."""
    ready()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["symbiose manage", *arguments])


if __name__ == "__main__":
    sys.exit(main())
