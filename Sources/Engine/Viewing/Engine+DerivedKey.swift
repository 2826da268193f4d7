import Crypto
import SQLiteStore

extension Engine {
    /// 32 bytes for one purpose, from the installation's key: whoever has them learns nothing of the key, or of those
    /// for another purpose (RFC 5869).
    ///
    /// - Throws: `StoreError`.
    package func derivedKey(for purpose: String) throws -> [UInt8] {
        let key = SymmetricKey(data: try KeyFile.load(in: installation.directory))
        let derived = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key,
            salt: Array(installation.tenant.utf8),
            info: Array(purpose.utf8),
            outputByteCount: 32
        )
        return derived.withUnsafeBytes { Array($0) }
    }
}
