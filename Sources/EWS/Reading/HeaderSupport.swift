/// Whether a server keeps headers as named properties, as Exchange does: learnt from its answers.
actor HeaderSupport {
    /// Mails without any header in a row after which nothing is expected any more: a server for mail of its own alone.
    private static let patience = 500

    private enum Finding {
        case unknown(asked: Int)
        case named, transport, none
    }

    private var finding = Finding.unknown(asked: 0)

    /// Whether headers are to be asked for as one text, where no property has them.
    var isAsked: Bool {
        switch finding {
        case .unknown, .transport: true
        case .named, .none: false
        }
    }

    func noteNamed() {
        if case .unknown = finding { finding = .named }
    }

    /// - Parameter found: so many of those that were asked about had headers that no property had.
    func note(asked: Int, found: Int) {
        guard case .unknown(let before) = finding else { return }
        finding = found > 0 ? .transport : before + asked < Self.patience ? .unknown(asked: before + asked) : .none
    }
}
