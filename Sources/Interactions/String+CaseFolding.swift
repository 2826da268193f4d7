extension String {
    /// The text with every letter in the one form that its capital and its small letter share, as Unicode's full case
    /// folding has it: the form in which names that people write, of roles and groups, are compared.
    ///
    /// Spellings that NFC makes equal stay equal, because `==` and the hash of a text look at canonical equivalence.
    /// <https://www.unicode.org/Public/UCD/latest/ucd/CaseFolding.txt>
    package var caseFolded: String {
        var folded = String.UnicodeScalarView()
        for scalar in unicodeScalars { folded.append(contentsOf: scalar.folding) }
        return String(folded)
    }
}

extension Unicode.Scalar {
    fileprivate var folding: [Unicode.Scalar] {
        if isASCII { return [("A"..."Z").contains(self) ? Unicode.Scalar(UInt8(value | 0x20)) : self] }
        // Folding leaves the dotless i alone; its capital is the ASCII letter, which is another name's.
        if self == "\u{131}" { return [self] }
        // By way of the capitals, so that ß, ẞ and ss, σ and ς, ſ and s meet.
        return properties.lowercaseMapping.unicodeScalars
            .flatMap { $0.properties.uppercaseMapping.unicodeScalars }
            .flatMap { $0.properties.lowercaseMapping.unicodeScalars }
    }
}
