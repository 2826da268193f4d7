package import Interactions

/// Amounts as tables and pages show them.
package enum Money {
    /// For instance `12,500.00 EUR`, in German `12.500,00 EUR`; empty where there is none.
    package static func text(
        _ hundredths: Int64?,
        _ currency: String? = nil,
        in language: Language = .english
    ) -> String {
        guard let hundredths else { return "" }
        let (group, point) = language == .german ? (".", ",") : (",", ".")
        let units = String(hundredths.magnitude / 100)
        var grouped = ""
        for (index, digit) in units.enumerated() {
            if index > 0, (units.utf8.count - index).isMultiple(of: 3) { grouped += group }
            grouped.append(digit)
        }
        let rest = hundredths.magnitude % 100
        let amount = "\(hundredths < 0 ? "-" : "")\(grouped)\(point)\(rest < 10 ? "0" : "")\(rest)"
        return currency.map { "\(amount) \($0)" } ?? amount
    }
}
