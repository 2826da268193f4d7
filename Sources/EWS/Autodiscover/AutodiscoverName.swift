import XMLStream

/// The names that are looked for in answers; the raw value is their token.
enum AutodiscoverName: UInt16, CaseIterable {
    // SOAP.
    case envelope, body, getUserSettingsResponseMessage, response, errorCode, userResponses, userResponse
    case redirectTarget, userSettings, userSetting, name, value

    // Plain XML.
    case autodiscover, account, action, redirectAddr, redirectUrl, `protocol`, type, ewsUrl, asUrl, error

    /// As it stands in XML.
    var spelling: String {
        guard self != .asUrl else { return "ASUrl" }
        let name = String(describing: self)
        return name.prefix(1).uppercased() + name.dropFirst()
    }
}

/// The namespaces of answers; the raw value is their token.
enum AutodiscoverNamespace: UInt16, CaseIterable {
    case envelope, soapService, plain, outlook

    var uri: String {
        switch self {
        case .envelope: "http://schemas.xmlsoap.org/soap/envelope/"
        case .soapService: "http://schemas.microsoft.com/exchange/2010/Autodiscover"
        case .plain: "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"
        case .outlook: "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"
        }
    }
}

/// What answers are read with.
enum AutodiscoverVocabulary {
    static let answers = XMLVocabulary(
        namespaces: AutodiscoverNamespace.allCases.map(\.uri),
        names: AutodiscoverName.allCases.map(\.spelling)
    )
}

extension XMLElement {
    func `is`(_ name: AutodiscoverName, _ namespace: AutodiscoverNamespace) -> Bool {
        self.name == name.rawValue && self.namespace == namespace.rawValue
    }

    /// The first child of this name in this namespace.
    func child(_ name: AutodiscoverName, _ namespace: AutodiscoverNamespace) -> XMLElement? {
        children.first { $0.is(name, namespace) }
    }

    /// Text of the first child of this name, without white space around it; nil if there is none or it is empty.
    func value(_ name: AutodiscoverName, _ namespace: AutodiscoverNamespace) -> String? {
        guard let child = child(name, namespace) else { return nil }
        let isSpace = { (byte: UInt8) in byte <= 0x20 }
        let text = child.withText { bytes in
            let start = bytes.drop(while: isSpace)
            let end = start.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start.startIndex
            return String(decoding: start[..<end], as: UTF8.self)
        }
        return text.isEmpty ? nil : text
    }
}
