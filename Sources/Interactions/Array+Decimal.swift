extension [UInt8] {
    /// Writes a whole number in decimal digits, as JSON and CSV have it.
    package mutating func append(decimal value: Int) {
        append(addingCapacity: 20) { $0.append(decimal: value) }
    }
}
