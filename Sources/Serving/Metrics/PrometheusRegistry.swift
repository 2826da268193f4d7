import CoreMetrics
import Synchronization

/// Keeps what is counted through swift-metrics, and writes it in Prometheus' text format.
///
/// See <https://prometheus.io/docs/instrumenting/exposition_formats/>.
final class PrometheusRegistry: MetricsFactory {
    private struct Key: Hashable {
        let name: String
        let labels: [[String]]
    }

    private struct State {
        var types: [String: PrometheusText.Kind] = [:]
        var cells: [Key: PrometheusCell] = [:]
    }

    /// What every name means; what is not in it is said to be without description.
    private let help: [String: String]
    private let state = Mutex(State())

    init(help: [String: String]) {
        self.help = help
    }

    func write(to text: inout PrometheusText) {
        let (types, cells) = state.withLock { ($0.types, $0.cells) }
        for (name, kind) in types.sorted(by: { $0.key < $1.key }) {
            let own = cells.filter { $0.key.name == name }.sorted {
                $0.key.labels.description < $1.key.labels.description
            }
            text.begin(name, kind, help: help[name] ?? "Without description.")
            for (key, cell) in own {
                let labels = key.labels.map { ($0[0], $0[1]) }
                switch kind {
                case .counter, .gauge: text.sample(name, labels, cell.value)
                case .summary:
                    text.sample(name + "_sum", labels, cell.value)
                    text.sample(name + "_count", labels, Double(cell.count))
                }
            }
        }
    }

    private func cell(
        _ label: String,
        _ dimensions: [(String, String)],
        _ kind: PrometheusText.Kind,
        accumulates: Bool
    ) -> PrometheusCell {
        let name = PrometheusText.name(label)
        let labels = dimensions.map { [PrometheusText.name($0.0), $0.1] }
        return state.withLock { state in
            let key = Key(name: name, labels: labels)
            if let cell = state.cells[key] { return cell }
            let cell = PrometheusCell(accumulates: accumulates)
            state.types[name] = state.types[name] ?? kind
            state.cells[key] = cell
            return cell
        }
    }

    // MARK: MetricsFactory

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        cell(label, dimensions, .counter, accumulates: true)
    }

    func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
        cell(label, dimensions, .counter, accumulates: true)
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        cell(label, dimensions, .gauge, accumulates: false)
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        cell(label, dimensions, aggregate ? .summary : .gauge, accumulates: aggregate)
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        cell(label, dimensions, .summary, accumulates: true)
    }

    // A series that was counted once stays: a counter that goes back to nothing is a restart for Prometheus.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}
