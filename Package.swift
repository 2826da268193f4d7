// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "rapport",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "rapport", targets: ["rapport"]),
        .executable(name: "source-rapport", targets: ["source-rapport"]),
        .executable(name: "exchange-simulator", targets: ["exchange-simulator"]),
        // For tests alone: loaded before the program, it lets calls to the storage fail.
        .library(name: "FaultyStorage", type: .dynamic, targets: ["CFaultyStorage"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0", traits: []),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
    ],
    targets: [
        .target(name: "CFaultyStorage"),

        // The model and the rules: values only.
        .target(name: "Interactions"),
        .target(name: "Eligibility", dependencies: ["Interactions"]),
        .target(name: "TabularFiles", dependencies: ["Interactions"]),
        .target(name: "Directory", dependencies: ["Eligibility", "Interactions", "TabularFiles"]),
        .target(
            name: "AuditLog",
            dependencies: ["Interactions", .product(name: "Crypto", package: "swift-crypto")]
        ),
        .target(name: "Connector", dependencies: ["Eligibility", "Interactions"]),
        .target(
            name: "Normalization",
            dependencies: ["Connector", "Interactions", .product(name: "Crypto", package: "swift-crypto")]
        ),

        // What comes out of it: pure, from numbers to numbers.
        .target(name: "Scoring", dependencies: ["Interactions"], resources: [.embedInCode("SQL")]),

        // Transport and wire formats.
        .target(
            name: "HTTPTransport",
            dependencies: ["Interactions", .product(name: "HTTPTypes", package: "swift-http-types")]
        ),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(
            name: "CurlTransport",
            dependencies: ["CCurl", "HTTPTransport", .product(name: "HTTPTypes", package: "swift-http-types")]
        ),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "XMLStream", dependencies: ["CLibXML2"]),
        // Schemas are for tests and for the simulator: no product that reads mailboxes links this.
        .systemLibrary(name: "CLibXML2Schema", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "XMLValidation", dependencies: ["CLibXML2Schema", "XMLStream"]),

        // Sources and stores; before them, what several sources have in common.
        .target(
            name: "SourceTransport",
            dependencies: ["Connector", "HTTPTransport", .product(name: "HTTPTypes", package: "swift-http-types")]
        ),
        .target(name: "MailboxReading", dependencies: ["Connector", "Interactions"]),
        .target(
            name: "EWS",
            dependencies: [
                "Connector", "HTTPTransport", "Interactions", "MailboxReading", "SourceTransport", "XMLStream",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .target(
            name: "AccessTokens",
            dependencies: [
                "Connector", "HTTPTransport", "SourceTransport", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ]
        ),
        .target(name: "JSONStream"),
        .target(
            name: "OData",
            dependencies: ["HTTPTransport", "JSONStream", .product(name: "HTTPTypes", package: "swift-http-types")]
        ),
        .target(
            name: "MicrosoftGraph",
            dependencies: [
                "Connector", "HTTPTransport", "Interactions", "JSONStream", "MailboxReading", "OData",
                "SourceTransport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .target(
            name: "Dataverse",
            dependencies: [
                "Connector", "HTTPTransport", "Interactions", "JSONStream", "OData", "SourceTransport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .target(
            name: "RecordsFile",
            dependencies: [
                "Connector", "Interactions", "TabularFiles", .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        // Whom the data directory belongs to, and who writes to it.
        .target(name: "DataFiles", dependencies: ["Interactions"]),
        .target(
            name: "SQLiteStore",
            dependencies: [
                "Connector", "DataFiles", "Eligibility", "Interactions", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),

        // What goes downstream: the contract of the feed, and its formats.
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .target(name: "Feed", dependencies: ["CZstd", "Connector", "Interactions"]),

        // The flow, the settings, and the engine that puts everything together.
        .target(
            name: "Pipeline",
            dependencies: [
                "Connector", "Eligibility", "Interactions", "Normalization",
                .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .target(
            name: "Settings",
            dependencies: [
                "AccessTokens", "Connector", "Dataverse", "EWS", "Eligibility", "HTTPTransport", "Interactions",
                "MicrosoftGraph", "Normalization", "OData", "Pipeline", "Scoring",
            ]
        ),
        .target(
            name: "Engine",
            dependencies: [
                "AccessTokens", "AuditLog", "Connector", "CurlTransport", "DataFiles", "Dataverse", "Directory", "EWS",
                "Eligibility", "Feed", "HTTPTransport", "Interactions", "MicrosoftGraph", "Normalization", "OData",
                "Pipeline", "RecordsFile", "SQLiteStore", "Scoring", "Settings", "SourceTransport", "TabularFiles",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),

        // The process that stays: the server that faces add their routes to, and what goes on beside it.
        .target(
            name: "Serving",
            dependencies: [
                "Connector", "Eligibility", "Engine", "Interactions", "Pipeline", "Settings",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),

        // The faces: they read what is asked, call the engine and show the answer.
        .target(
            name: "RapportCommands",
            dependencies: [
                "Connector", "Console", "Eligibility", "Engine", "Feed", "Interactions", "Pipeline", "Scoring",
                "Serving",
                "Settings",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
        .target(
            name: "Console",
            dependencies: [
                "Connector", "Eligibility", "Engine", "Interactions", "Scoring", "Settings",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: [.embedInCode("Resources")]
        ),
        .executableTarget(name: "rapport", dependencies: ["RapportCommands"]),
        .executableTarget(name: "source-rapport", dependencies: ["RapportCommands"]),

        // The other side, for tests, demo and benchmarks. Nothing above links it.
        .target(
            name: "ExchangeSimulator",
            dependencies: [
                "CZlib", "XMLStream", "XMLValidation",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            resources: [.copy("Schema")]
        ),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .executableTarget(
            name: "exchange-simulator",
            dependencies: ["ExchangeSimulator", .product(name: "ArgumentParser", package: "swift-argument-parser")]
        ),

        // What every test target shares: conformance suites, interruptions, fixtures, a raw test server.
        .target(
            name: "ConnectorTesting",
            dependencies: [
                "Connector", "Eligibility", "HTTPTransport", "Interactions", "Scoring",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),

        .executableTarget(
            name: "scoring-bench",
            dependencies: [
                "ConnectorTesting", "Interactions", "Scoring",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),

        .executableTarget(
            name: "feed-bench",
            dependencies: [
                "ConnectorTesting", "Feed", "Interactions",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),

        .testTarget(name: "InteractionsTests", dependencies: ["Interactions"]),
        .testTarget(name: "EligibilityTests", dependencies: ["ConnectorTesting", "Eligibility", "Interactions"]),
        .testTarget(
            name: "DirectoryTests",
            dependencies: ["ConnectorTesting", "Directory", "Eligibility", "Interactions", "TabularFiles"]
        ),
        .testTarget(name: "AuditLogTests", dependencies: ["AuditLog", "ConnectorTesting", "Interactions"]),
        .testTarget(name: "ConnectorTests", dependencies: ["Connector", "Interactions"]),
        .testTarget(
            name: "NormalizationTests",
            dependencies: [
                "Connector", "Interactions", "Normalization",
            ]
        ),
        .testTarget(
            name: "ScoringTests",
            dependencies: [
                "ConnectorTesting", "Interactions", "Scoring", .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .testTarget(
            name: "FeedTests",
            dependencies: [
                "Connector", "ConnectorTesting", "Eligibility", "Engine", "Feed", "Interactions", "SQLiteStore",
                "Scoring", "Settings",
            ]
        ),
        .testTarget(name: "XMLStreamTests", dependencies: ["ConnectorTesting", "XMLStream", "XMLValidation"]),
        .testTarget(name: "DataFilesTests", dependencies: ["ConnectorTesting", "DataFiles"]),
        .testTarget(
            name: "RecordsFileTests",
            dependencies: ["Connector", "ConnectorTesting", "Interactions", "RecordsFile", "TabularFiles"]
        ),
        .testTarget(
            name: "CurlTransportTests",
            dependencies: [
                "ConnectorTesting", "CurlTransport", "HTTPTransport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .testTarget(name: "MailboxReadingTests", dependencies: ["Connector", "Interactions", "MailboxReading"]),
        .testTarget(
            name: "EWSTests",
            dependencies: [
                "Connector", "ConnectorTesting", "EWS", "HTTPTransport", "Interactions", "MailboxReading",
                "SourceTransport", "XMLStream", "XMLValidation",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .testTarget(
            name: "AccessTokensTests",
            dependencies: [
                "AccessTokens", "Connector", "ConnectorTesting", "HTTPTransport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .testTarget(name: "JSONStreamTests", dependencies: ["JSONStream"]),
        .testTarget(
            name: "ODataTests",
            dependencies: [
                "ConnectorTesting", "HTTPTransport", "JSONStream", "OData",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .testTarget(
            name: "MicrosoftGraphTests",
            dependencies: [
                "Connector", "ConnectorTesting", "HTTPTransport", "Interactions", "MailboxReading", "MicrosoftGraph",
                "Normalization",
                "OData",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .testTarget(
            name: "DataverseTests",
            dependencies: [
                "Connector", "ConnectorTesting", "Dataverse", "HTTPTransport", "Interactions", "OData",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .testTarget(
            name: "SQLiteStoreTests",
            dependencies: [
                "Connector", "ConnectorTesting", "DataFiles", "Eligibility", "Interactions", "SQLiteStore",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .testTarget(
            name: "PipelineTests",
            dependencies: ["Connector", "ConnectorTesting", "Eligibility", "Interactions", "Normalization", "Pipeline"]
        ),
        .testTarget(
            name: "SettingsTests",
            dependencies: [
                "AccessTokens", "Connector", "ConnectorTesting", "EWS", "Eligibility", "HTTPTransport", "Interactions",
                "MicrosoftGraph", "Normalization", "OData", "Pipeline", "Settings",
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]
        ),
        // A second door: what a page or a host's protocol may import, and nothing else.
        .testTarget(
            name: "DoorTests",
            dependencies: [
                "ConnectorTesting", "Eligibility", "Engine", "ExchangeSimulator", "Feed", "Interactions", "Pipeline",
                "Serving", "Settings",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(
            name: "ServingTests",
            dependencies: [
                "ConnectorTesting", "Engine", "Serving", "Settings",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(
            name: "ConsoleTests",
            dependencies: [
                "Connector", "ConnectorTesting", "Console", "Eligibility", "Engine", "ExchangeSimulator",
                "Interactions", "Pipeline", "RapportCommands", "Scoring", "Settings",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "ExchangeSimulatorTests",
            dependencies: [
                "ExchangeSimulator", "XMLStream", "XMLValidation",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ]
        ),
        .testTarget(
            name: "RapportTests",
            dependencies: [
                "AccessTokens", "Connector", "ConnectorTesting", "CurlTransport", "DataFiles", "Dataverse", "EWS",
                "Eligibility", "Engine", "ExchangeSimulator", "HTTPTransport", "Interactions", "MicrosoftGraph",
                "Normalization",
                "OData",
                "Pipeline",
                "RapportCommands", "SQLiteStore", "Scoring", "Settings", "exchange-simulator", "rapport",
                "source-rapport",
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),  // SE-0335
        .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
        .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
        .treatAllWarnings(as: .error),  // SE-0480
    ]
}
