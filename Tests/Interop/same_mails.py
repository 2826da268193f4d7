"""Counts a tenant's distinct mails with exchangelib and compares with what rapport stored: nothing lost, nothing twice."""
import json
import subprocess
import sys

from simulator import account, check, endpoint, mail_folders, mailboxes

server = endpoint(sys.argv[1])
# Invitations are signals of the calendar, reports and posts are no contact; see Documentation/interactions.md.
NO_CONTACT = ("IPM.Schedule.Meeting.Request", "IPM.Schedule.Meeting.Canceled", "REPORT.", "IPM.Post")

seen = set()
for address in mailboxes(server["config"]):
    box = account(server, address)
    roots = [box.msg_folder_root]
    try:
        roots.append(box.archive_msg_folder_root)
    except Exception:  # this mailbox has no archive
        pass
    for root in roots:
        for folder in mail_folders(root):
            fields = ["message_id", "item_class", "is_draft", "sensitivity", "datetime_sent", "sender", "subject"]
            for item in folder.all().only(*fields):
                if item.is_draft or item.item_class.startswith(NO_CONTACT):
                    continue
                if item.sensitivity in ("Private", "Confidential"):
                    seen.add((address, item.message_id or (item.datetime_sent, item.subject)))
                else:
                    seen.add(item.message_id or (item.datetime_sent, item.subject))

export = subprocess.run(
    [sys.argv[2], "export", "--config", server["config"], "--format", "ndjson", "--stream", "interaction"],
    check=True, capture_output=True, text=True,
)
stored = [json.loads(line) for line in export.stdout.splitlines()]
mails = [record for record in stored if record["kind"] == "email" and record["in_exchange"]]
check(len(mails) == len(seen), f"rapport stored {len(mails)} mails, exchangelib counts {len(seen)}")
