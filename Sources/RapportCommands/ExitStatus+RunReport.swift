import Connector
import Pipeline

extension ExitStatus {
    /// How a run ends: a whole source's failure if no mailbox could be read, then a stop, then what was not read of
    /// single mailboxes.
    ///
    /// Only a run that read everything is a success.
    init(_ report: RunReport) {
        if let error = report.failureOfEverything {
            self.init(error)
            return
        }
        var failures: [SourceError] = []
        var shortfalls: [SourceError] = []
        var refused = 0
        let held = report.mailboxes.count(where: \.isHeld)
        for outcome in report.rounds {
            switch outcome.end {
            case .complete: break
            case .stopped:
                self = .tryAgain
                return
            case .refused: refused += 1
            case .failed(let error): failures.append(error)
            case .incomplete(let error): shortfalls.append(error)
            }
        }
        if failures.isEmpty, shortfalls.isEmpty, held > 0 {
            self = .partial
        } else if report.isWithoutMailbox, report.crm == nil {
            self = report.commits.removed + report.commits.changed > 0 ? .success : .nothingEligible
        } else if failures.isEmpty, shortfalls.isEmpty {
            self = .success
        } else if let first = failures.first, failures.count == report.rounds.count - refused,
            failures.allSatisfy({ $0.code == first.code })
        {
            self.init(first)
        } else {
            // Nothing is wrong but the time.
            self = (failures + shortfalls).allSatisfy { $0.code == .throttled } ? .tryAgain : .partial
        }
    }
}

extension RunReport {
    /// Nobody was to be read.
    var isWithoutMailbox: Bool {
        mailboxes.allSatisfy { if case .refused = $0.end { true } else { false } }
    }

    /// Why no mailbox could be read at all, where whole sources are out of reach.
    fileprivate var failureOfEverything: SourceError? {
        guard let first = sourceErrors.first else { return nil }
        let isEverything = mailboxes.allSatisfy { outcome in
            switch outcome.end {
            case .refused: true
            case .failed(let error): error.scope >= .host
            case .complete, .incomplete, .stopped: false
            }
        }
        return isEverything ? first.error : nil
    }
}
