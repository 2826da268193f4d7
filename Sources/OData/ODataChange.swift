/// One change of a row, as it stands in a batch.
package struct ODataChange: Hashable, Sendable {
    /// What is done to the row.
    package enum Act: Hashable, Sendable {
        /// With a JSON object: the row is made if there is none.
        case upsert([UInt8])
        case delete
    }

    /// The row.
    package let target: ODataTarget
    package let act: Act

    package init(_ target: ODataTarget, _ act: Act) {
        self.target = target
        self.act = act
    }
}
