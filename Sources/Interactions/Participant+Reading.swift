extension Participant.Address {
    /// What a text in place of an address turns out to say.
    package enum Reading: Hashable, Sendable {
        case address(Participant.Address)
        /// It names somebody, and nobody can tell whom.
        case unreadable
        /// It stands for nobody: empty, `undisclosed-recipients:;`, or below `.invalid` (RFC 2606 §2).
        case nobody
    }

    /// Reads everybody whom a field of a service names; several may stand in it with semicolons between them.
    package static func readings(of field: String) -> [Reading] {
        guard field.utf8.contains(UInt8(ascii: ";")), DirectoryName.written(in: field) == nil else {
            return [reading(of: field)]
        }
        let parts = separated(field)
        guard parts.count > 1 else { return parts.isEmpty ? [.nobody] : [reading(of: parts[0])] }
        let readings = parts.map { (text: $0, reading: reading(of: $0)) }
        guard readings.contains(where: { $0.reading.isAddress }) else { return [reading(of: field)] }
        // A name with a semicolon in it falls into pieces of which all but the last have no address.
        return readings.filter { $0.reading != .unreadable || $0.text.utf8.contains(UInt8(ascii: "@")) }.map(\.reading)
    }

    /// Reads a text that names one address.
    static func reading(of text: String) -> Reading {
        if let name = DirectoryName.written(in: text) {
            return DirectoryName.canonical(name).map { .address(.directory($0)) } ?? .unreadable
        }
        if let address = EmailAddress(text) {
            if address.text.utf8.starts(with: "imcea".utf8) {
                return unwrapped(address.text) ?? .address(.smtp(address))
            }
            return isNowhere(address) ? .nobody : .address(.smtp(address))
        }
        if let spelling = AddressSpelling(text), let unwrapped = unwrapped(spelling.local + "@" + spelling.domain) {
            return unwrapped
        }
        return isEmpty(text) ? .nobody : .unreadable
    }

    /// What Exchange put into an address for the way through the Internet, nil if it did not.
    private static func unwrapped(_ address: String) -> Reading? {
        if let name = DirectoryName.encapsulated(in: address) {
            return DirectoryName.canonical(name).map { .address(.directory($0)) }
        }
        // As it is, because one in the other could go on for ever.
        guard let inner = DirectoryName.unwrapped(address, type: "imceasmtp-"), let address = EmailAddress(inner) else {
            return nil
        }
        return isNowhere(address) ? .nobody : .address(.smtp(address))
    }

    private static func isNowhere(_ address: EmailAddress) -> Bool {
        let end = address.text.utf8.suffix(8)
        return end.elementsEqual("@invalid".utf8) || end.elementsEqual(".invalid".utf8)
    }

    /// Nothing to be seen, or the name of a group (RFC 5322 §3.4) without anybody in it.
    private static func isEmpty(_ text: String) -> Bool {
        let seen = text.unicodeScalars.filter {
            !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint && $0.value >= 0x20
        }
        let rest = seen.drop { $0 == "\"" || $0 == "'" || $0 == "<" }.reversed().drop {
            $0 == "\"" || $0 == "'" || $0 == ">"
        }
        return rest.isEmpty || !rest.contains("@") && rest.drop { $0 == ";" }.first == ":"
    }

    /// The parts between semicolons that are in no quotes, comments or angle brackets.
    private static func separated(_ field: String) -> [String] {
        var parts: [String.UnicodeScalarView] = [String.UnicodeScalarView()]
        var isQuoted = false
        var isEscaped = false
        var depth = 0
        for scalar in field.unicodeScalars {
            if scalar == ";", !isQuoted, depth == 0 {
                parts.append(String.UnicodeScalarView())
                continue
            }
            switch scalar {
            case "\"" where !isEscaped: isQuoted.toggle()
            case "(" where !isQuoted, "<" where !isQuoted: depth += 1
            case ")" where !isQuoted, ">" where !isQuoted: depth = max(0, depth - 1)
            default: break
            }
            isEscaped = scalar == "\\" && !isEscaped
            parts[parts.count - 1].append(scalar)
        }
        return parts.map { String($0) }.filter { !isEmpty($0) }
    }
}

extension Participant.Address.Reading {
    /// Whether there is an address in it.
    fileprivate var isAddress: Bool {
        if case .address = self { true } else { false }
    }
}
