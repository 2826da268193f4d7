"""One peer in a process of its own: prints items read and the processor time of reading, without that of starting."""
import itertools
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "Interop")]
from measuring import own_cpu  # noqa: E402

FIELDS = [
    "message_id", "in_reply_to", "references", "conversation_index", "datetime_sent", "datetime_received",
    "author", "sender", "to_recipients", "cc_recipients", "bcc_recipients", "sensitivity", "is_draft", "item_class",
]
SELECT = ("internetMessageId,conversationIndex,from,sender,toRecipients,ccRecipients,bccRecipients,sentDateTime,"
          "receivedDateTime,isDraft,internetMessageHeaders")


def exchangelib(server, most):
    """Ids first and then the same properties, with nothing kept."""
    from simulator import account, mail_folders, mailboxes

    box = account(server, mailboxes(server["config"])[0])
    folders = list(mail_folders(box.msg_folder_root))
    begin, count = own_cpu(), 0
    for folder in folders:
        # Lists no more than it reads: the time of ids that nobody fetches would not be its own.
        listed = folder.sync_items(only_fields=["id"], max_changes_returned=512)
        ids = [item for kind, item in itertools.islice(listed, most - count) if kind == "create"]
        count += sum(1 for _ in box.fetch(ids, only_fields=FIELDS, chunk_size=100))
        if count >= most:
            break
    return count, own_cpu() - begin


def orjson(server, most):
    """A loop over the changes of each folder that parses every page, with nothing kept."""
    import orjson as parser
    import requests

    session = requests.Session()
    session.verify, session.trust_env = server["ca"], False
    form = {"client_id": server["client_id"], "client_secret": server["client_secret"],
            "scope": "https://graph.microsoft.com/.default", "grant_type": "client_credentials"}
    token = parser.loads(session.post(server["token"], data=form).content)["access_token"]
    session.headers.update({"Authorization": f"Bearer {token}",
                            "Prefer": 'IdType="ImmutableId", odata.maxpagesize=200'})
    owner = json.loads(pathlib.Path(server["config"]).read_text())["mailboxes"][0]
    root = f"{server['graph']}/users/{owner}/mailFolders"
    folders = parser.loads(session.get(f"{root}/delta").content)["value"]
    begin, count = own_cpu(), 0
    for folder in folders:
        link = f"{root}/{folder['id']}/messages/delta?$select={SELECT}"
        while link and count < most:
            page = parser.loads(session.get(link).content)
            count += len(page["value"])
            link = page.get("@odata.nextLink")
    return count, own_cpu() - begin


if __name__ == "__main__":
    count, cpu = {"exchangelib": exchangelib, "orjson": orjson}[sys.argv[1]](json.loads(sys.argv[2]), int(sys.argv[3]))
    print(json.dumps({"items": count, "cpu": cpu}))
