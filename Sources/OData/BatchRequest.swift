import HTTPTypes

/// The body of a request that asks several questions at once.
///
/// <https://learn.microsoft.com/graph/json-batching>
struct BatchRequest {
    /// More, and the service refuses all of them.
    static let most = 20

    let root: ODataRoot
    let targets: [ODataTarget]
    /// Go with every question: those of the request itself are for nobody but the batch.
    let fields: HTTPFields

    /// The place of a question is its id.
    var bytes: [UInt8] {
        let headers = fields.map { "\(Self.text($0.name.rawName)):\(Self.text($0.value))" }.joined(separator: ",")
        let questions = targets.enumerated().map { number, target in
            let path = String(target.path.dropFirst(root.path.count))
            return "{\"id\":\"\(number)\",\"method\":\"GET\",\"url\":\(Self.text(path)),\"headers\":{\(headers)}}"
        }
        return Array("{\"requests\":[\(questions.joined(separator: ","))]}".utf8)
    }

    /// As a JSON string; neither paths nor fields have control characters.
    private static func text(_ text: String) -> String {
        var bytes = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
        return String(decoding: bytes, as: UTF8.self)
    }
}
