/// The names an application knows; a name's token is its position in the list.
///
/// Everything else is `unknown`.
///
/// Make one for each kind of document and keep it: every document that is read looks these names up once.
package struct XMLVocabulary: Sendable {
    /// The token of every name and namespace that is not listed.
    package static let unknown = UInt16.max
    /// The namespace token of names in no namespace.
    package static let noNamespace = UInt16.max - 1

    let namespaces: [[UInt8]]
    let names: [[UInt8]]

    /// - Parameters:
    ///   - namespaces: URIs, at most 60,000.
    ///   - names: local names of elements and attributes alike, at most 60,000.
    package init(namespaces: [String], names: [String]) {
        precondition(namespaces.count <= 60_000 && names.count <= 60_000, "tokens have 16 bits")
        self.namespaces = namespaces.map { Array($0.utf8) }
        self.names = names.map { Array($0.utf8) }
    }
}
