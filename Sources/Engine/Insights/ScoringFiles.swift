import Glibc
import Scoring
package import SystemPackage

/// The scoring definitions with what they read, as files that any database can load.
///
/// Numbers only: no address and no name leaves with them.
package struct ScoringFiles {
    private let tables: ScoringTables

    package init(_ relationships: Relationships) {
        let book = relationships.index.book
        let targets = book.records.map { $0.kind == .contact || $0.kind == .lead ? $0.interests.map(\.person) : [] }
        tables = ScoringTables(relationships.board, nameable: relationships.introducers, targets: targets)
    }

    /// - Throws: `EngineError` if the directory is there already, or cannot be written.
    package func write(to directory: FilePath) throws {
        do {
            guard mkdir(directory.string, 0o700) == 0 else { throw Errno(rawValue: errno) }
            for table in ScoringTables.Table.allCases { try write(table, to: directory) }
            for dialect in PortableSQL.Dialect.allCases {
                let own = directory.appending(dialect.rawValue)
                guard mkdir(own.string, 0o700) == 0 else { throw Errno(rawValue: errno) }
                for text in PortableSQL.allCases {
                    try Self.create(own.appending("\(text.rawValue).sql")) {
                        try $0.writeAll(text.text(for: dialect).utf8)
                    }
                }
            }
        } catch let error as Errno {
            throw EngineError(.cannotCreate, "'\(directory)' cannot be written (\(error)). Name a new directory.")
        }
    }

    private func write(_ table: ScoringTables.Table, to directory: FilePath) throws {
        try Self.create(directory.appending("\(table.rawValue).csv")) { file in
            var written = NumberRows(PortableSQL.columns(of: table))
            try tables.forEachRow(of: table) { row in
                written.add(row)
                try written.flush(above: 65_536) { try file.writeAll($0) }
            }
            try written.flush { try file.writeAll($0) }
        }
    }

    private static func create(_ path: FilePath, _ body: (FileDescriptor) throws -> Void) throws {
        let file = try FileDescriptor.open(
            path,
            .writeOnly,
            options: [.create, .exclusiveCreate],
            permissions: .ownerReadWrite
        )
        try file.closeAfter { try body(file) }
    }
}
