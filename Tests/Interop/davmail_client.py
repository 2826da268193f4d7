"""DavMail from Debian, a gateway from IMAP to EWS, serves a simulated mailbox to Python's imaplib."""
import imaplib
import pathlib
import re
import socket
import subprocess
import sys
import time

from simulator import account, check, endpoint, mailboxes

server = endpoint(sys.argv[1])
address = mailboxes(sys.argv[2])[0]
work = pathlib.Path(sys.argv[3])


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


port = free_port()
properties = work / "davmail.properties"
properties.write_text(
    "\n".join([
        "davmail.server=true",
        "davmail.mode=EWS",
        f"davmail.url={server['ews']}",
        f"davmail.imapPort={port}",
        "davmail.smtpPort=", "davmail.popPort=", "davmail.caldavPort=", "davmail.ldapPort=",
        "davmail.allowRemote=false",
        "davmail.bindAddress=127.0.0.1",
        "davmail.enableKerberos=false",
        "davmail.ssl.nosecureimap=true",
        "davmail.disableUpdateCheck=true",
        "davmail.keepDelay=0", "davmail.sentKeepDelay=0",
        f"davmail.logFilePath={work}/davmail.log",
    ])
)
gateway = subprocess.Popen(["davmail", str(properties)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    for _ in range(300):
        try:
            client = imaplib.IMAP4("127.0.0.1", port)
            break
        except OSError:
            time.sleep(0.1)
    else:
        check(False, "DavMail starts")
    client.login(address, server["password"])
    check(True, "DavMail signs in")
    folders = client.list()[1]
    check(len(folders) > 3, f"DavMail lists {len(folders)} folders")
    count = int(client.select("INBOX", readonly=True)[1][0])
    expected = account(server, address).inbox.total_count
    check(count == expected > 0, f"DavMail's INBOX has all {count} items")
    answer = client.fetch("1:5", "(UID FLAGS INTERNALDATE)")[1]
    check(len([part for part in answer if part and re.search(rb"UID", part)]) == 5, "DavMail fetches items")
finally:
    gateway.terminate()
    gateway.wait()
