import CoreMetrics
import Testing

@testable import Serving

@Suite struct `Prometheus' text` {
    @Test func `has a help and a type for each family, and a line for each series`() {
        let registry = PrometheusRegistry(help: ["rapport_items_total": "Items."])
        Counter(label: "rapport_items_total", dimensions: [("source", "ews")], factory: registry).increment(by: 2)
        Counter(label: "rapport_items_total", dimensions: [("source", "ews")], factory: registry).increment()
        Counter(label: "rapport_items_total", dimensions: [("source", "a\"\\\nb")], factory: registry).increment()
        Meter(label: "rapport.level", factory: registry).set(1.5)
        Timer(label: "took_seconds", factory: registry).recordNanoseconds(1_500_000_000)
        Timer(label: "took_seconds", factory: registry).recordNanoseconds(500_000_000)
        var text = PrometheusText()
        registry.write(to: &text)
        #expect(
            text.text == """
                # HELP rapport_items_total Items.
                # TYPE rapport_items_total counter
                rapport_items_total{source="a\\"\\\\\\nb"} 1
                rapport_items_total{source="ews"} 3
                # HELP rapport_level Without description.
                # TYPE rapport_level gauge
                rapport_level 1.5
                # HELP took_seconds Without description.
                # TYPE took_seconds summary
                took_seconds_sum 2
                took_seconds_count 2

                """
        )
    }

    @Test(arguments: [("a.b", "a_b"), ("9a", "_9a"), ("häuser", "h__user"), ("a-b c", "a_b_c"), ("ok_9", "ok_9")])
    func `has names that Prometheus takes`(label: String, name: String) {
        #expect(PrometheusText.name(label) == name)
    }

    @Test func `keeps large and negative numbers`() {
        var text = PrometheusText()
        for value in [0, -1, 1e14, 1e18, 0.25, -0.0] { text.sample("x", [], value) }
        #expect(text.text == "x 0\nx -1\nx 100000000000000\nx 1e+18\nx 0.25\nx 0\n")
    }
}
