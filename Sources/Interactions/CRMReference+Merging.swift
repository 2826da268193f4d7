extension CRMReference {
    /// Mergings that are followed one after the other: the CRM has a few, never a circle.
    private static let mostMergings = 8

    /// The row that this one became, itself where it was not merged.
    ///
    /// - Parameter next: the row that another was merged into, nil for one that stands by itself.
    package func master(_ next: (CRMReference) throws -> CRMReference?) rethrows -> CRMReference {
        var reference = self
        for _ in 0..<Self.mostMergings {
            guard let master = try next(reference) else { break }
            reference = master
        }
        return reference
    }
}
