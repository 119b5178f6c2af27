"""Sends a message to an address outside: signed, without redirects, and never to an internal address.

The name is looked up once and the connection goes to the address that was checked, so that a name that changes in between
gets nowhere. Signing follows Standard Webhooks: three headers, an HMAC over id, moment and message.
"""

import base64
import hmac
import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import salted_hmac

NAT64 = ipaddress.ip_network("64:ff9b::/96")
WACHTTIJD = 10  # seconds for each step of a connection


class Geweigerd(Exception):
    """This address gets no messages; the text says why, for the user."""


def geheim_van(*, kenmerk: str) -> bytes:
    """The key with which messages of a webhook are signed: follows from the installation, kept nowhere."""
    return salted_hmac("catalogus.webhook", kenmerk, algorithm="sha256").digest()


def geheim_in_tekst(*, kenmerk: str) -> str:
    return "whsec_" + base64.b64encode(geheim_van(kenmerk=kenmerk)).decode()


def handtekening(*, geheim: bytes, kenmerk: str, moment: int, inhoud: bytes) -> str:
    """The value of `webhook-signature`."""
    bericht = b".".join([kenmerk.encode(), str(moment).encode(), inhoud])
    return "v1," + base64.b64encode(hmac.digest(geheim, bericht, "sha256")).decode()


def keur(*, adres: str) -> tuple[str, str, int, str]:
    """(scheme, host, port, path) of an address that may get messages by its form; else Geweigerd."""
    try:
        delen = urlsplit(adres)
        poort = delen.port
    except ValueError:
        raise Geweigerd("Dit is geen adres. Schrijf het als https://…") from None
    if delen.scheme not in {"https", "http"} or not delen.hostname:
        raise Geweigerd("Schrijf een adres dat met https:// begint.")
    if delen.username or delen.password:
        raise Geweigerd("Laat naam en wachtwoord weg uit het adres.")
    pad = (delen.path or "/") + (f"?{delen.query}" if delen.query else "")
    if not (pad.isascii() and pad.isprintable()) or " " in pad:
        raise Geweigerd("In het adres staat een teken dat daar niet kan.")
    return delen.scheme, delen.hostname, poort or (443 if delen.scheme == "https" else 80), pad


def is_eigen(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """In a network of the installation's own to which messages may go (WEBHOOK_NETWERKEN)."""
    netwerken = [ipaddress.ip_network(netwerk) for netwerk in settings.WEBHOOK_NETWERKEN]
    return any(ip.version == netwerk.version and ip in netwerk for netwerk in netwerken)


def mag_naar(*, ip: str, schema: str) -> bool:
    """Public addresses over https; addresses of the own networks also over http."""
    gelezen = ipaddress.ip_address(ip.partition("%")[0])
    if gelezen.version == 6 and (gelezen.ipv4_mapped or gelezen.sixtofour or gelezen.teredo or gelezen in NAT64):
        return False  # an IPv4 address inside, which need not be public
    if is_eigen(gelezen):
        return True
    return schema == "https" and gelezen.is_global and not gelezen.is_multicast


def zoek_op(*, host: str, poort: int, schema: str) -> str:
    """The IP address to connect to; Geweigerd when the name is unknown or one of its addresses is internal."""
    try:
        gevonden = socket.getaddrinfo(host, poort, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Geweigerd(f"De naam {host} is niet te vinden.") from None
    ips = [str(rij[4][0]) for rij in gevonden]
    if not ips or not all(mag_naar(ip=ip, schema=schema) for ip in ips):
        raise Geweigerd(f"Naar {host} sturen we niets: dat is een intern adres, of het heeft geen https.")
    return ips[0]


def stuur(*, adres: str, inhoud: bytes, koppen: dict[str, str]) -> int:
    """Posts a message; the status of the answer. Geweigerd, OSError or HTTPException when it did not get there."""
    schema, host, poort, pad = keur(adres=adres)
    ip = zoek_op(host=host, poort=poort, schema=schema)
    verbinding = http.client.HTTPConnection(host, poort, timeout=WACHTTIJD)
    kanaal: socket.socket = socket.create_connection((ip, poort), timeout=WACHTTIJD)
    try:
        if schema == "https":
            kanaal = ssl.create_default_context().wrap_socket(kanaal, server_hostname=host)
        verbinding.sock = kanaal
        verbinding.request("POST", pad, body=inhoud, headers=koppen)
        return verbinding.getresponse().status
    finally:
        kanaal.close()
