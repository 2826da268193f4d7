/// Who the persons of an earlier reading are now: persons are numbered in the order of their addresses, so a new
/// address moves all that follow.
package struct Renumbering: Sendable {
    /// By the former number the present one, `UInt32.max` for whom is nobody any more.
    private let successors: [UInt32]
    /// Whether everybody has the same number as before.
    let isIdentity: Bool
    /// Whether everybody who is left comes after the same ones as before.
    let keepsOrder: Bool

    /// - Parameter successors: by the former number the present one, `UInt32.max` for whom is nobody any more.
    package init(_ successors: [UInt32]) {
        self.successors = successors
        isIdentity = successors.enumerated().allSatisfy { $0 == Int($1) }
        var last: UInt32?
        var keepsOrder = true
        for successor in successors where successor != .max {
            if let last, successor <= last { keepsOrder = false }
            last = successor
        }
        self.keepsOrder = keepsOrder
    }

    /// Nil for whom is nobody any more.
    subscript(person: UInt32) -> UInt32? {
        guard person < successors.count, successors[Int(person)] != .max else { return nil }
        return successors[Int(person)]
    }
}
