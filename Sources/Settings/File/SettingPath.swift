/// A path that a setting gives, with the setting itself, so that whoever cannot use the file can say whose it is.
package struct SettingPath: Hashable, Sendable {
    package let path: String
    package let key: String
    package let origin: SettingOrigin
}
