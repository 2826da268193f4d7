#!/usr/bin/env python3
"""Computes the identifiers that Tests/NormalizationTests/IdentityTests.swift expects, with Python's own HMAC.

It follows the documentation of `IdentityHash` and DESIGN.md and shares no code with Rapport:
HMAC-SHA-256 over length-prefixed tenant, one byte for the subject, length-prefixed fields; the first 16 bytes.
"""
import base64
import hashlib
import hmac
import struct

KEY = bytes(range(32))


def field(value):
    data = value if isinstance(value, bytes) else value.encode()
    return struct.pack(">Q", len(data)) + data


def identifier(subject, *fields, tenant="contoso", key=KEY):
    message = field(tenant) + bytes([subject]) + b"".join(field(f) for f in fields)
    return hmac.new(key, message, hashlib.sha256).hexdigest()[:32]


GLOBAL_OBJECT_ID = "040000008200E00074C5B7101A82E008" + "00000000" + "B0A5C1E8F0D5D901" + "00" * 8 + "10000000"
DATA = "0123456789ABCDEF0123456789ABCDEF"
VCAL = b"vCal-Uid\x01\x00\x00\x00" + b"7kukuqrfedlm2f9t@calendar.example\x00"
HEADER = bytes([1]) + bytes.fromhex("DA05C0DE16") + bytes(range(0xA0, 0xB0))
SENT, START, END = "1750000000000000", "1760000000000000", "1760001800000000"

mail = identifier(1, "AbC.1@mail.contoso.example")
meeting = identifier(3, "meeting-1")
for name, value in [
    ("mail", mail),
    ("mail, tenant fabrikam", identifier(1, "AbC.1@mail.contoso.example", tenant="fabrikam")),
    ("mail, other key", identifier(1, "AbC.1@mail.contoso.example", key=bytes(range(1, 33)))),
    ("mail without Message-ID or subject", identifier(2, "ann@contoso.example", SENT, "")),
    ("mail without Message-ID", identifier(2, "ann@contoso.example", SENT, "Grüße")),
    ("meeting", meeting),
    ("meeting with GlobalObjectId", identifier(3, GLOBAL_OBJECT_ID + DATA)),
    ("occurrence with GlobalObjectId", identifier(3, GLOBAL_OBJECT_ID + DATA, START)),
    ("meeting of another calendar", identifier(3, "7kukuqrfedlm2f9t@calendar.example")),
    ("meeting without UID", identifier(4, "ann@contoso.example", START, END)),
    ("private mail of bob", identifier(5, mail, "bob@contoso.example")),
    ("private meeting of ann", identifier(5, meeting, "ann@contoso.example")),
    ("conversation", identifier(6, HEADER[6:22])),
    ("subject", identifier(7, "Grüße")),
    ("conversation of message", identifier(8, "root@mail.contoso.example")),
    ("conversation of itself", identifier(8, "AbC.1@mail.contoso.example")),
]:
    print(f"{value}  {name}")
print(GLOBAL_OBJECT_ID[:72] + f"{len(VCAL):02X}000000" + VCAL.hex().upper(), " UID of another calendar, wrapped")
for extra in (0, 5, 10):
    print(base64.b64encode(HEADER + bytes(range(extra))).decode(), f" conversation index with {extra} bytes more")
