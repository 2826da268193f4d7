import Directory
import Eligibility
import Settings

extension EligibilityService {
    /// Whether every mailbox and group that the settings name is there: a mistyped one would silently change who is
    /// read.
    ///
    /// - Throws: `EngineError` of code `badSettings`.
    func checkNames(in settings: RapportSettings) throws {
        let unknown = facts.directory.unknown(settings.mailboxes ?? []).count
        guard unknown == 0 else {
            throw EngineError(
                .badSettings,
                "\(unknown) of 'mailboxes' are in no row of the directory file. Correct their addresses, or add rows."
            )
        }
        guard let group = facts.directory.unknownGroups(settings.eligibility.rules.excludedGroups).first else { return }
        throw EngineError(
            .badSettings,
            "Nobody is in the group '\(group)' of 'eligibility.excludedGroups'. Correct its name, or remove it."
        )
    }
}
