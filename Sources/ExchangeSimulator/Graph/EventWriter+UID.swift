extension EventWriter {
    /// The value of `iCalUId`: of an occurrence, the GlobalObjectId with the date of that occurrence in bytes 16 to 19.
    ///
    /// <https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxocal/1d3aac05-a7b9-45cc-a213-47f0a0a2c5c1>
    static func uid(of instance: EventInstance, in state: TenantState) -> String {
        let uid = instance.event.uid
        guard let occurrence = instance.occurrence else { return uid }
        var digits = Array((isGlobalObjectID(uid) ? uid : wrapped(uid)).utf8)
        let zone = state.zones[instance.event.timeZone] ?? .utc
        let (year, month, day) = zone.local(at: occurrence.originalStart).day.components
        digits.replaceSubrange(
            32..<40,
            with: hexadecimal([UInt8(year >> 8 & 255), UInt8(year & 255)] + [month, day].map { UInt8($0) })
        )
        return String(decoding: digits, as: UTF8.self)
    }

    private static func isGlobalObjectID(_ uid: String) -> Bool {
        uid.utf8.count >= 80 && uid.uppercased().hasPrefix(classID)
    }

    /// A UID of another calendar as Exchange keeps it: behind a mark in the data of a GlobalObjectId.
    private static func wrapped(_ uid: String) -> String {
        let payload = Array("vCal-Uid".utf8) + [1, 0, 0, 0] + Array(uid.utf8) + [0]
        let size = [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: payload.count >> ($0 as Int)) }
        let header = [UInt8](repeating: 0, count: 20) + size
        return classID + String(decoding: hexadecimal(header + payload), as: UTF8.self)
    }

    private static let classID = "040000008200E00074C5B7101A82E008"

    private static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
}
