"""msal, azure-identity, msgraph-sdk and O365 from PyPI, unmodified, get tokens and read mail, and all find the same."""
import asyncio
import logging
import sys
import warnings

import httpx
import requests
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import CertificateCredential, ClientSecretCredential, WorkloadIdentityCredential
from azure.identity.aio import ClientSecretCredential as AsyncClientSecretCredential
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from msal import ConfidentialClientApplication
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph_core import GraphClientFactory

from simulator import account, check, endpoint, mailboxes

logging.getLogger("azure").setLevel(logging.ERROR)
warnings.filterwarnings("ignore", category=DeprecationWarning)

server = endpoint(sys.argv[1])
origin = server["graph"].removesuffix("/v1.0")
authority = f"{origin}/{server['tenant']}"
scope = f"{origin}/.default"
addresses = mailboxes(server["config"])[:2]


def session():
    """Variables of the environment would override the authority."""
    session = requests.Session()
    session.trust_env = False
    session.verify = server["ca"]
    return session


def application(secret, cache=None):
    return ConfidentialClientApplication(
        server["client_id"], authority=authority, client_credential=secret, instance_discovery=False,
        http_client=session(), token_cache=cache,
    )


def with_msal():
    app = application(server["client_secret"])
    token = app.acquire_token_for_client([scope])
    check("access_token" in token and token["expires_in"] > 3000, "msal gets a token for its secret")
    again = app.acquire_token_for_client([scope])
    check(again["access_token"] == token["access_token"], "msal keeps it")
    with open(server["client_certificate"]) as file:
        pem = file.read()
    certificate, key = pem.split("-----END CERTIFICATE-----\n")
    proof = {"private_key": key.strip(), "public_certificate": certificate + "-----END CERTIFICATE-----\n"}
    check("access_token" in application(proof).acquire_token_for_client([scope]), "msal gets one for its certificate")
    refused = application("wrong").acquire_token_for_client([scope])
    check(refused["error_codes"] == [7000215], "msal reads the refusal of a wrong secret")
    return token["access_token"]


def with_azure_identity():
    def credential(secret):
        return ClientSecretCredential(
            server["tenant"], server["client_id"], secret, authority=origin, disable_instance_discovery=True,
            connection_verify=server["ca"],
        )

    options = {"authority": origin, "disable_instance_discovery": True, "connection_verify": server["ca"]}
    tenant, client = server["tenant"], server["client_id"]
    for name, credential_of in {
        "secret": credential(server["client_secret"]),
        "certificate": CertificateCredential(tenant, client, server["client_certificate"], **options),
        "federated token": WorkloadIdentityCredential(
            tenant_id=tenant, client_id=client, token_file_path=server["federated_token"], **options
        ),
    }.items():
        check(len(credential_of.get_token(scope).token) > 100, f"azure-identity gets a token for its {name}")
    try:
        credential("wrong").get_token(scope)
        check(False, "azure-identity reads the refusal of a wrong secret")
    except ClientAuthenticationError as error:
        check("AADSTS7000215" in str(error), "azure-identity reads the refusal of a wrong secret")


async def with_sdk(expected):
    credential = AsyncClientSecretCredential(
        server["tenant"], server["client_id"], server["client_secret"], authority=origin,
        disable_instance_discovery=True, connection_verify=server["ca"],
    )
    provider = AzureIdentityAuthenticationProvider(credential, scopes=[scope], allowed_hosts=["127.0.0.1"])
    http = GraphClientFactory.create_with_default_middleware(
        client=httpx.AsyncClient(verify=server["ca"], trust_env=False, http2=True)
    )
    adapter = GraphRequestAdapter(provider, client=http)
    adapter.base_url = server["graph"]
    graph = GraphServiceClient(request_adapter=adapter)
    for address in addresses:
        user = graph.users.by_user_id(address)
        folders = await user.mail_folders.delta.get()
        found = list(folders.value)
        while folders.odata_next_link:
            folders = await user.mail_folders.delta.with_url(folders.odata_next_link).get()
            found += folders.value
        inbox = await user.mail_folders.by_mail_folder_id("inbox").get()
        check(inbox.id in {folder.id for folder in found}, f"msgraph-sdk lists {len(found)} folders")

        messages = user.mail_folders.by_mail_folder_id("inbox").messages
        headers = RequestConfiguration()
        headers.headers.add("Prefer", 'IdType="ImmutableId", odata.maxpagesize=50')
        page = await messages.delta.get(headers)
        ids = [message.internet_message_id for message in page.value]
        while page.odata_next_link:
            page = await messages.delta.with_url(page.odata_next_link).get(headers)
            ids += [message.internet_message_id for message in page.value]
        check(page.odata_delta_link is not None, "msgraph-sdk comes to the end of messages/delta")
        check(sorted(filter(None, ids)) == expected[address], f"msgraph-sdk finds the {len(ids)} mails of exchangelib")
        later = await messages.delta.with_url(page.odata_delta_link).get(headers)
        check(later.value == [], "msgraph-sdk finds nothing new the second time")
    await credential.close()


def with_o365(expected):
    from O365 import Account, MSGraphProtocol
    from O365.utils.token import MemoryTokenBackend

    class Simulated(MSGraphProtocol):
        _protocol_url = origin + "/"
        _oauth_scope_prefix = origin + "/"

    box = Account(
        (server["client_id"], server["client_secret"]), auth_flow_type="credentials", tenant_id=server["tenant"],
        protocol=Simulated(), verify_ssl=server["ca"], token_backend=MemoryTokenBackend(),
    )
    box.con._msal_client = application(server["client_secret"], cache=box.con.token_backend)
    check(box.authenticate(scopes=[scope]), "O365 signs in")
    box.con.session = box.con.get_session(load_token=True)
    box.con.session.trust_env = False
    for address in addresses:
        inbox = box.mailbox(resource=address).inbox_folder()
        ids = [message.internet_message_id for message in inbox.get_messages(limit=10_000, batch=100)]
        check(sorted(filter(None, ids)) == expected[address], f"O365 lists the {len(ids)} mails of exchangelib")


expected = {
    address: sorted(filter(None, (item.message_id for item in account(server, address).inbox.all().only("message_id"))))
    for address in addresses
}
with_msal()
with_azure_identity()
asyncio.run(with_sdk(expected))
with_o365(expected)
