import Interactions

/// Participants as bytes: for each one byte of role, side and response, then the address's number as `Base128`.
///
///     bit 7..4 role (1 to 13) · bit 3 inside · bit 2..0 response + 1, or 0 for none
enum ParticipantCoding {
    static func encode(_ participants: [Participant], number: (Participant.Address) throws -> Int64) rethrows -> [UInt8]
    {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(participants.count * 4)
        for participant in participants {
            let response = participant.response.map { $0.rawValue + 1 } ?? 0
            bytes.append(UInt8(participant.role.rawValue << 4 | (participant.isInternal ? 8 : 0) | response))
            Base128.append(try number(participant.address), to: &bytes)
        }
        return bytes
    }

    /// Leaves out what names no role or no address.
    static func decode(_ bytes: [UInt8], address: (Int64) throws -> Participant.Address?) rethrows -> [Participant] {
        var participants: [Participant] = []
        try forEach(in: bytes) { head, number in
            guard let role = Participant.Role(rawValue: head >> 4), let address = try address(number) else { return }
            let response = head & 7 == 0 ? nil : Participant.Response(rawValue: head & 7 - 1)
            participants.append(
                Participant(role: role, address: address, isInternal: head & 8 != 0, response: response)
            )
        }
        return participants
    }

    /// Each participant's byte of role, side and response, and the number of the address.
    static func forEach(in bytes: [UInt8], _ body: (_ head: Int, _ number: Int64) throws -> Void) rethrows {
        var index = 0
        while index < bytes.count {
            let head = Int(bytes[index])
            index += 1
            try body(head, Base128.read(bytes, at: &index))
        }
    }
}
