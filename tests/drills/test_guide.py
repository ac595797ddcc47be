"""Walks docs/betrieb.md on an empty Debian or Ubuntu with systemd, command for command.

Needs root, Debian's ``debootstrap``, ``systemd-container``, ``iproute2`` and ``iptables``, and
the package registries. Makes a Debian in a folder, starts it in a container with a network of
its own, and runs what the guide says from „Von einem leeren Server“ on; then it updates, takes
a backup and brings it back. Three things differ: what asks is answered from here, the
certificate is made here (Let's Encrypt wants a name that the world can find), and mail goes to
a server here. ``SUITE``, ``MIRROR`` and ``COMPONENTS`` name another system, ``LENT_PYTHON`` the
folder of a Python where that of the system is too old and uv cannot get one.
"""

import contextlib
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from bench import server
from tests.mails import smtp

from .services import need, need_root

pytestmark = pytest.mark.drill

SUITE = os.environ.get("SUITE", "trixie")
MIRROR = os.environ.get("MIRROR", "http://deb.debian.org/debian")
COMPONENTS = os.environ.get("COMPONENTS", "main")
GUIDE = server.ROOT / "docs" / "betrieb.md"
HERE, THERE = "10.77.0.1", "10.77.0.2"
NAME = "mitreden.musterstadt.de"
REPOSITORY = "/srv/mitreden.git"
# What an image of a server has that „minbase“ lacks.
PACKAGES = "systemd-sysv,dbus,ca-certificates,curl,openssl,adduser"
CERTIFICATE = f"""
install -d -m 700 /etc/letsencrypt/live/{NAME}
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={NAME} \\
    -addext subjectAltName=DNS:{NAME} -keyout /etc/letsencrypt/live/{NAME}/privkey.pem \\
    -out /etc/letsencrypt/live/{NAME}/fullchain.pem 2>/dev/null
echo '127.0.0.1 {NAME}' >> /etc/hosts
export CURL_CA_BUNDLE=/etc/letsencrypt/live/{NAME}/fullchain.pem
"""
NEWEST_BACKUP = "$(ls -t /var/lib/mitreden/sicherungen/*.zip | head -1) <<< ja"
END = "Ende"
# One unit or another of Debian itself may not find what it wants in a container.
READY = {"running", "degraded"}
# Seen by a visitor, by whoever watches and by systemd; each fails if it is not so.
VERIFY = f"""
set -x
curl --fail --silent https://{NAME}/ | grep Musterstadt > /dev/null
curl --fail --silent --location https://{NAME}/verwaltung/ | grep 'name="login"' > /dev/null
test "$(curl --silent --output /dev/null --write-out '%{{http_code}}' http://{NAME}/)" = 308
systemctl is-active mitreden-web mitreden-worker mitreden-metrics nginx
systemctl is-active mitreden-{{minute,quarter,hour,day,backup}}.timer
for unit in minute quarter hour day backup; do systemctl start mitreden-$unit.service; done
test -z "$(systemctl list-units --failed --quiet --plain 'mitreden-*')"
"""


def test_the_guide_leads_to_a_running_platform(tmp_path):
    need_root()
    need("debootstrap", "systemd-nspawn", "ip", "iptables", "nsenter")
    with network(), smtp.Server(host=HERE) as mails:
        root = tmp_path / "debian"
        install(root)
        with container(root) as inside:
            steps, status = walk(inside, root, script(mails.port))

    print(*(f"{step['seconds']:7.1f} s  {step['step']}" for step in steps), sep="\n")
    assert status == 0
    assert mails.mails


def install(root):
    what = (f"--include={PACKAGES}", f"--components={COMPONENTS}")
    run("debootstrap", "--variant=minbase", *what, SUITE, root, MIRROR)
    run("git", "clone", "--quiet", "--bare", server.ROOT, f"{root}{REPOSITORY}")
    # Where this machine trusts somebody of its own, so has the container to.
    own = Path("/usr/local/share/ca-certificates")
    if any(own.glob("*.crt")):
        shutil.copytree(own, root / own.relative_to("/"), dirs_exist_ok=True)
        run("chroot", root, "update-ca-certificates")
    if lent := os.environ.get("LENT_PYTHON"):
        lend(root, Path(lent).resolve())


def lend(root, python):
    """Put a copy of this Python where uv finds it, and services may use it."""
    there = Path("/opt") / python.name
    shutil.copytree(python, root / there.relative_to("/"), symlinks=True)
    (root / "etc/ld.so.conf.d/lent.conf").write_text(f"{there}/lib\n", encoding="utf-8")
    run("chroot", root, "ldconfig")
    (root / "etc/profile.d/lent.sh").write_text(f"PATH={there}/bin:$PATH\n", encoding="utf-8")


@contextlib.contextmanager
def network():
    """A network of two, this machine and the container, from where the world can be reached."""
    masquerade = ("POSTROUTING", "-s", f"{THERE}/24", "-j", "MASQUERADE")
    forwards = Path("/proc/sys/net/ipv4/ip_forward")
    before = forwards.read_text()
    run("ip", "netns", "add", "guide")
    try:
        run("ip", "link", "add", "guide", "type", "veth", "peer", "name", "host0", "netns", "guide")
        run("ip", "addr", "add", f"{HERE}/24", "dev", "guide")
        run("ip", "link", "set", "guide", "up")
        run("ip", "-n", "guide", "addr", "add", f"{THERE}/24", "dev", "host0")
        run("ip", "-n", "guide", "link", "set", "host0", "up")
        run("ip", "-n", "guide", "link", "set", "lo", "up")
        run("ip", "-n", "guide", "route", "add", "default", "via", HERE)
        forwards.write_text("1")
        run("iptables", "-t", "nat", "-A", *masquerade)
        yield
    finally:
        subprocess.run(["iptables", "-t", "nat", "-D", *masquerade], check=False)  # noqa: S603, S607
        run("ip", "netns", "delete", "guide")
        forwards.write_text(before)


@contextlib.contextmanager
def container(root):
    """Start the Debian in ``root``; yields a function that runs a command in it."""
    command = [
        "systemd-nspawn", "--directory", root, "--boot", "--register=no", "--keep-unit",
        "--network-namespace-path=/run/netns/guide", "--resolv-conf=copy-host",
    ]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )

    def inside(*command, **how):
        leader = children(process.pid)[0]
        enter = ["nsenter", "--target", leader, "--all", *command]
        return subprocess.Popen(  # noqa: S603
            enter, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, **how
        )

    try:
        for _ in range(60):
            time.sleep(1)
            if children(process.pid) and said(inside, "systemctl", "is-system-running") in READY:
                break
        yield inside
    finally:
        process.terminate()
        process.wait(timeout=60)


def said(inside, *command):
    """What a command in the container says."""
    return inside(*command, stderr=subprocess.DEVNULL).communicate()[0].strip()


def children(pid):
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def script(mail_port):
    """What the guide says, as one script that names each step before it begins."""
    answers = [
        "Musterstadt", "Stadt Musterstadt", NAME, "", "", f"smtp://{HERE}:{mail_port}",
        f"mitreden@{NAME}", "redaktion@musterstadt.de", "Sanddorn",
    ]  # fmt: skip
    exports = {
        name: os.environ[name] for name in ("SSL_CERT_FILE", "PIP_CERT") if name in os.environ
    }
    lines = [f"export {name}={value}" for name, value in exports.items()]
    lines.append("export HOME=/root DEBIAN_FRONTEND=noninteractive")
    for title, commands in steps():
        commands = commands.replace("git clone ADRESSE", f"git clone {REPOSITORY}")
        commands = commands.replace(
            "mitreden setup --test-mail\n",
            "mitreden setup --test-mail <<'ANSWERS'\n" + "\n".join(answers) + "\nANSWERS\n",
        )
        commands = re.sub("certbot certonly .*\n", lambda _found: CERTIFICATE, commands)
        # The backup that was just made.
        commands = re.sub(r"\S+/mitreden-[\dTZ-]+\.zip", NEWEST_BACKUP, commands)
        # „checkup“ ends with 1 when there is something to do, as there is at first.
        commands = commands.replace("mitreden checkup\n", "mitreden checkup || test $? = 1\n")
        lines += [f"printf '\\n@@ {title}\\n'", commands]
    lines += ["printf '\\n@@ Nachsehen\\n'", VERIFY, f"printf '\\n@@ {END}\\n'"]
    return "\n".join(lines)


def steps():
    """(title, commands) of each step from the empty server to the running one, and after."""
    parts = sections(GUIDE.read_text(encoding="utf-8"), "##")
    for title, text in sections(parts["Von einem leeren Server in einer Stunde"], "###").items():
        if commands := blocks(text):
            yield title, "\n".join(commands)
    yield "Aktualisieren", blocks(parts["Aktualisieren"])[0]
    yield "Zurückspielen", blocks(parts["Sichern und zurückspielen"])[0]


def sections(text, mark):
    """{title: what stands below it} of the headings with this mark."""
    pattern = rf"^{mark} (.*?)\n(.*?)(?=^{mark} |\Z)"
    return dict(re.findall(pattern, text, re.MULTILINE | re.DOTALL))


def blocks(text):
    return re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def walk(inside, root, text):
    """Run the script; returns (steps with their seconds, with what it ended)."""
    (root / "root" / "guide.sh").write_text(text, encoding="utf-8")
    found, began = [], time.monotonic()
    process = inside(
        "bash", "--login", "-euo", "pipefail", "/root/guide.sh", stderr=subprocess.STDOUT
    )
    for line in process.stdout:
        print(line, end="", flush=True)
        if line.startswith("@@ "):
            now = time.monotonic()
            if found:
                found[-1]["seconds"] = round(now - began, 1)
            found.append({"step": line[3:].strip(), "seconds": 0})
            began = now
    return [step for step in found if step["step"] != END], process.wait()


def run(*command):
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
