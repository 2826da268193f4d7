"""exchangelib from PyPI walks, lists, synchronizes and views a simulated mailbox, and finds the same in every way."""
import sys
from datetime import timedelta

from exchangelib import EWSDateTime, UTC
from exchangelib.errors import UnauthorizedError

from simulator import account, check, endpoint, mailboxes

server = endpoint(sys.argv[1])
addresses = mailboxes(sys.argv[2])
scheme = server["ews"].split(":")[0]
for address in addresses[:2]:
    box = account(server, address)
    names = {folder.name for folder in box.root.walk()}
    check(len(names) > 5, f"{scheme}: exchangelib walks {len(names)} folders")

    listed = {item.id for item in box.inbox.all().only("subject")}
    check(len(listed) == box.inbox.total_count > 0, f"{scheme}: inbox.all() lists all {len(listed)} items")

    changes = list(box.inbox.sync_items(only_fields=["subject"]))
    synced = {item.id for kind, item in changes if kind == "create"}
    check(synced == listed, f"{scheme}: sync_items() reports the same {len(synced)} items")
    again = list(box.inbox.sync_items(sync_state=box.inbox.item_sync_state, only_fields=["subject"]))
    check(again == [], f"{scheme}: a second sync_items() reports nothing")

    full = list(box.inbox.all()[:50])
    check(all(item.message_id or item.subject for item in full), f"{scheme}: {len(full)} items in full")

    now = EWSDateTime.now(tz=UTC)
    view = list(box.calendar.view(start=now - timedelta(days=60), end=now + timedelta(days=60)))
    kinds = {item.type for item in view}
    check("Occurrence" in kinds and "RecurringMaster" not in kinds, f"{scheme}: the view expands to {len(view)} events")

try:
    account(server, addresses[0], password="wrong").inbox.refresh()
    check(False, f"{scheme}: a wrong password is refused")
except UnauthorizedError:
    check(True, f"{scheme}: a wrong password is refused")
