extension Participant {
    /// Whether one participant is listed before another: by role, then address, then answer, the strongest first.
    ///
    /// A total order, so that the order in which a copy names people never shows.
    package static func comesBefore(_ left: Participant, _ right: Participant) -> Bool {
        if left.role != right.role { return left.role.rawValue < right.role.rawValue }
        let texts = (left.address.text, right.address.text)
        if texts.0 != texts.1 { return texts.0 < texts.1 }
        let answers = (left.response?.rawValue ?? -1, right.response?.rawValue ?? -1)
        if answers.0 != answers.1 { return answers.0 > answers.1 }
        // Equal to Unicode, but written differently.
        return texts.0.utf8.lexicographicallyPrecedes(texts.1.utf8)
    }
}
