/// A small random number generator whose numbers are the same on every machine and in every release.
///
/// The standard library may change how it draws from a range, so the draws are made here as well. Sebastiano Vigna's
/// splitmix64: <https://prng.di.unimi.it/splitmix64.c>
struct SplitMix64: Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A generator for one part of the work: what other parts draw does not change it.
    init(seed: UInt64, stream: UInt64) {
        var root = SplitMix64(seed: seed ^ stream &* 0xD1B5_4A32_D192_ED03)
        state = root.next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// One of 0..<`bound`, which is positive; the bias of the multiplication is below 2⁻³² for the bounds in use.
    mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// True in `percent` of a hundred cases.
    mutating func chance(_ percent: Int) -> Bool {
        below(100) < percent
    }

    /// Nil only if there is nothing to pick from.
    mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[below(elements.count)]
    }
}
