import ArgumentParser
import Engine

/// Of which kind of record relationships are listed, for what lists more than one.
struct KindArgument: ParsableArguments {
    @Argument(help: "Only accounts, contacts, leads or opportunities.")
    var kind: RecordKind?

    /// The query, of this kind alone if one is given.
    func limiting(_ query: RelationshipQuery) -> RelationshipQuery {
        var query = query
        if let kind { query.tables = [kind.table] }
        return query
    }
}

extension RecordKind: ExpressibleByArgument {}
