import FoundationEssentials

/// Files of the repository's `Fixtures` folder; each folder there has an `INDEX.tsv` that says where its files came
/// from.
package enum Fixture {
    /// The content of a file, for example `ews-samples/doc-finditem-error.xml`.
    package static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: folder + path)))
    }

    /// The names of the files in a folder whose names end in `suffix`, sorted.
    package static func names(in path: String, suffix: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder + path).filter { $0.hasSuffix(suffix) }.sorted()
    }

    /// Absolute path of a file or folder of the repository, for example `Sources/ExchangeSimulator/Schema`.
    package static func repositoryPath(_ path: String) -> String {
        repository + path
    }

    private static let folder = repository + "Fixtures/"

    private static let repository = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/"
}
