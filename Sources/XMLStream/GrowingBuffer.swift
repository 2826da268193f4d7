/// Memory that only grows, for callbacks that append to it millions of times.
///
/// An array would check its uniqueness and its bounds on every append.
struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
    // Safe: the memory has this one owner, and appending needs exclusive access to it.
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = max(capacity, 16)
        base = .allocate(capacity: self.capacity)
    }

    deinit {
        base.deallocate()
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(by: 1) }
        (base + count).initialize(to: element)
        count += 1
    }

    @inline(__always)
    mutating func append(from source: UnsafePointer<Element>, count added: Int) {
        if capacity - count < added { grow(by: added) }
        (base + count).initialize(from: source, count: added)
        count += added
    }

    @inline(__always)
    mutating func removeLast() -> Element {
        precondition(count > 0, "nothing to remove")
        count -= 1
        return base[count]
    }

    @inline(never)
    private mutating func grow(by added: Int) {
        capacity = max(capacity * 2, count + added)
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
    }
}
