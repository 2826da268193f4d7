// swift-tools-version: 6.2
import PackageDescription

// What our targets use of other packages, by one name each.
extension Target.Dependency {
    static let argumentParser: Self = .product(name: "ArgumentParser", package: "swift-argument-parser")
    static let swiftASN1: Self = .product(name: "SwiftASN1", package: "swift-asn1")
    static let x509: Self = .product(name: "X509", package: "swift-certificates")
    static let heapModule: Self = .product(name: "HeapModule", package: "swift-collections")
    static let crypto: Self = .product(name: "Crypto", package: "swift-crypto")
    static let cryptoExtras: Self = .product(name: "CryptoExtras", package: "swift-crypto")
    static let httpTypes: Self = .product(name: "HTTPTypes", package: "swift-http-types")
    static let logging: Self = .product(name: "Logging", package: "swift-log")
    static let coreMetrics: Self = .product(name: "CoreMetrics", package: "swift-metrics")
    static let nioSSL: Self = .product(name: "NIOSSL", package: "swift-nio-ssl")
    static let systemPackage: Self = .product(name: "SystemPackage", package: "swift-system")
    static let grdb: Self = .product(name: "GRDB", package: "GRDB.swift")
    static let grdbSQLite: Self = .product(name: "GRDBSQLite", package: "GRDB.swift")
    static let hummingbird: Self = .product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdHTTP2: Self = .product(name: "HummingbirdHTTP2", package: "hummingbird")
    static let mustache: Self = .product(name: "Mustache", package: "swift-mustache")
    static let serviceLifecycle: Self = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let unixSignals: Self = .product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let subprocess: Self = .product(name: "Subprocess", package: "swift-subprocess")
}

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
        .target(name: "AuditLog", dependencies: ["Interactions", .crypto]),
        .target(name: "Connector", dependencies: ["Eligibility", "Interactions"]),
        .target(name: "Normalization", dependencies: ["Connector", "Interactions", .crypto]),

        // What comes out of it: pure, from numbers to numbers.
        .target(name: "Scoring", dependencies: ["Interactions"], resources: [.embedInCode("SQL")]),

        // Transport and wire formats.
        .target(name: "HTTPTransport", dependencies: ["Interactions", .httpTypes]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CurlTransport", dependencies: ["CCurl", "HTTPTransport", .httpTypes]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "XMLStream", dependencies: ["CLibXML2"]),
        // Schemas are for tests and for the simulator: no product that reads mailboxes links this.
        .systemLibrary(name: "CLibXML2Schema", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "XMLValidation", dependencies: ["CLibXML2Schema", "XMLStream"]),

        // Sources and stores; before them, what several sources have in common.
        .target(name: "SourceTransport", dependencies: ["Connector", "HTTPTransport", .httpTypes]),
        .target(name: "MailboxReading", dependencies: ["Connector", "Interactions"]),
        .target(
            name: "EWS",
            dependencies: [
                "Connector", "HTTPTransport", "Interactions", "MailboxReading", "SourceTransport", "XMLStream",
                .httpTypes,
            ]
        ),
        .target(
            name: "AccessTokens",
            dependencies: [
                "Connector", "HTTPTransport", "Interactions", "SourceTransport", .crypto, .cryptoExtras, .httpTypes,
                .swiftASN1,
            ]
        ),
        .target(name: "JSONStream"),
        .target(name: "OData", dependencies: ["HTTPTransport", "JSONStream", .httpTypes]),
        .target(
            name: "MicrosoftGraph",
            dependencies: [
                "Connector", "HTTPTransport", "Interactions", "JSONStream", "MailboxReading", "OData",
                "SourceTransport", .httpTypes,
            ]
        ),
        .target(
            name: "Dataverse",
            dependencies: [
                "Connector", "HTTPTransport", "Interactions", "JSONStream", "OData", "SourceTransport", .httpTypes,
            ]
        ),
        .target(name: "RecordsFile", dependencies: ["Connector", "Interactions", "TabularFiles", .crypto]),
        // Whom the data directory belongs to, and who writes to it.
        .target(name: "DataFiles", dependencies: ["Interactions"]),
        .target(
            name: "SQLiteStore",
            dependencies: ["Connector", "DataFiles", "Eligibility", "Interactions", .grdb, .grdbSQLite]
        ),

        // What goes downstream: the contract of the feed, and its formats.
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .target(name: "Feed", dependencies: ["CZstd", "Connector", "Interactions", "Scoring"]),

        // The flow, the settings, and the engine that puts everything together.
        .target(
            name: "Pipeline",
            dependencies: ["Connector", "Eligibility", "Interactions", "Normalization", .heapModule, .serviceLifecycle]
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
                .crypto, .systemPackage,
            ]
        ),

        // The process that stays: the server that faces add their routes to, and what goes on beside it.
        .target(
            name: "Serving",
            dependencies: [
                "Connector", "Eligibility", "Engine", "Interactions", "Pipeline", "Settings", .coreMetrics,
                .hummingbird, .logging, .serviceLifecycle, .unixSignals,
            ]
        ),

        // The faces: they read what is asked, call the engine and show the answer.
        .target(
            name: "RapportCommands",
            dependencies: [
                "Connector", "Console", "Eligibility", "Engine", "Feed", "Interactions", "Pipeline", "Scoring",
                "Serving", "Settings", .argumentParser, .logging, .subprocess, .systemPackage, .unixSignals,
            ]
        ),
        .target(
            name: "Console",
            dependencies: [
                "Connector", "Eligibility", "Engine", "Interactions", "Scoring", "Settings", .crypto, .httpTypes,
                .hummingbird, .mustache,
            ],
            resources: [.embedInCode("Resources")]
        ),
        .executableTarget(name: "rapport", dependencies: ["RapportCommands"]),
        .executableTarget(name: "source-rapport", dependencies: ["RapportCommands"]),

        // The other side, for tests, demo and benchmarks. Nothing above links it.
        .target(
            name: "ExchangeSimulator",
            dependencies: [
                "CZlib", "XMLStream", "XMLValidation", .crypto, .cryptoExtras, .httpTypes, .hummingbird,
                .hummingbirdHTTP2, .logging, .nioSSL, .swiftASN1, .x509,
            ],
            resources: [.copy("Schema")]
        ),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .executableTarget(name: "exchange-simulator", dependencies: ["ExchangeSimulator", .argumentParser]),

        // What every test target shares: conformance suites, interruptions, fixtures, a raw test server.
        .target(
            name: "ConnectorTesting",
            dependencies: ["Connector", "Eligibility", "HTTPTransport", "Interactions", "Scoring", .httpTypes]
        ),

        .executableTarget(
            name: "scoring-bench",
            dependencies: [
                "Connector", "ConnectorTesting", "Eligibility", "Interactions", "Scoring", "SQLiteStore",
                .argumentParser, .systemPackage,
            ]
        ),

        .executableTarget(
            name: "store-bench",
            dependencies: ["Connector", "ConnectorTesting", "Interactions", "SQLiteStore", .argumentParser]
        ),

        .executableTarget(
            name: "feed-bench",
            dependencies: ["ConnectorTesting", "Feed", "Interactions", .argumentParser, .systemPackage]
        ),

        .testTarget(name: "InteractionsTests", dependencies: ["Interactions"]),
        .testTarget(name: "EligibilityTests", dependencies: ["ConnectorTesting", "Eligibility", "Interactions"]),
        .testTarget(
            name: "DirectoryTests",
            dependencies: ["ConnectorTesting", "Directory", "Eligibility", "Interactions", "TabularFiles"]
        ),
        .testTarget(name: "AuditLogTests", dependencies: ["AuditLog", "ConnectorTesting", "Interactions"]),
        .testTarget(name: "ConnectorTests", dependencies: ["Connector", "Interactions"]),
        .testTarget(name: "NormalizationTests", dependencies: ["Connector", "Interactions", "Normalization"]),
        .testTarget(name: "ScoringTests", dependencies: ["ConnectorTesting", "Interactions", "Scoring", .grdb]),
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
                "ConnectorTesting", "CurlTransport", "HTTPTransport", "Interactions", .httpTypes, .subprocess,
                .systemPackage,
            ]
        ),
        .testTarget(
            name: "MailboxReadingTests",
            dependencies: ["Connector", "Interactions", "MailboxReading", "SourceTransport"]
        ),
        .testTarget(
            name: "EWSTests",
            dependencies: [
                "Connector", "ConnectorTesting", "EWS", "HTTPTransport", "Interactions", "MailboxReading",
                "SourceTransport", "XMLStream", "XMLValidation", .httpTypes,
            ]
        ),
        .testTarget(
            name: "AccessTokensTests",
            dependencies: [
                "AccessTokens", "Connector", "ConnectorTesting", "HTTPTransport", "Interactions", .crypto,
                .cryptoExtras, .httpTypes,
            ]
        ),
        .testTarget(name: "JSONStreamTests", dependencies: ["JSONStream"]),
        .testTarget(
            name: "ODataTests",
            dependencies: ["ConnectorTesting", "HTTPTransport", "JSONStream", "OData", .httpTypes]
        ),
        .testTarget(
            name: "MicrosoftGraphTests",
            dependencies: [
                "Connector", "ConnectorTesting", "HTTPTransport", "Interactions", "MailboxReading", "MicrosoftGraph",
                "Normalization", "OData", .httpTypes,
            ]
        ),
        .testTarget(
            name: "DataverseTests",
            dependencies: [
                "Connector", "ConnectorTesting", "Dataverse", "HTTPTransport", "Interactions", "OData", .httpTypes,
            ]
        ),
        .testTarget(
            name: "SQLiteStoreTests",
            dependencies: [
                "Connector", "ConnectorTesting", "DataFiles", "Eligibility", "Interactions", "SQLiteStore", .grdb,
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
                "MicrosoftGraph", "Normalization", "OData", "Pipeline", "Settings", .cryptoExtras,
            ]
        ),
        // A second door: what a page or a host's protocol may import, and nothing else.
        .testTarget(
            name: "DoorTests",
            dependencies: [
                "ConnectorTesting", "Eligibility", "Engine", "ExchangeSimulator", "Feed", "Interactions", "Pipeline",
                "Serving", "Settings", .logging, .serviceLifecycle,
            ]
        ),
        .testTarget(
            name: "ServingTests",
            dependencies: [
                "ConnectorTesting", "Engine", "Serving", "Settings", .coreMetrics, .hummingbird, .logging,
                .serviceLifecycle,
            ]
        ),
        .testTarget(
            name: "ConsoleTests",
            dependencies: [
                "Connector", "ConnectorTesting", "Console", "Eligibility", "Engine", "ExchangeSimulator",
                "Interactions", "Pipeline", "Scoring", "Settings", .crypto, .httpTypes, .hummingbird, .logging,
            ]
        ),
        .testTarget(
            name: "ExchangeSimulatorTests",
            dependencies: ["ExchangeSimulator", "XMLStream", "XMLValidation", .httpTypes, .nioSSL, .swiftASN1]
        ),
        .testTarget(
            name: "RapportTests",
            dependencies: [
                "AccessTokens", "Connector", "ConnectorTesting", "CurlTransport", "DataFiles", "Dataverse", "EWS",
                "Eligibility", "Engine", "ExchangeSimulator", "HTTPTransport", "Interactions", "MicrosoftGraph",
                "Normalization", "OData", "Pipeline", "RapportCommands", "SQLiteStore", "Scoring", "Settings",
                "exchange-simulator", "rapport", "source-rapport", .cryptoExtras, .httpTypes, .subprocess,
                .systemPackage,
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
