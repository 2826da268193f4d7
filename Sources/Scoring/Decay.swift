/// What is left of a value after a number of spans, in millionths: halved every three, nothing after twelve.
///
/// A table instead of a power, so that every engine computes the same integers.
package enum Decay {
    package static let factors: [Int64] = [
        1_000_000, 793_701, 629_961, 500_000, 396_850, 314_980, 250_000, 198_425, 157_490, 125_000, 99_213, 78_745,
    ]

    /// Of something that is `age` old, in spans of `length`; 0 for what is still to come.
    static func factor(age: Int64, length: Int64) -> Int64 {
        guard age >= 0, age < length * Int64(factors.count) else { return 0 }
        return factors[Int(age / length)]
    }
}
