"""The rooms that faults are planted in, and the tests that have to notice."""

import os

# The other side and the tests' own tools: faults in them say nothing about the product.
LEFT_OUT = {"ExchangeSimulator", "ConnectorTesting", "XMLValidation"}

# The program as a whole judges what a room's own tests let pass, without the suites that `make torture` is for.
PROGRAM = (r"^(RapportTests|DoorTests)\.",
           "InterruptionTests|KillTests|CRMTests|GraphTests|GeneratedTenantTests|FaultToleranceTests|GraphFaultTests"
           "|StorageFaultTests|DerivationTests|ClockMatrixTests|DisturbanceMatrixTests|StopInTimeTests")

# Rooms that others judge too.
JUDGES = {
    "Connector": ["ConnectorTests", "PipelineTests", "SQLiteStoreTests"],
    "Engine": ["DoorTests", "ConsoleTests", "FeedTests"],
    "HTTPTransport": ["CurlTransportTests", "ODataTests", "EWSTests"],
    "Interactions": ["InteractionsTests", "NormalizationTests", "SQLiteStoreTests", "SettingsTests"],
    "MailboxReading": ["MailboxReadingTests", "EWSTests", "MicrosoftGraphTests"],
    "SourceTransport": ["EWSTests", "ODataTests", "MicrosoftGraphTests", "DataverseTests", "AccessTokensTests",
                        "MailboxReadingTests"],
    "TabularFiles": ["DirectoryTests", "RecordsFileTests"],
}


def rooms(root):
    """Every target under Sources that is no program, no C library, and not left out."""
    for name in sorted(os.listdir(os.path.join(root, "Sources"))):
        folder = os.path.join(root, "Sources", name)
        files = [file for _, _, files in os.walk(folder) for file in files]
        is_library = name[0].isupper() and any(file.endswith(".swift") for file in files)
        if is_library and name not in LEFT_OUT:
            yield name


def judges(root, room):
    """Who judges a room, one after the other: each a pattern of tests to run and one of tests to leave out."""
    names = [name for name in JUDGES.get(room, [room + "Tests"]) if os.path.isdir(os.path.join(root, "Tests", name))]
    own = [(r"^(%s)\." % "|".join(names), None)] if names else []
    return own + [PROGRAM]
