import AuditLog
import Feed
import SQLiteStore
import Settings

extension EngineError {
    /// What an error of the settings, the store or the log amounts to; nil for all others.
    package init?(_ error: any Error) {
        switch error {
        case let error as EngineError: self = error
        case let error as SettingsError: self.init(.badSettings, error.message)
        case let error as FeedError:
            let isForeign = error.code == .foreignPosition || error.code == .badState
            self.init(isForeign ? .foreignPosition : .cannotCreate, error.message)
        case let error as StoreError: self.init(Code(error.code), error.message)
        case let error as AuditError:
            let code: Code = if case .cannotWrite = error { .cannotCreate } else { .evidenceBroken }
            self.init(code, error.description)
        default: return nil
        }
    }
}

extension EngineError.Code {
    fileprivate init(_ code: StoreError.Code) {
        self =
            switch code {
            case .busy: .busy
            case .cannotWrite, .unsafe: .cannotCreate
            case .badKey: .badKey
            case .foreign, .otherTenant: .foreignData
            case .tooNew, .tooOld, .unfinished: .newerVersion
            }
    }
}
