"""What the interoperability tests share: the simulator's JSON line and an exchangelib account on it."""
import json
import sys

import requests.adapters
from exchangelib import DELEGATE, IMPERSONATION, Account, Configuration, Credentials
from exchangelib.protocol import BaseProtocol


def endpoint(path):
    with open(path) as file:
        return json.loads(file.readline())


def trust(ca):
    """Makes exchangelib verify TLS against the simulator's own authority."""

    class PrivateAuthority(requests.adapters.HTTPAdapter):
        def cert_verify(self, conn, url, verify, cert):
            super().cert_verify(conn=conn, url=url, verify=ca, cert=cert)

    BaseProtocol.HTTP_ADAPTER_CLS = PrivateAuthority


def mailboxes(config):
    with open(config) as file:
        return json.load(file)["mailboxes"]


def account(server, address, password=None):
    if server.get("ca"):
        trust(server["ca"])
    credentials = Credentials(server["user"], password or server["password"])
    configuration = Configuration(service_endpoint=server["ews"], credentials=credentials, auth_type="basic")
    return Account(address, config=configuration, autodiscover=False, access_type=IMPERSONATION)


def mail_folders(root):
    """Every mail folder below `root` that a sync reads: no drafts, outbox, junk or search folders, nor below them."""
    skipped = {"drafts", "outbox", "junkemail", "searchfolders"}
    for folder in root.children:
        if getattr(folder, "DISTINGUISHED_FOLDER_ID", None) in skipped:
            continue
        if (folder.folder_class or "").startswith("IPF.Note"):
            yield folder
        yield from mail_folders(folder)


def check(condition, text):
    if not condition:
        sys.exit(f"interop: FAILED: {text}")
    print(f"interop: {text}")
