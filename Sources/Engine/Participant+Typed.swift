package import Interactions

extension Participant.Address {
    /// What somebody types who means a person: an address in any spelling, what an export shows (`EX:...`, `CRM:...`),
    /// or the reference that lists show, such as `contact/23ac0a32-4fb1-ec11-983e-000d3a8e5b1c`.
    package init?(typed text: String) {
        let bare = String(text.lowercased().unicodeScalars.filter { $0 != "{" && $0 != "}" })
        if let reference = CRMReference(text: bare), reference.isPerson {
            self = .record(reference)
        } else {
            self.init(text: text)
        }
    }
}
