import Connector
import Pipeline

extension ExitStatus {
    /// How a run ends: the whole source's failure, then a stop, then single mailboxes'.
    init(_ report: RunReport) {
        if let error = report.sourceError {
            self.init(error)
            return
        }
        var failures: [SourceError] = []
        var refused = 0
        for outcome in report.rounds {
            switch outcome.end {
            case .complete: break
            case .stopped:
                self = .tryAgain
                return
            case .refused: refused += 1
            case .failed(let error): failures.append(error)
            }
        }
        if report.isWithoutMailbox, report.crm == nil {
            self = report.commits.removed + report.commits.changed > 0 ? .success : .nothingEligible
        } else if failures.isEmpty {
            self = .success
        } else if let first = failures.first, failures.count == report.rounds.count - refused,
            failures.allSatisfy({ $0.code == first.code })
        {
            self.init(first)
        } else {
            self = .partial
        }
    }
}

extension RunReport {
    /// Nobody was to be read.
    var isWithoutMailbox: Bool {
        mailboxes.allSatisfy { if case .refused = $0.end { true } else { false } }
    }
}
