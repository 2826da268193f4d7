import Testing

/// Reads `2026-03-29T02:30` with or without seconds and `Z` as seconds since 1970 on a clock that never changes.
///
/// Counts days one by one, so that it shares no arithmetic with what it checks.
func seconds(_ text: String) throws -> Int {
    let fields = text.split { "-T:Z".contains($0) }.map { Int($0) }
    let numbers = fields.compactMap(\.self)
    try #require(numbers.count == fields.count && numbers.count >= 5)
    var days = 0
    for year in 1_970..<numbers[0] { days += length(ofYear: year) }
    for month in 1..<numbers[1] { days += length(ofMonth: month, in: numbers[0]) }
    days += numbers[2] - 1
    return days * 86_400 + numbers[3] * 3_600 + numbers[4] * 60 + (numbers.count > 5 ? numbers[5] : 0)
}

private func length(ofYear year: Int) -> Int {
    (1...12).reduce(0) { $0 + length(ofMonth: $1, in: year) }
}

private func length(ofMonth month: Int, in year: Int) -> Int {
    let isLeap = year % 400 == 0 || year % 4 == 0 && year % 100 != 0
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
}
