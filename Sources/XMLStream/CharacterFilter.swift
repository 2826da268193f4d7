/// Replaces what XML 1.0 forbids by U+FFFD before a parser sees it: control characters, references to them or to
/// anything else that is no character, and bytes that are not UTF-8.
///
/// Everything else passes unchanged.
///
/// Exchange escapes whatever a mail contains, so one control character in a subject would otherwise cost a page of
/// messages (seen on 15.1.761). It knows nothing of markup: inside of comments and CDATA sections, where `&#x1;` is
/// just text, that text is replaced too. The output does not depend on how the input is cut.
/// https://www.w3.org/TR/xml/#charsets
struct CharacterFilter: ~Copyable {
    /// A character or a reference that the last chunk ended in the middle of.
    private var pending: [UInt8] = []
    /// Small pieces between replacements, to be handed on together.
    private var gathered: [UInt8] = []

    /// Hands the clean form of `bytes` to `sink`, without copying where nothing is replaced.
    ///
    /// What cannot be decided yet waits for the next call.
    mutating func pass(_ bytes: UnsafeRawBufferPointer, to sink: (UnsafeRawBufferPointer) -> Void) {
        var position = pending.isEmpty ? 0 : completePending(with: bytes)
        var clean = position
        while let found = Self.firstSuspect(in: bytes, from: position) {
            switch Self.verdict(bytes, at: found) {
            case .keep(let count):
                position = found + count
            case .replace(let count):
                hand(bytes, clean..<found, to: sink)
                gathered += Self.replacement
                position = found + count
                clean = position
            case .incomplete:
                pending += bytes[found...]
                hand(bytes, clean..<found, to: sink)
                flush(to: sink)
                return
            }
        }
        hand(bytes, clean..<bytes.count, to: sink)
        flush(to: sink)
    }

    /// Hands on what waited for more.
    mutating func finish(to sink: (UnsafeRawBufferPointer) -> Void) {
        if let first = pending.first {
            gathered += first == UInt8(ascii: "&") ? pending : Self.replacement
            pending = []
        }
        flush(to: sink)
    }

    /// Decides on `pending` with the help of the next bytes; returns how many of those belonged to it.
    private mutating func completePending(with bytes: UnsafeRawBufferPointer) -> Int {
        var used = 0
        while used < bytes.count {
            if pending.count > 1, pending[0] == UInt8(ascii: "&") {
                // All that may belong to the reference at once: leading zeros can go on for ever.
                let digits = bytes[used...].prefix { CharacterReference.mayContain($0) }
                pending += digits
                used = digits.endIndex
                guard used < bytes.count else { return used }
            }
            pending.append(bytes[used])
            let verdict = pending.withUnsafeBytes { Self.verdict($0, at: 0) }
            if verdict == .incomplete {
                used += 1
                continue
            }
            // The byte that decided is either the last one of the character or the first one after it.
            let includesLast = verdict == .keep(pending.count) || verdict == .replace(pending.count)
            if case .keep = verdict {
                gathered += includesLast ? pending[...] : pending.dropLast()
            } else {
                gathered += Self.replacement
            }
            pending.removeAll(keepingCapacity: true)
            return includesLast ? used + 1 : used
        }
        return used
    }

    /// Hands on a clean piece: directly if it is worth it, with its neighbours otherwise.
    private mutating func hand(
        _ bytes: UnsafeRawBufferPointer,
        _ range: Range<Int>,
        to sink: (UnsafeRawBufferPointer) -> Void
    ) {
        if range.count >= 1024 || gathered.isEmpty && range.count == bytes.count {
            flush(to: sink)
            sink(UnsafeRawBufferPointer(rebasing: bytes[range]))
        } else {
            gathered += bytes[range]
            if gathered.count >= 4096 { flush(to: sink) }
        }
    }

    private mutating func flush(to sink: (UnsafeRawBufferPointer) -> Void) {
        guard !gathered.isEmpty else { return }
        gathered.withUnsafeBytes(sink)
        gathered.removeAll(keepingCapacity: true)
    }
}
