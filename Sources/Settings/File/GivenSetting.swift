/// A value together with where it stands.
struct GivenSetting: Hashable, Sendable {
    /// The name under which it is given, which may be a former one.
    let key: String
    let value: SettingValue
    let origin: SettingOrigin
}
