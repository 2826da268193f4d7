/// All settings there are: the reference, the checks and the defaults come from here.
///
/// A new setting is a row here and is read where its block is read; a row that nobody reads fails a test.
package enum SettingTable {
    /// In the order of the reference: what stands outside of blocks first.
    package static let all: [Setting] = general + sync + serve + calendar + exchange + online + eligibility + results

    private static let byKey = Dictionary(all.map { ($0.key, $0) }) { first, _ in first }

    static subscript(_ key: String) -> Setting? { byKey[key] }
}
