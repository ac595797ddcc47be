from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.sign_in import second_factor


class Command(BaseCommand):
    help = "Forget the lost second factor of somebody who works here, and sign them out everywhere."

    def add_arguments(self, parser):
        parser.add_argument("email", help="address of the account")

    def handle(self, *, email, **options):
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(f"There is no account with the address {email}.")
        second_factor.reset(user)
        self.stdout.write(f"{email} sets up a new second factor at the next sign-in.")
