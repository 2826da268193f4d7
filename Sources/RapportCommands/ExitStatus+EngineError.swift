import Engine

extension ExitStatus {
    /// The status for what the engine did not do.
    init(_ code: EngineError.Code) {
        self =
            switch code {
            case .outOfOrder, .logMissing, .storeMissing, .evidenceBroken: .failure
            case .nobodyAdmitted: .nothingEligible
            case .unknownName, .outOfRange, .unconfirmed: .usage
            case .badKey, .cannotCreate: .cannotCreate
            case .busy: .tryAgain
            case .notPermitted: .notPermitted
            case .unprovenTime, .badSettings, .newerVersion, .foreignData, .foreignPosition, .tooMuchRemoval:
                .badConfiguration
            }
    }
}
