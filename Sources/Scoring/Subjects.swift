import Interactions

/// The rows of the CRM that interactions are about, each as a small number, so that records can be numbered anew.
struct Subjects {
    private var references: [CRMReference] = []
    private var numbers: [CRMReference: Int32] = [:]
    /// By number a position in `ScoredRecords`, -1 for none.
    private var places: [Int32] = []
    /// Where the rows of the CRM are in `ScoredRecords`.
    var positions: [CRMReference: Int] = [:] {
        didSet { places = references.map { place(of: $0) } }
    }

    mutating func number(of reference: CRMReference) -> Int32 {
        if let known = numbers[reference] { return known }
        let number = Int32(references.count)
        references.append(reference)
        numbers[reference] = number
        places.append(place(of: reference))
        return number
    }

    /// -1 for what is about nothing, or about no record.
    func position(of number: Int32) -> Int32 { number < 0 ? -1 : places[Int(number)] }

    private func place(of reference: CRMReference) -> Int32 { Int32(positions[reference] ?? -1) }
}
